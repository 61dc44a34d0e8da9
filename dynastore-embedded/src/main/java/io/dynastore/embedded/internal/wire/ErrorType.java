package io.dynastore.embedded.internal.wire;

import java.util.Locale;

/** The errors of DynamoDB, with the names that its JSON uses. */
public enum ErrorType {
    ACCESS_DENIED("com.amazon.coral.service#AccessDeniedException"),
    CONDITIONAL_CHECK_FAILED("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"),
    EXPIRED_ITERATOR("com.amazonaws.dynamodb.v20120810#ExpiredIteratorException"),
    IDEMPOTENT_PARAMETER_MISMATCH("com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException"),
    INCOMPLETE_SIGNATURE("com.amazon.coral.service#IncompleteSignatureException"),
    INTERNAL_SERVER_ERROR("com.amazonaws.dynamodb.v20120810#InternalServerError", 500),
    INVALID_SIGNATURE("com.amazon.coral.service#InvalidSignatureException"),
    ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException"),
    LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#LimitExceededException"),
    MISSING_AUTHENTICATION_TOKEN("com.amazon.coral.service#MissingAuthenticationTokenException"),
    PROVISIONED_THROUGHPUT_EXCEEDED("com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"),
    REPLICATED_WRITE_CONFLICT("com.amazonaws.dynamodb.v20120810#ReplicatedWriteConflictException"),
    REQUEST_LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#RequestLimitExceeded"),
    RESOURCE_IN_USE("com.amazonaws.dynamodb.v20120810#ResourceInUseException"),
    RESOURCE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
    SERIALIZATION("com.amazon.coral.service#SerializationException"),
    SERVICE_UNAVAILABLE("com.amazon.coral.availability#ServiceUnavailableException", 503),
    TABLE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#TableNotFoundException"),
    THROTTLING("com.amazon.coral.availability#ThrottlingException"),
    TRANSACTION_CANCELED("com.amazonaws.dynamodb.v20120810#TransactionCanceledException"),
    TRANSACTION_CONFLICT("com.amazonaws.dynamodb.v20120810#TransactionConflictException"),
    TRANSACTION_IN_PROGRESS("com.amazonaws.dynamodb.v20120810#TransactionInProgressException"),
    TRIMMED_DATA_ACCESS("com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException"),
    UNKNOWN_OPERATION("com.amazon.coral.service#UnknownOperationException"),
    UNRECOGNIZED_CLIENT("com.amazon.coral.service#UnrecognizedClientException"),
    VALIDATION("com.amazon.coral.validate#ValidationException");

    private final String qualifiedName;
    private final int status;

    ErrorType(String qualifiedName) {
        this(qualifiedName, 400);
    }

    ErrorType(String qualifiedName, int status) {
        this.qualifiedName = qualifiedName;
        this.status = status;
    }

    /** Returns the value of {@code __type}. */
    public String qualifiedName() {
        return qualifiedName;
    }

    /** Returns the name without its namespace, such as {@code ValidationException}. */
    public String simpleName() {
        return qualifiedName.substring(qualifiedName.indexOf('#') + 1);
    }

    /** Returns the value of {@code __type} for a name without a namespace; unknown names get that of AWS's common errors. */
    public static String qualified(String simpleName) {
        for (ErrorType type : values()) {
            if (type.simpleName().equals(simpleName)) {
                return type.qualifiedName;
            }
        }
        return "com.amazon.coral.service#" + simpleName;
    }

    /** Returns the name of the member with the message, which AWS writes in two ways. */
    public String messageMember() {
        return switch (this) {
            case ACCESS_DENIED, SERIALIZATION, TRANSACTION_CANCELED -> "Message";
            default -> "message";
        };
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
