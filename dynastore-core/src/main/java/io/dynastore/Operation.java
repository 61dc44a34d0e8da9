package io.dynastore;

import io.dynastore.internal.Transmission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * An operation on the store as an {@link OperationHook} sees it: its name, its subject, and its cost so far. Most operations
 * take one request; a page of a list with expired entries, or a write over an expired leftover, takes more.
 *
 * <p>Not thread-safe: only the thread that runs the operation may use it.
 */
public final class Operation {
    /** The outcome of an operation. */
    public enum Outcome {
        /** The operation succeeded. */
        SUCCESS,
        /** The entry did not exist. */
        NOT_FOUND,
        /** The entry existed already. */
        EXISTS,
        /**
         * The entry was not at the expected revision, or a newer holder had written it; or the condition of an action of a
         * transaction was not met, or other clients wrote its entries at the same time.
         */
        CONFLICT,
        /** DynamoDB throttled the operation. */
        THROTTLED,
        /** The operation failed for another reason. */
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

    /** Counts the attempts of a request that was prepared; one that failed before its first attempt counts as one. */
    void attempted(List<Transmission> notes) {
        attempted(Math.max(1, notes.size()));
        for (Transmission note : notes) {
            String id = note.requestId();
            if (id != null) {
                answered(id);
            }
        }
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
     * {@return the operation's name} It is {@code get}, {@code find}, {@code findAll}, {@code exists}, {@code put},
     * {@code create}, {@code update}, {@code modify}, {@code delete}, {@code deleteAll}, {@code list} (also for each read of a
     * stream), {@code count} or {@code transact}; for leases {@code acquireLease}, {@code renewLease}, {@code handOverLease},
     * {@code releaseLease}, and {@code find} for a view; for idempotent operations {@code claimIdempotent},
     * {@code renewIdempotent}, {@code completeIdempotent}, {@code abandonIdempotent} and {@code findIdempotent}. Each chunk of keys of {@code findAll} and {@code deleteAll} is an
     * operation.
     */
    public String name() {
        return name;
    }

    /** {@return the name of the table; for a transaction, that of its first action} */
    public String table() {
        return table;
    }

    /** {@return the partition's name; null for transactions and for lists of a global index over all partitions} */
    public @Nullable String partition() {
        return partition;
    }

    /** {@return the entry's key; null for lists, batches and transactions} */
    public @Nullable String key() {
        return key;
    }

    /** {@return the request that was sent last; null before the first one} */
    public @Nullable DynamoDbRequest request() {
        return request;
    }

    /** {@return the number of requests, without the SDK's retries} */
    public int requests() {
        return requests;
    }

    /** {@return the number of attempts, including the SDK's retries} */
    public int attempts() {
        return attempts;
    }

    /** {@return the id by which AWS knows the request that was answered last; null if there was no answer} */
    public @Nullable String requestId() {
        return requestId;
    }

    /** {@return the read capacity units that DynamoDB reported} */
    public double readCapacity() {
        return readCapacity;
    }

    /**
     * {@return the write capacity units that DynamoDB reported} DynamoDB does not report them for a write whose condition
     * failed.
     */
    public double writeCapacity() {
        return writeCapacity;
    }

    /** {@return the outcome; null while the operation is running} */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** {@return the operation's name, its partition and its outcome, without the key, which may be sensitive} */
    @Override
    public String toString() {
        return "Operation[" + name + " on " + new Address(table, partition, null) + ", "
                + (outcome == null ? "running" : outcome) + "]";
    }
}
