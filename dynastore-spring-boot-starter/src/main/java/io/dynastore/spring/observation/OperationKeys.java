package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.micrometer.common.KeyValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of keys for operations. A value that is absent is {@code none}. */
final class OperationKeys {
    private OperationKeys() {}

    static String orNone(@Nullable String value) {
        return value == null ? KeyValue.NONE_VALUE : value;
    }

    static String outcome(@Nullable Outcome outcome) {
        return outcome == null ? KeyValue.NONE_VALUE : outcome.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the outcome of an operation, given whether it threw: a hook inside may have thrown before or after it. */
    static @Nullable Outcome outcome(Operation operation, boolean threw) {
        Outcome outcome = operation.outcome();
        return threw && (outcome == null || outcome == Outcome.SUCCESS) ? Outcome.ERROR : outcome;
    }

    /** Returns the name of a class of requests in the API of DynamoDB, such as {@code GetItem}. */
    static String request(@Nullable Class<?> request) {
        if (request == null) {
            return KeyValue.NONE_VALUE;
        }
        String name = request.getSimpleName();
        return name.endsWith("Request") ? name.substring(0, name.length() - "Request".length()) : name;
    }
}
