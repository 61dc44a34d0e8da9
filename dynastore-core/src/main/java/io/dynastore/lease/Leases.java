package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.Unwrappable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Leases in a partition: at most one process at a time holds the lease of a name.
 *
 * <pre>{@code
 * Leases leases = Leases.create(store.table("CRMTable").partition("leases"));
 *
 * try (Lease lease = leases.tryAcquire("nightly-report").orElse(null)) {
 *     if (lease != null) {
 *         reports.fence(lease).put(today, report());
 *     }
 * }
 * }</pre>
 *
 * <p>A lease is acquired, renewed and released by one conditional write each. It ends when it is released, or when it has
 * not been renewed for its duration. Other processes find that out in one of two ways: they have watched the lease for its
 * duration, on their own monotonic clocks; or its deadline, written by the holder's wall clock, has passed by more than the
 * {@linkplain LeasesBuilder#clockSkew bound on the difference} between wall clocks, which lets a process that has just
 * started take over at once. Each acquisition has a token higher than all earlier ones. With it, entries can refuse the
 * writes of a process that has lost its lease without noticing; see {@link Partition#fence}.
 *
 * <p>Leases are renewed on threads that all leases of this object share, more of them if DynamoDB answers late. One object for
 * each partition is enough.
 * Close it when the process ends, before the client is closed: that releases the leases that are held.
 *
 * <p>Implementations are thread-safe. Applications may implement this interface to fake it in unit tests; methods may be
 * added to it.
 */
public interface Leases extends Unwrappable, AutoCloseable {
    /**
     * Creates leases with default settings.
     *
     * @param partition the partition for the leases, and for nothing else; its codec is not used
     * @return the leases
     * @throws IllegalArgumentException if the partition does not belong to a {@link io.dynastore.DynaStore}
     */
    static Leases create(Partition<?> partition) {
        return builder(partition).build();
    }

    /**
     * Returns a builder that configures leases.
     *
     * @param partition the partition for the leases, and for nothing else; its codec is not used
     * @return a builder
     * @throws IllegalArgumentException if the partition does not belong to a {@link io.dynastore.DynaStore}
     */
    static LeasesBuilder builder(Partition<?> partition) {
        return new LeasesBuilder(partition);
    }

    /**
     * Acquires a lease with the default options unless another process holds it.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @return the lease; empty if it is held already
     * @see #tryAcquire(String, Consumer)
     */
    default Optional<Lease> tryAcquire(String name) {
        return tryAcquire(name, options -> {});
    }

    /**
     * Acquires a lease unless another process holds it. Usually sends one request.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param options sets the duration of the lease, among others
     * @return the lease; empty if it is held already
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed
     * @throws NotALeaseException if the name is the key of an entry that is not a lease
     * @throws io.dynastore.OutcomeUnknownException if the replies to all attempts were lost. If the lease was acquired, it is
     *     released again
     */
    Optional<Lease> tryAcquire(String name, Consumer<? super LeaseOptions> options);

    /**
     * Acquires a lease with the default options, waiting while another process holds it.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param wait the longest time to wait; zero or less to not wait
     * @return the lease; empty if it was held during the whole wait
     * @throws InterruptedException if the thread is interrupted. If the lease was acquired, it is released again
     * @see #tryAcquire(String, Duration, Consumer)
     */
    default Optional<Lease> tryAcquire(String name, Duration wait) throws InterruptedException {
        return tryAcquire(name, wait, options -> {});
    }

    /**
     * Acquires a lease, waiting while another process holds it. Waiting reads the lease again and again, after pauses that
     * grow to the {@linkplain LeasesBuilder#pollInterval poll interval}, and writes when the lease looks free. The wait also
     * covers times during which DynamoDB cannot be reached. Those who wait in this process are served in order: the first one reads
     * the lease for all, and a lease that this process releases is handed over by the request that releases it. After ten
     * handovers in a row, or one duration, other processes can acquire it. Processes are not served in order.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param wait the longest time to wait; zero or less to not wait
     * @param options sets the duration of the lease, among others
     * @return the lease; empty if it was held during the whole wait
     * @throws InterruptedException if the thread is interrupted. If the lease was acquired, it is released again
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed, before or during the wait
     * @throws NotALeaseException if the name is the key of an entry that is not a lease
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB refused a request, or could not be reached when
     *     the wait was over
     * @throws io.dynastore.OutcomeUnknownException if replies were lost when the wait was over
     */
    Optional<Lease> tryAcquire(String name, Duration wait, Consumer<? super LeaseOptions> options)
            throws InterruptedException;

    /**
     * Runs work under a lease with the default options, unless another process holds the lease.
     *
     * @param name the lease's name
     * @param work the work; its exceptions are passed on
     * @return true if the work was run; false if the lease is held already
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default boolean runWithLease(String name, Consumer<? super Lease> work) {
        return runWithLease(name, options -> {}, work);
    }

    /**
     * Runs work under a lease, unless another process holds the lease, and releases the lease afterwards. The work is not
     * stopped if the lease ends meanwhile: it should check {@link Lease#isHeld()} before each step, and fence its writes.
     *
     * @param name the lease's name
     * @param options sets the duration of the lease, among others
     * @param work the work; its exceptions are passed on
     * @return true if the work was run; false if the lease is held already
     */
    default boolean runWithLease(String name, Consumer<? super LeaseOptions> options, Consumer<? super Lease> work) {
        return callWithLease(name, options, LeasedWork.of(work)).isPresent();
    }

    /**
     * Runs work under a lease with the default options, after waiting for the lease if necessary.
     *
     * @param name the lease's name
     * @param wait the longest time to wait for the lease
     * @param work the work; its exceptions are passed on
     * @return true if the work was run; false if the lease was held during the whole wait
     * @throws InterruptedException if the thread is interrupted while it waits
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default boolean runWithLease(String name, Duration wait, Consumer<? super Lease> work) throws InterruptedException {
        return runWithLease(name, wait, options -> {}, work);
    }

    /**
     * Runs work under a lease, after waiting for the lease if necessary, and releases the lease afterwards.
     *
     * @param name the lease's name
     * @param wait the longest time to wait for the lease
     * @param options sets the duration of the lease, among others
     * @param work the work; its exceptions are passed on
     * @return true if the work was run; false if the lease was held during the whole wait
     * @throws InterruptedException if the thread is interrupted while it waits
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default boolean runWithLease(
            String name, Duration wait, Consumer<? super LeaseOptions> options, Consumer<? super Lease> work)
            throws InterruptedException {
        return callWithLease(name, wait, options, LeasedWork.of(work)).isPresent();
    }

    /**
     * Calls a function under a lease with the default options, unless another process holds the lease.
     *
     * @param <R> the type of the result
     * @param name the lease's name
     * @param work the function, whose result is not null; its exceptions are passed on
     * @return the function's result; empty if the lease is held already
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default <R> Optional<R> callWithLease(String name, Function<? super Lease, R> work) {
        return callWithLease(name, options -> {}, work);
    }

    /**
     * Calls a function under a lease, unless another process holds the lease, and releases the lease afterwards.
     *
     * @param <R> the type of the result
     * @param name the lease's name
     * @param options sets the duration of the lease, among others
     * @param work the function, whose result is not null; its exceptions are passed on
     * @return the function's result; empty if the lease is held already
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default <R> Optional<R> callWithLease(
            String name, Consumer<? super LeaseOptions> options, Function<? super Lease, R> work) {
        return LeasedWork.call(tryAcquire(name, options), work);
    }

    /**
     * Calls a function under a lease with the default options, after waiting for the lease if necessary.
     *
     * @param <R> the type of the result
     * @param name the lease's name
     * @param wait the longest time to wait for the lease
     * @param work the function, whose result is not null; its exceptions are passed on
     * @return the function's result; empty if the lease was held during the whole wait
     * @throws InterruptedException if the thread is interrupted while it waits
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default <R> Optional<R> callWithLease(String name, Duration wait, Function<? super Lease, R> work)
            throws InterruptedException {
        return callWithLease(name, wait, options -> {}, work);
    }

    /**
     * Calls a function under a lease, after waiting for the lease if necessary, and releases the lease afterwards.
     *
     * @param <R> the type of the result
     * @param name the lease's name
     * @param wait the longest time to wait for the lease
     * @param options sets the duration of the lease, among others
     * @param work the function, whose result is not null; its exceptions are passed on
     * @return the function's result; empty if the lease was held during the whole wait
     * @throws InterruptedException if the thread is interrupted while it waits
     * @see #runWithLease(String, Consumer, Consumer)
     */
    default <R> Optional<R> callWithLease(
            String name, Duration wait, Consumer<? super LeaseOptions> options, Function<? super Lease, R> work)
            throws InterruptedException {
        return LeasedWork.call(tryAcquire(name, wait, options), work);
    }

    /**
     * Takes over a lease that was acquired elsewhere: renews it, with one request, and keeps it from then on as if it had
     * been acquired here. The process that acquired it should stop using it, without releasing it.
     *
     * @param handle the {@linkplain Lease#handle() handle} of the lease
     * @return the lease
     * @throws LeaseLostException if the lease is no longer held
     * @throws IllegalArgumentException if the handle belongs to another partition or table, or its duration is invalid
     * @throws IllegalStateException if this object is closed
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused
     */
    Lease resume(LeaseHandle handle);

    /**
     * Releases a lease that was acquired elsewhere.
     *
     * @param handle the {@linkplain Lease#handle() handle} of the lease
     * @return true if the lease was held until now, or had been released already; false if it was lost
     * @throws IllegalArgumentException if the handle belongs to another partition or table, or its duration is invalid
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused
     */
    boolean release(LeaseHandle handle);

    /**
     * Reads the state of a lease, with one request.
     *
     * @param name the lease's name
     * @return the state; empty if the lease was never used, or not for so long that its item has expired
     */
    Optional<LeaseView> view(String name);

    /**
     * Reads the states of all leases whose names begin with a prefix. Items that are no leases are left out.
     *
     * @param prefix the prefix; empty for all leases
     * @return the states, in the order of the names; they are read while the stream is consumed
     */
    Stream<LeaseView> views(String prefix);

    /**
     * Returns the leases that this object holds.
     *
     * @return a copy, in no particular order
     */
    List<Lease> held();

    /** {@return the text that leases of this object show as their holder, unless their options set another} */
    String holder();

    /** {@return the partition of the leases} */
    Partition<?> partition();

    /**
     * Prepares for a snapshot of the process (Lambda SnapStart, CRaC), from which many processes may be restored: releases all
     * leases that are held, and forgets what was seen of others. Until {@link #afterRestore()}, no lease is acquired: threads that
     * wait for one wait on, and other attempts fail with an {@link IllegalStateException}. Waits for DynamoDB's answers; a lease
     * that could not be released ends at its deadline, and is not held by a restored process either.
     */
    default void beforeSnapshot() {}

    /**
     * Begins anew after a snapshot of the process was restored. Leases have a new holder, unless their holder is a fixed text, and
     * can be acquired again. If {@link #beforeSnapshot()} was not called, this does what it does first, but until then each
     * restored process may believe it holds the leases that were held at the snapshot.
     */
    default void afterRestore() {}

    /**
     * Releases all leases that are held, and stops renewing. Threads that wait for a lease get an
     * {@link IllegalStateException}. This method waits at most five seconds for DynamoDB to answer, but not for listeners that
     * block; leases that are not released by then end at their deadlines. The client is not closed. Closing again has no effect.
     */
    @Override
    void close();
}
