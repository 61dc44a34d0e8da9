package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.autoconfigure.watch.BeanMethods.BeanMethod;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/** Finds the methods of beans that are annotated with {@link OnChange}, when all singletons exist. */
final class ChangeMethods {
    private final ConfigurableListableBeanFactory beans;

    ChangeMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    List<Handler> find() {
        return new BeanMethods(beans)
                .annotatedWith(OnChange.class).stream().map(this::handler).toList();
    }

    private Handler handler(BeanMethod<OnChange> found) {
        String source = found.source();
        Method method = found.method();
        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Change.class) {
            throw refusal(
                    source, "its parameter must be the change alone.", "Declare one parameter of type Change<V>.");
        }
        if (method.getReturnType() != void.class) {
            throw refusal(
                    source,
                    "it returns a " + method.getReturnType().getSimpleName()
                            + ", and a change is handled when it has returned.",
                    "Return nothing, after the work is done.");
        }
        checkCallable(found.bean(), method, source);
        String scope = new FeedThreads(beans).missingScope(found.bean());
        if (scope != null) {
            throw refusal(
                    source,
                    "its bean has the scope '" + scope + "', which is not active on the threads of a change feed.",
                    "Move the method to a singleton.");
        }
        return new Handler(
                resolved(found.annotation().group(), source),
                resolved(found.annotation().partition(), source),
                source,
                ResolvableType.forMethodParameter(method, 0, found.type()),
                change -> call(found.bean(), method, change));
    }

    private void checkCallable(String bean, Method method, String source) {
        Class<?> type = beans.getType(bean, false);
        if (type == null) {
            return;
        }
        try {
            AopUtils.selectInvocableMethod(method, type);
        } catch (IllegalStateException e) {
            throw refusal(
                    source,
                    "Spring cannot call it, because the bean is a proxy without this method.",
                    "Make it public or package-private, and declare it in an interface of the bean, or let Spring proxy"
                            + " classes.");
        }
    }

    private String resolved(String text, String source) {
        try {
            String resolved = beans.resolveEmbeddedValue(text);
            return resolved == null ? "" : resolved;
        } catch (IllegalArgumentException e) {
            throw refusal(source, e.getMessage() + ".", "Set the property, or give the placeholder a default value.");
        }
    }

    private void call(String name, Method method, Change<Object> change) throws Exception {
        Object bean = beans.getBean(name);
        Method callable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(callable);
        try {
            callable.invoke(bean, change);
        } catch (InvocationTargetException e) {
            ReflectionUtils.rethrowException(e.getTargetException());
        }
    }

    private static FailureAnalyzedException refusal(String source, String problem, String action) {
        return new FailureAnalyzedException(
                StringUtils.capitalize(source) + " is annotated with @OnChange, but " + problem, action);
    }
}
