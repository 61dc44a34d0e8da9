package io.dynastore.spring.autoconfigure.watch;

import java.util.concurrent.CompletableFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.ScopeNotActiveException;

/** Knows which beans exist on the threads of change feeds, which have no request, for example. */
final class FeedThreads {
    private static final Log logger = LogFactory.getLog(FeedThreads.class);

    private final ConfigurableListableBeanFactory beans;

    FeedThreads(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Returns the scope of a bean if the threads of feeds do not have it; null if they do. */
    @Nullable
    String missingScope(String bean) {
        String target = ScopedProxyUtils.getTargetBeanName(bean);
        String name = beans.containsBeanDefinition(target) ? target : bean;
        if (!beans.containsBeanDefinition(name)) {
            return null;
        }
        BeanDefinition definition = beans.getMergedBeanDefinition(name);
        if (definition.isSingleton() || definition.isPrototype() || isThere(name)) {
            return null;
        }
        return definition.getScope();
    }

    /** Only a scope itself knows where it is active, so this gets the bean on a thread that is like those of feeds. */
    private boolean isThere(String name) {
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> there.complete(isHere(name)), "dynastore-scope", 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        return there.join();
    }

    private boolean isHere(String name) {
        try {
            beans.getBean(name);
            return true;
        } catch (BeansException e) {
            logger.debug("The bean '" + name + "' cannot be created on a thread of a change feed", e);
            return !e.contains(ScopeNotActiveException.class); // Another failure may be over when there is a change.
        } catch (RuntimeException e) {
            logger.debug("The scope of the bean '" + name + "' does not exist", e);
            return false;
        } catch (Error e) {
            logger.debug("The bean '" + name + "' cannot be created on a thread of a change feed", e);
            return true;
        }
    }
}
