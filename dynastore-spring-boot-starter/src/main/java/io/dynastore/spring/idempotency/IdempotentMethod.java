package io.dynastore.spring.idempotency;

import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.util.function.SingletonSupplier;

/** A method that is advised: its key, its request and its results. Thread-safe. */
final class IdempotentMethod {
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private static final String SEPARATOR = ":";

    private final Method method;
    private final Class<?> type;
    private final String operation;
    private final MethodExpression key;
    private final @Nullable MethodExpression request;
    private final Supplier<IdempotencyFactory> factory;
    private final SingletonSupplier<Idempotency<Object>> idempotency;

    private IdempotentMethod(
            Method method, Class<?> type, Idempotent annotation, Supplier<IdempotencyFactory> factory) {
        String @Nullable [] names = NAMES.getParameterNames(method);
        this.method = method;
        this.type = type;
        this.operation = annotation.operation().isEmpty() ? signature(method, type) : annotation.operation();
        this.key = MethodExpression.parse(annotation.key(), method, type, names);
        this.request = annotation.request().isEmpty()
                ? null
                : MethodExpression.parse(annotation.request(), method, type, names);
        this.factory = factory;
        this.idempotency = SingletonSupplier.of(() -> {
            @SuppressWarnings("unchecked") // What the method returns has the type of its results.
            Idempotency<Object> results = (Idempotency<Object>) factory.get().create(resultType(method, type));
            return results;
        });
    }

    /**
     * Returns the method as it is annotated.
     *
     * @param method the method
     * @param type the class of the bean
     * @param annotation the annotation, with a key
     * @param factory returns the factory when the method is called
     */
    static IdempotentMethod of(
            Method method, Class<?> type, Idempotent annotation, Supplier<IdempotencyFactory> factory) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)
                || Modifier.isStatic(modifiers)
                || Modifier.isFinal(modifiers)
                || Modifier.isFinal(type.getModifiers())) {
            throw IdempotentMethods.refusal(
                    type,
                    method,
                    "Spring cannot intercept it, because it is private, static or final, or its class is final.",
                    "Make it a method that can be overridden, of a class that can be extended.");
        }
        if (ResultType.isEntity(ResolvableType.forMethodReturnType(method, type))) {
            throw IdempotentMethods.refusal(
                    type,
                    method,
                    "with a key the result is stored as JSON, and it is a response.",
                    "Return the body alone, or leave the key to the header of the request.");
        }
        if (annotation.operation().contains(SEPARATOR)) {
            throw IdempotentMethods.refusal(
                    type, method, "its operation contains '" + SEPARATOR + "'.", "Use another character.");
        }
        return new IdempotentMethod(method, type, annotation, factory);
    }

    private static String signature(Method method, Class<?> type) {
        return type.getName() + "." + method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static Type resultType(Method method, Class<?> type) {
        return GenericTypeResolver.resolveType(method.getGenericReturnType(), type);
    }

    /** Returns the type of the results. */
    Type resultType() {
        return resultType(method, type);
    }

    @Nullable
    Object call(MethodInvocation invocation) throws Throwable {
        MethodBasedEvaluationContext context =
                new MethodBasedEvaluationContext(null, method, invocation.getArguments(), NAMES);
        Fingerprint fingerprint = factory.get()
                .fingerprint(
                        request == null
                                ? Arrays.asList(invocation.getArguments())
                                : Collections.singletonList(request.value(context)));
        return idempotency
                .obtain()
                .<Throwable>run(
                        operation + SEPARATOR + key.key(context),
                        fingerprint,
                        attempt -> IdempotentAttempt.during(attempt, () -> proceed(invocation)));
    }

    /** A result may be null, which the type of the results does not say. */
    @SuppressWarnings("NullAway")
    private static Object proceed(MethodInvocation invocation) throws Throwable {
        return invocation.proceed();
    }
}
