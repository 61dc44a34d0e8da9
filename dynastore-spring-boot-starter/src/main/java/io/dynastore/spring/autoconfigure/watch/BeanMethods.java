package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.internal.AnnotatedMethods;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds the annotated methods of beans behind their proxies, when all singletons exist. Creates no beans. */
final class BeanMethods {
    private final ConfigurableListableBeanFactory beans;

    /**
     * A method of a bean.
     *
     * @param bean the name of the bean
     * @param type the class of the bean
     * @param method the method
     * @param annotation its annotation
     */
    record BeanMethod<A extends Annotation>(String bean, Class<?> type, Method method, A annotation) {
        /** Describes the method in messages. */
        String source() {
            return "the method " + type.getName() + "." + method.getName() + " of the bean '" + bean + "'";
        }
    }

    BeanMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    <A extends Annotation> List<BeanMethod<A>> annotatedWith(Class<A> annotation) {
        AnnotatedMethods<A> methods = new AnnotatedMethods<>(annotation);
        List<BeanMethod<A>> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = type(name);
            if (type != null) {
                methods.of(type).forEach((method, its) -> found.add(new BeanMethod<>(name, type, method, its)));
            }
        }
        return found;
    }

    /** Returns the class behind a bean's proxies; null for the target of a scoped proxy, which is found as the proxy. */
    private @Nullable Class<?> type(String name) {
        if (ScopedProxyUtils.isScopedTarget(name)) {
            return null;
        }
        String target = ScopedProxyUtils.getTargetBeanName(name);
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, beans.containsBean(target) ? target : name);
        if (type != null && Proxy.isProxyClass(type) && beans.isSingleton(name)) {
            // Spring notes the classes behind its own proxies only.
            return AopProxyUtils.ultimateTargetClass(beans.getBean(name));
        }
        return type == null ? null : ClassUtils.getUserClass(type);
    }
}
