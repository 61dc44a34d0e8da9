package io.dynastore.idempotency;

import io.dynastore.Partition;
import io.dynastore.Transaction;
import io.dynastore.lease.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Operations that take effect once for each key: the first call with a key runs the operation and records its result, and every
 * later call returns that result. The records are the items of a partition, which should contain nothing else.
 *
 * <pre>{@code
 * Idempotency<Receipt> payments = Idempotency.of(receipts).retention(Duration.ofDays(1));
 *
 * Receipt receipt = payments.run(key, Fingerprint.of(body), attempt -> gateway.charge(payment, attempt.id()));
 *
 * Receipt receipt = payments.transact(key, Fingerprint.of(body), tx -> {
 *     tx.update(accounts, from, from.value().minus(amount));
 *     return new Receipt(amount);
 * });
 * }</pre>
 *
 * <p>{@link #transact} is exact: the writes and the record are one transaction. {@link #run} is for effects outside DynamoDB. It
 * runs the action by one caller at a time and records one result, but it runs the action again if the process ends, or if
 * DynamoDB cannot be reached, between the effect and the record. The outside service tells such repetitions by
 * {@link Attempt#id()}, which is the same each time.
 *
 * <p>Each setting returns a new object. Immutable and thread-safe; keep one, and derive others from it. Applications may
 * implement this interface to fake it in unit tests; methods may be added to it.
 *
 * @param <R> the type of the results
 */
public interface Idempotency<R> {
    /**
     * Returns the idempotent operations whose records are in a partition, with results by its codec.
     *
     * @param <R> the type of the results
     * @param partition the partition, which should contain nothing else; its time to live is not used
     * @return the operations; results are kept for a day, a silent attempt keeps its key for 30 s, and callers do not wait
     * @throws IllegalArgumentException if the partition does not belong to a {@link io.dynastore.DynaStore}
     */
    static <R> Idempotency<R> of(Partition<R> partition) {
        return DefaultIdempotency.of(partition);
    }

    /**
     * Returns the idempotent operations whose records are in a partition, without results: actions return null.
     *
     * @param partition the partition, which should contain nothing else
     * @return the operations, with the same defaults as those of {@link #of}
     * @throws IllegalArgumentException if the partition does not belong to a {@link io.dynastore.DynaStore}
     */
    static Idempotency<Void> withoutResult(Partition<?> partition) {
        return DefaultIdempotency.withoutResult(partition);
    }

    /**
     * Sets for how long a result is kept. After it, a call with the key is a first call again.
     *
     * @param retention a second to 36,500 days; a day by default
     * @return operations with this setting
     * @throws IllegalArgumentException if it is shorter or longer
     */
    Idempotency<R> retention(Duration retention);

    /**
     * Sets for how long an attempt keeps its key without a sign of life. Attempts are renewed in every third of it as long as the
     * action runs, so an action may take longer.
     *
     * @param lease 100 ms to 365 days; 30 s by default
     * @return operations with this setting
     * @throws IllegalArgumentException if it is shorter or longer
     */
    Idempotency<R> lease(Duration lease);

    /**
     * Sets by how much the wall clocks of two machines may differ. The key of an attempt that is silent is given to another one
     * after its lease and this time.
     *
     * @param clockSkew zero to 365 days; 5 s by default
     * @return operations with this setting
     * @throws IllegalArgumentException if it is negative or longer
     */
    Idempotency<R> clockSkew(Duration clockSkew);

    /**
     * Sets for how long a call waits if the action of another one with the same key is running.
     *
     * @param waiting the time; zero, the default, to throw {@link KeyInProgressException} at once
     * @return operations with this setting
     * @throws IllegalArgumentException if it is negative
     */
    Idempotency<R> waiting(Duration waiting);

    /**
     * Lets each call of {@link #run} read the record before it tries to write it. A call that returns a recorded result is
     * cheaper then: a read of the record's size instead of a refused write of that size. A first call costs a read more.
     *
     * @return operations with this setting
     */
    Idempotency<R> lookFirst();

    /**
     * Records exceptions of a type as results of {@link #run}: a later call throws an equal exception, and the action is not run
     * again. Other exceptions give the key back. Of several types that an exception has, the one that was set first applies.
     *
     * @param <E> the type of the exceptions
     * @param type the class, whose name is stored
     * @param encode returns what to store of an exception; valid Unicode
     * @param decode returns an exception like the one that was stored
     * @return operations with this setting
     */
    <E extends Exception> Idempotency<R> recording(
            Class<E> type, Function<? super E, String> encode, Function<String, ? extends E> decode);

    /**
     * Adds a listener, which is notified of the outcome of each call.
     *
     * @param listener the listener
     * @return operations with this setting
     */
    Idempotency<R> listener(IdempotencyListener listener);

    /**
     * Sets the time that the operations use, for tests: their clocks, renewals and waiting.
     *
     * @param timing the time, which the caller closes; by default real time, with the wall clock of the
     *     {@link io.dynastore.DynaStore}
     * @return operations with this setting
     */
    Idempotency<R> timing(Timing timing);

    /**
     * Runs an action unless it was run before with the same key, and returns its result, or the one that is recorded. A first call
     * writes the record twice; a later one sends one request.
     *
     * <p>While the action runs, the key belongs to this call, which renews it in the background. If the action throws, the key is
     * given back, and the next call runs the action again. Once it has returned, nothing gives the key back: a result that cannot
     * be encoded or is too large is recorded as not kept, and if the record cannot be written, that is repeated until the
     * attempt's deadline.
     *
     * @param <X> the type of the exceptions that the action throws
     * @param key what is the same in all calls that mean the same operation
     * @param request what distinguishes this request from another one with the same key
     * @param action the action
     * @return the result of the action, or of an earlier one with this key; null if it was null
     * @throws X if the action throws it, or an earlier one has thrown it and it is {@linkplain #recording recorded}
     * @throws KeyInProgressException if another call runs the action, and {@linkplain #waiting waiting} has not helped
     * @throws RequestMismatchException if the key belongs to another request
     * @throws KeyOfOtherUseException if the key was used by {@link #transact}
     * @throws ResultNotKeptException if an earlier call has run the action, and its result could not be kept
     * @throws ResultNotRecordedException if the action has returned, but it is not known to be recorded
     * @throws NotARecordException if the key is that of an entry which is no record
     * @throws io.dynastore.OutcomeUnknownException if the request that claims the key got no answer; the action was not run
     */
    <X extends Throwable> R run(String key, Fingerprint request, IdempotentAction<? extends R, X> action) throws X;

    /**
     * Makes the writes of a transaction unless they were made before with the same key, and returns the result of the function, or
     * the one that is recorded. Exactly once: the record is written by the same transaction. A first call sends a read and a
     * transaction, a later one a read.
     *
     * <p>The function may be called although its transaction is then refused, so it must have no other effects. Its result is one
     * of the hundred actions of the transaction, and must fit into an entry.
     *
     * @param key what is the same in all calls that mean the same operation
     * @param request what distinguishes this request from another one with the same key
     * @param actions adds the actions of the transaction, and returns the result
     * @return the result of the function, or of an earlier one with this key; null if it was null
     * @throws RequestMismatchException if the key belongs to another request
     * @throws KeyOfOtherUseException if the key was used by {@link #run}
     * @throws NotARecordException if the key is that of an entry which is no record
     * @throws io.dynastore.TransactionFailedException if the transaction was refused; nothing was written, nor recorded
     * @throws io.dynastore.OutcomeUnknownException if it is unknown whether the transaction was made. A call with the same key
     *     makes it if it was not, and returns the result
     * @throws io.dynastore.CodecException before anything is sent, if the result cannot be encoded
     * @throws io.dynastore.EntryTooLargeException if the result is too large for an entry
     * @throws IllegalArgumentException before anything is sent, if the actions and the record cannot form one transaction
     */
    R transact(String key, Fingerprint request, Function<? super Transaction, ? extends R> actions);

    /**
     * Returns the state of a key, by one consistent read.
     *
     * @param key the key
     * @return its record; empty if the key was not used, or its record has expired
     * @throws NotARecordException if the key is that of an entry which is no record
     */
    Optional<IdempotencyRecord> find(String key);

    /** {@return the partition of the records} */
    Partition<?> partition();
}
