package io.dynastore.embedded.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** An error that is the answer to a request, without its message. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String VALIDATION = "ValidationException";
    static final String CONDITION = "ConditionalCheckFailedException";
    static final String CANCELED = "TransactionCanceledException";

    private final String type;
    private final transient @Nullable Map<String, AttributeValue> item;
    private final transient List<Reason> reasons;

    private Refused(String type, @Nullable Map<String, AttributeValue> item, List<Reason> reasons, String message) {
        super(message, null, false, false);
        this.type = type;
        this.item = item;
        this.reasons = reasons;
    }

    /** The reason why one action of a transaction was refused; its code is {@code None} if it was not. */
    record Reason(String code, @Nullable Map<String, AttributeValue> item) {}

    static Refused invalid(String why) {
        return new Refused(VALIDATION, null, List.of(), why);
    }

    static Refused missing(String table) {
        return new Refused("ResourceNotFoundException", null, List.of(), table);
    }

    static Refused mismatch() {
        return new Refused("IdempotentParameterMismatchException", null, List.of(), "another request had the token");
    }

    static Refused condition(@Nullable Map<String, AttributeValue> item) {
        return new Refused(CONDITION, item, List.of(), "the condition does not hold");
    }

    static Refused canceled(List<Reason> reasons) {
        return new Refused(CANCELED, null, reasons, reasons.toString());
    }

    static Refused of(DynamoDbException error) {
        Map<String, AttributeValue> item = error instanceof ConditionalCheckFailedException failed && failed.hasItem()
                ? Values.normal(failed.item())
                : null;
        List<Reason> reasons = error instanceof TransactionCanceledException canceled
                ? canceled.cancellationReasons().stream().map(Refused::reason).toList()
                : List.of();
        return new Refused(error.awsErrorDetails().errorCode(), item, reasons, error.getMessage());
    }

    private static Reason reason(CancellationReason reason) {
        return new Reason(reason.code(), reason.hasItem() ? Values.normal(reason.item()) : null);
    }

    String type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Refused that
                && type.equals(that.type)
                && Objects.equals(item, that.item)
                && reasons.equals(that.reasons);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, item, reasons);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // It shows what is compared, without the message.
    public String toString() {
        return type + (item == null ? "" : " with " + item) + (reasons.isEmpty() ? "" : " " + reasons) + " ("
                + getMessage() + ")";
    }
}
