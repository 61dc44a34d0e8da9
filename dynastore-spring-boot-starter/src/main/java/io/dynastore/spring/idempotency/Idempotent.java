package io.dynastore.spring.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method idempotent: when it is called again with the same key, it is not run again, and its recorded result is returned.
 *
 * <p>Without a {@link #key}, the method must be a handler method of Spring MVC. The key is then the header {@code Idempotency-Key}
 * of the request, within the operation and for the same principal, and the result is the response: its status, chosen headers and
 * body. A request whose response is not recorded, such as one that is refused or fails, can be repeated with the same key.
 *
 * <p>With a key, the method may be that of any bean. The result is what it returns, as JSON. As with all advice of Spring, calls
 * of an object's methods by itself are not intercepted, and neither are private, static and final methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Idempotent {
    /**
     * An expression (SpEL) for the key, such as {@code #order.id}, in which the arguments have the names of the parameters. It must
     * yield a text, a number, a UUID or an enum constant.
     *
     * @return the expression; empty for the header of the request
     */
    String key() default "";

    /**
     * An expression (SpEL) for what must be the same whenever the key is, such as {@code #order}. Calls with the same key and
     * another request are refused. It is compared as JSON. It applies only with a {@link #key}.
     *
     * @return the expression; by default, all arguments
     */
    String request() default "";

    /**
     * The name of the operation that the key belongs to. Keep it when the method is moved or renamed, because records are found by
     * it. Two methods must not have the same.
     *
     * @return the name; by default, the HTTP method and path of the handler, such as {@code POST /payments}, or the class, name and
     *     parameter types of the method
     */
    String operation() default "";

    /**
     * Whether a request without the header is refused. Otherwise, it is handled as if this annotation were not there.
     *
     * @return whether the header is required; true by default. It applies only without a {@link #key}
     */
    boolean required() default true;
}
