package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cancellation of transactions. */
final class Cancellations {
    private Cancellations() {}

    /** Returns the cancellation of a transaction with the errors of its actions, in their order. */
    static ApiError of(List<Optional<ApiError>> errors) {
        List<Object> reasons = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (Optional<ApiError> error : errors) {
            Map<String, Object> reason = new LinkedHashMap<>();
            String code = error.map(Cancellations::code).orElse("None");
            reason.put("Code", code);
            error.ifPresent(e -> {
                reason.putAll(e.details());
                // The reasons of throttling are no members of a cancellation reason.
                reason.remove(Throttling.reasons(e.type()));
                reason.put("Message", String.valueOf(e.getMessage()));
            });
            codes.add(code);
            reasons.add(reason);
        }
        return new ApiError(
                ErrorType.TRANSACTION_CANCELED,
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                        + String.join(", ", codes) + "]",
                Map.of("CancellationReasons", reasons));
    }

    private static String code(ApiError error) {
        return switch (error.type()) {
            case CONDITIONAL_CHECK_FAILED -> "ConditionalCheckFailed";
            case PROVISIONED_THROUGHPUT_EXCEEDED -> "ProvisionedThroughputExceeded";
            case THROTTLING, REQUEST_LIMIT_EXCEEDED -> "ThrottlingError";
            default -> "ValidationError";
        };
    }
}
