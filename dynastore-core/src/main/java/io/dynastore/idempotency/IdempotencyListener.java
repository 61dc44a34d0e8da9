package io.dynastore.idempotency;

import io.dynastore.Partition;
import java.time.Duration;
import java.util.Objects;

/**
 * A listener to the calls of an {@link Idempotency}, for metrics and logging. It is called on the thread of the call, after its
 * outcome is known. Exceptions are logged and have no other effect.
 */
@FunctionalInterface
public interface IdempotencyListener {
    /**
     * Called when a call has ended.
     *
     * @param call the call
     */
    void ended(Call call);

    /** The outcomes of calls. */
    enum Outcome {
        /** The action was run by this call, and its result, which may be an exception, is recorded. */
        EXECUTED,
        /** The result of an earlier call was returned, or it was not kept. */
        REPLAYED,
        /** Another call was running the action. */
        RUNNING,
        /** The key belongs to another request, to the other kind of operation, or to an entry that is no record. */
        MISMATCH,
        /** Nothing is known to be recorded: the action failed, the transaction was refused, or DynamoDB could not be reached. */
        FAILED
    }

    /**
     * A call of {@link Idempotency#run} or {@link Idempotency#transact}.
     *
     * @param partition the partition of the records
     * @param key the key
     * @param use the method that was called
     * @param outcome how the call ended
     * @param duration the time it took
     */
    record Call(Partition<?> partition, String key, IdempotencyRecord.Use use, Outcome outcome, Duration duration) {
        /**
         * Creates a call.
         *
         * @param partition the partition of the records
         * @param key the key
         * @param use the method that was called
         * @param outcome how the call ended
         * @param duration the time it took
         */
        public Call {
            Objects.requireNonNull(partition, "partition");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(use, "use");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(duration, "duration");
        }
    }
}
