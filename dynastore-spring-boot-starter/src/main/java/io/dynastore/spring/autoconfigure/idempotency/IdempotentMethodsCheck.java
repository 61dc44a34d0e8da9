package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.idempotency.IdempotentMethods;
import io.dynastore.spring.idempotency.RequestKeyedMethods;
import java.lang.reflect.Method;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Refuses annotated methods that would get no key from anywhere, or have no table for their records, once all beans are there. */
final class IdempotentMethodsCheck implements SmartInitializingSingleton {
    private final IdempotentMethods methods;
    private final ObjectProvider<RequestKeyedMethods> requests;
    private final ObjectProvider<IdempotencyFactory> factory;

    IdempotentMethodsCheck(
            IdempotentMethods methods,
            ObjectProvider<RequestKeyedMethods> requests,
            ObjectProvider<IdempotencyFactory> factory) {
        this.methods = methods;
        this.requests = requests;
        this.factory = factory;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (methods.haveKeys()) {
            factory.getObject();
        }
        for (Method method : methods.withoutKey()) {
            if (requests.stream().noneMatch(request -> request.contains(method))) {
                throw new FailureAnalyzedException(
                        "The method " + method.getDeclaringClass().getName() + "." + method.getName()
                                + " is annotated with @Idempotent without a key, but it handles no requests of Spring"
                                + " MVC.",
                        "Set the key to an expression such as @Idempotent(key = \"#order.id\"). The header"
                                + " Idempotency-Key of a request is used only by handler methods of Spring MVC, not by"
                                + " those of WebFlux.");
            }
        }
    }
}
