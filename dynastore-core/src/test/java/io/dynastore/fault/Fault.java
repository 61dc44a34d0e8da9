package io.dynastore.fault;

/** What happens to one HTTP attempt of a DynamoDB operation. */
public enum Fault {
    /** Executed, and the reply arrives. */
    PASS,
    /** Executed; the caller sees the connection reset. */
    LOSE_REPLY,
    /** Not executed; the caller sees the connection reset. */
    DROP,
    /** Executed after a while; see {@link FaultyHttpClient#hold}. */
    DELAY,
    /** Executed; the reply arrives after a while. See {@link FaultyHttpClient#holdReply}. */
    DELAY_REPLY,
    /** Executed only when the test says so; the caller sees the connection reset at once. Only {@link FaultyHttpClient#late}. */
    LATE,
    /** Executed twice in a row; the second reply arrives. The SDK counts one attempt. */
    DUPLICATE,
    /** Not executed; a 500 arrives. */
    SERVER_ERROR,
    /** Executed; a 500 arrives all the same. */
    SERVER_ERROR_AFTER,
    /** Not executed; a 400 ProvisionedThroughputExceededException arrives. */
    THROTTLE,
    /**
     * Not executed; a 400 arrives: TransactionCanceledException with the reason TransactionConflict for the first action of
     * a transaction, TransactionConflictException for a single write.
     */
    TRANSACTION_CONFLICT,
    /**
     * Executed for a part of the batch; the rest comes back as unprocessed. At least one item is processed, as DynamoDB
     * promises; a batch of one item is throttled instead, which is DynamoDB's answer when it can process nothing.
     */
    UNPROCESSED;

    boolean isDelay() {
        return this == DELAY || this == DELAY_REPLY;
    }

    /** Whether DynamoDB could answer so to the operation, such as {@code UpdateItem}. */
    public boolean suits(String operation) {
        return switch (this) {
            case TRANSACTION_CONFLICT ->
                switch (operation) {
                    case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "TransactGetItems" -> true;
                    default -> false;
                };
            case UNPROCESSED -> operation.equals("BatchGetItem") || operation.equals("BatchWriteItem");
            default -> true;
        };
    }
}
