package io.dynastore.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Says whose an {@code Idempotency-Key} is. Each principal has keys of its own, so that nobody gets the response that was made for
 * somebody else who sent the same key. A bean of this type is required by handler methods that are annotated with
 * {@link io.dynastore.spring.idempotency.Idempotent}, unless {@code dynastore.idempotency.web.scope} is {@code none}.
 *
 * <p>An implementation must be thread-safe. It is called after the filters of Spring Security.
 */
@FunctionalInterface
public interface RequestPrincipal {
    /**
     * Returns the principal that a request was sent by, such as the name of a user, an account or a tenant.
     *
     * @param request the request
     * @return the principal, which is only kept as part of a hash; null if it is unknown, in which case the request is refused
     */
    @Nullable
    String of(HttpServletRequest request);

    /**
     * Returns the name of the user that the container or Spring Security has authenticated.
     *
     * @return the strategy
     */
    static RequestPrincipal authenticatedUser() {
        return request -> {
            Principal user = request.getUserPrincipal();
            return user == null ? null : user.getName();
        };
    }
}
