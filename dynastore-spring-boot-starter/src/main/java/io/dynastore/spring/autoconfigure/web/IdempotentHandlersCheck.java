package io.dynastore.spring.autoconfigure.web;

import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.web.IdempotentHandlers;
import io.dynastore.spring.web.RequestPrincipal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Refuses idempotent handler methods that do not know whose a key is, or have no table for their records, once all beans are there.
 */
final class IdempotentHandlersCheck implements SmartInitializingSingleton {
    private final IdempotentHandlers handlers;
    private final ObjectProvider<RequestPrincipal> principals;
    private final ObjectProvider<IdempotencyFactory> factory;
    private final IdempotencyWebProperties.Scope scope;

    IdempotentHandlersCheck(
            IdempotentHandlers handlers,
            ObjectProvider<RequestPrincipal> principals,
            ObjectProvider<IdempotencyFactory> factory,
            IdempotencyWebProperties.Scope scope) {
        this.handlers = handlers;
        this.principals = principals;
        this.factory = factory;
        this.scope = scope;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!handlers.areThere()) {
            return;
        }
        factory.getObject();
        if (scope == IdempotencyWebProperties.Scope.PRINCIPAL && principals.getIfAvailable() == null) {
            throw new FailureAnalyzedException(
                    "Handler methods are annotated with @Idempotent, but dynastore does not know who sends a request: if"
                            + " two users sent the same Idempotency-Key, the second would get the response of the"
                            + " first.",
                    """
                    Declare a bean that says it:

                        @Bean
                        RequestPrincipal requestPrincipal() {
                            return RequestPrincipal.authenticatedUser();
                        }

                    If all clients may share their keys, set 'dynastore.idempotency.web.scope: none'.""");
        }
    }
}
