package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.micrometer.common.KeyValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** What operations are called as values of keys. A value that is absent is {@code none}. */
final class OperationKeys {
    private OperationKeys() {}

    static String orNone(@Nullable String value) {
        return value == null ? KeyValue.NONE_VALUE : value;
    }

    static String outcome(@Nullable Outcome outcome) {
        return outcome == null ? KeyValue.NONE_VALUE : outcome.name().toLowerCase(Locale.ROOT);
    }

    /** How an operation ended, of which it is known whether it threw: a hook inside may have thrown after it, or before. */
    static @Nullable Outcome outcome(Operation operation, boolean threw) {
        Outcome outcome = operation.outcome();
        return threw && (outcome == null || outcome == Outcome.SUCCESS) ? Outcome.ERROR : outcome;
    }

    /** The name of the request as DynamoDB knows it, such as {@code GetItem}. */
    static String request(@Nullable DynamoDbRequest request) {
        if (request == null) {
            return KeyValue.NONE_VALUE;
        }
        String name = request.getClass().getSimpleName();
        return name.endsWith("Request") ? name.substring(0, name.length() - "Request".length()) : name;
    }
}
