package io.dynastore;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * One operation on the store as an {@link OperationHook} sees it: what it is about, and what it has cost so far. Usually it
 * takes one request; a list page over expired entries, or a write over an expired leftover, takes more.
 *
 * <p>Confined to the thread that runs the operation.
 */
public final class Operation {
    /** How an operation ended. */
    public enum Outcome {
        /** It did what it was asked to do. */
        SUCCESS,
        /** There was no live entry. */
        NOT_FOUND,
        /** There was an entry already. */
        EXISTS,
        /** The entry was not at the expected revision, or a newer holder has written it. */
        CONFLICT,
        /** DynamoDB refused it because of too many requests. */
        THROTTLED,
        /** It failed otherwise. */
        ERROR
    }

    private final String name;
    private final String table;
    private final @Nullable String partition;
    private final @Nullable String key;
    private @Nullable DynamoDbRequest request;
    private int requests;
    private int attempts;
    private double readCapacity;
    private double writeCapacity;
    private @Nullable String requestId;
    private @Nullable Outcome outcome;

    Operation(String name, Address address) {
        this.name = name;
        this.table = address.table();
        this.partition = address.partition();
        this.key = address.key();
    }

    void sending(DynamoDbRequest next) {
        request = next;
        requests++;
    }

    void attempted(int count) {
        attempts += count;
    }

    void answered(String id) {
        requestId = id;
    }

    void consumed(@Nullable ConsumedCapacity capacity, boolean write) {
        if (capacity == null || capacity.capacityUnits() == null) {
            return;
        }
        if (write) {
            writeCapacity += capacity.capacityUnits();
        } else {
            readCapacity += capacity.capacityUnits();
        }
    }

    void ended(Outcome how) {
        outcome = how;
    }

    /**
     * What is done: {@code get}, {@code find}, {@code findAll}, {@code exists}, {@code put}, {@code create}, {@code update},
     * {@code modify}, {@code delete}, {@code deleteAll}, {@code list} (also each read of a stream), {@code count},
     * {@code transact}; of leases {@code acquireLease}, {@code renewLease}, {@code releaseLease}, and {@code find} to look at
     * one. One of {@code findAll} and {@code deleteAll} is a chunk of keys.
     *
     * @return the operation's name
     */
    public String name() {
        return name;
    }

    /**
     * The table it works on.
     *
     * @return the table's name; of a transaction, that of its first action
     */
    public String table() {
        return table;
    }

    /**
     * The partition it works on.
     *
     * @return the partition's name; null for transactions and for lists of a global index over all partitions
     */
    public @Nullable String partition() {
        return partition;
    }

    /**
     * The key it works on.
     *
     * @return the entry's key; null for lists, batches and transactions
     */
    public @Nullable String key() {
        return key;
    }

    /**
     * The request that was sent last.
     *
     * @return the request; null before the first
     */
    public @Nullable DynamoDbRequest request() {
        return request;
    }

    /**
     * How many requests were sent, not counting the SDK's retries.
     *
     * @return the number of requests
     */
    public int requests() {
        return requests;
    }

    /**
     * How often a request went over the wire, the SDK's retries included.
     *
     * @return the number of attempts
     */
    public int attempts() {
        return attempts;
    }

    /**
     * What AWS calls the request that was answered last, in its own logs and to its support.
     *
     * @return the request's id; null if there was no answer
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * The read capacity that DynamoDB says it charged.
     *
     * @return read capacity units
     */
    public double readCapacity() {
        return readCapacity;
    }

    /**
     * The write capacity that DynamoDB says it charged. It does not tell for a write whose condition failed.
     *
     * @return write capacity units
     */
    public double writeCapacity() {
        return writeCapacity;
    }

    /**
     * How the operation ended.
     *
     * @return the outcome; null while it runs
     */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** Returns the operation's name, where it works, and how it ended; not the key, which may be sensitive. */
    @Override
    public String toString() {
        return "Operation[" + name + " on " + new Address(table, partition, null) + ", "
                + (outcome == null ? "running" : outcome) + "]";
    }
}
