package io.dynastore.spring.idempotency;

import java.lang.reflect.Method;

/** The methods that are annotated with {@link Idempotent} and get their key from the request that they handle. */
@FunctionalInterface
public interface RequestKeyedMethods {
    /**
     * Returns whether a method is one of these. Any other method that is annotated needs an expression for its key.
     *
     * @param method a method of a bean's own class
     * @return whether it gets its key from the request
     */
    boolean contains(Method method);
}
