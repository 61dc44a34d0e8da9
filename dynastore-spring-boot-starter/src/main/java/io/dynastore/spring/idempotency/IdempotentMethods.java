package io.dynastore.spring.idempotency;

import io.dynastore.spring.internal.AnnotatedMethods;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * Advises the methods of beans that are annotated with {@link Idempotent} and a key. What cannot be advised, or would return before
 * its work is done, is refused when the bean is created.
 *
 * <p>Thread-safe.
 */
public final class IdempotentMethods extends AbstractBeanFactoryAwareAdvisingPostProcessor {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<IdempotencyFactory> factory;
    private final transient AnnotatedMethods<Idempotent> methods = new AnnotatedMethods<>(Idempotent.class);
    private final transient Map<Class<?>, Map<Method, Idempotent>> annotated = new ConcurrentHashMap<>();
    private final transient Map<Method, IdempotentMethod> keyed = new ConcurrentHashMap<>();
    private final transient Set<Method> withoutKey = ConcurrentHashMap.newKeySet();

    /**
     * Creates a post-processor. Its advice goes before what is there already, such as transactions.
     *
     * @param factory returns the factory, when the first method is called
     */
    public IdempotentMethods(Supplier<IdempotencyFactory> factory) {
        this.factory = factory;
        this.advisor = new DefaultPointcutAdvisor(new Annotated(), (MethodInterceptor) invocation -> method(
                        invocation.getMethod(),
                        invocation.getThis() == null
                                ? invocation.getMethod().getDeclaringClass()
                                : ClassUtils.getUserClass(invocation.getThis()))
                .call(invocation));
        setBeforeExistingAdvisors(true);
    }

    /**
     * Returns the methods of the beans so far that are annotated without a key.
     *
     * @return the methods
     */
    public Set<Method> withoutKey() {
        return Set.copyOf(withoutKey);
    }

    /** {@return whether methods of the beans so far are annotated with a key} */
    public boolean haveKeys() {
        return !keyed.isEmpty();
    }

    @Override
    protected boolean isEligible(Class<?> type) {
        return annotated(type).values().stream().anyMatch(IdempotentMethods::hasKey);
    }

    private static boolean hasKey(Idempotent annotation) {
        return !annotation.key().isEmpty();
    }

    private Map<Method, Idempotent> annotated(Class<?> type) {
        Class<?> own = ClassUtils.getUserClass(type);
        Map<Method, Idempotent> known = annotated.get(own);
        return known == null ? annotated.computeIfAbsent(own, this::find) : known;
    }

    private Map<Method, Idempotent> find(Class<?> type) {
        Map<Method, Idempotent> found = methods.of(type);
        found.forEach((method, annotation) -> {
            if (ResultType.isLater(MethodParameter.forExecutable(method, -1).withContainingClass(type))) {
                throw refusal(
                        type,
                        method,
                        "it may return before its work is done: its result is a "
                                + method.getGenericReturnType().getTypeName() + ".",
                        "Return the result itself.");
            }
            if (hasKey(annotation)) {
                keyed.put(method, IdempotentMethod.of(method, type, annotation, factory));
            } else {
                withoutKey.add(method);
            }
        });
        return found;
    }

    static FailureAnalyzedException refusal(Class<?> type, Method method, String problem, String action) {
        return new FailureAnalyzedException(
                "The method " + type.getName() + "." + method.getName() + " is annotated with @Idempotent, but "
                        + problem,
                action);
    }

    private IdempotentMethod method(Method called, Class<?> type) {
        return Objects.requireNonNull(keyed.get(ClassUtils.getMostSpecificMethod(called, type)));
    }

    /** Matches the methods that have a key. */
    private final class Annotated extends StaticMethodMatcherPointcut implements Pointcut {
        @Override
        public boolean matches(Method method, Class<?> type) {
            Class<?> own = ClassUtils.getUserClass(type);
            Idempotent annotation = annotated(own).get(ClassUtils.getMostSpecificMethod(method, own));
            return annotation != null && hasKey(annotation);
        }
    }
}
