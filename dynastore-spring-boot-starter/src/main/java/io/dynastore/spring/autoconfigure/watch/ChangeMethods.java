package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/** Finds the methods of beans that are annotated with {@link OnChange}, when all singletons exist. */
final class ChangeMethods {
    private final ConfigurableListableBeanFactory beans;

    ChangeMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    List<Handler> find() {
        List<Handler> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = type(name);
            if (type != null && AnnotationUtils.isCandidateClass(type, OnChange.class) && !isOfSpring(type)) {
                Map<Method, OnChange> annotated =
                        MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<OnChange>)
                                method -> AnnotatedElementUtils.findMergedAnnotation(method, OnChange.class));
                annotated.forEach((method, annotation) -> found.add(handler(name, type, method, annotation)));
            }
        }
        return found;
    }

    /** An application below Spring's package, such as a sample of it, has components. */
    private static boolean isOfSpring(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                && !AnnotatedElementUtils.isAnnotated(type, Component.class);
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

    private Handler handler(String bean, Class<?> type, Method method, OnChange annotation) {
        String source = "the method " + type.getName() + "." + method.getName() + " of the bean '" + bean + "'";
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
        checkCallable(bean, method, source);
        return new Handler(
                resolved(annotation.group(), source),
                resolved(annotation.partition(), source),
                source,
                ResolvableType.forMethodParameter(method, 0, type),
                change -> call(bean, method, change));
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
