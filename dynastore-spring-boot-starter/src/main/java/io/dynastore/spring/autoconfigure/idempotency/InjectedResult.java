package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.idempotency.Idempotency;
import java.lang.reflect.Type;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.ResolvableType;

/** Finds the type of the results of an {@link Idempotency} that is injected. */
final class InjectedResult {
    private InjectedResult() {}

    static Type of(InjectionPoint point) {
        ResolvableType injected =
                point instanceof DependencyDescriptor dependency ? dependency.getResolvableType() : ResolvableType.NONE;
        ResolvableType result = injected.as(Idempotency.class).getGeneric();
        if (result.resolve() == null || result.hasUnresolvableGenerics()) {
            throw new FailureAnalyzedException(
                    "The type of the results of an Idempotency is unknown. It is injected at " + point + ".",
                    "Declare it with the type of its results, such as Idempotency<Receipt>, or Idempotency<Void> if"
                            + " there are none.");
        }
        return result.getType();
    }
}
