package io.dynastore.lease;

import io.dynastore.Fence;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The exclusive use of a name for a time, which is renewed until it is released. A lease is held until its deadline, whatever
 * happens to the process: {@link #isHeld()} is computed from the clocks at each call, so that a process that was frozen knows
 * at once that its lease has ended. A lease that has ended never comes back; acquire a new one.
 *
 * <p>A lease cannot prevent its holder from stopping between a check and an action. Writes that must not happen then are
 * {@linkplain io.dynastore.Partition#fence(Fence) fenced} by the lease.
 *
 * <p>Thread-safe; not bound to the thread that acquired it. Applications may implement this interface to fake it in unit
 * tests; methods may be added to it.
 */
public interface Lease extends Fence, AutoCloseable {
    /**
     * {@inheritDoc}
     *
     * @return the lease's name
     */
    @Override
    String name();

    /**
     * Returns whether the lease is held, by the clocks of this process. Sends no request.
     *
     * @return false after the release, another end, or the deadline
     */
    boolean isHeld();

    /**
     * Returns for how long the lease is held if it is not renewed. The time counts from before the request that acquired or
     * last renewed the lease was sent, on the monotonic clock or the wall clock, whichever has advanced further, and ends a
     * safety margin before other processes can acquire the lease.
     *
     * @return the time to the deadline; zero if the lease is not held
     */
    Duration remaining();

    /**
     * {@inheritDoc}
     *
     * @throws LeaseLostException if the lease is not held
     */
    @Override
    void ensureHeld();

    /**
     * Renews the lease now, with one request, for its present duration.
     *
     * @throws LeaseLostException if the lease is no longer held; the exception says why
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease is
     *     still held until its deadline, and automatic renewal goes on
     */
    default void renew() {
        renew(duration());
    }

    /**
     * Renews the lease now, with one request, and sets the duration of this and all later renewals.
     *
     * @param duration the new duration, 100 ms to 365 days
     * @throws LeaseLostException if the lease is no longer held; the exception says why
     * @throws IllegalArgumentException if the duration is too short or too long
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease is
     *     still held until its deadline
     */
    void renew(Duration duration);

    /** {@return the duration of the lease after each renewal} */
    Duration duration();

    /** {@return the text that the lease shows as its holder, as it was last written} */
    String holder();

    /**
     * Returns the text that the lease showed as its holder before it was acquired: as the previous holder has last
     * {@linkplain #replaceHolder replaced} it, or left it at its {@linkplain #release(String) release}. It was read by the
     * request that acquired the lease.
     *
     * @return the text; empty if there was no holder before, if its text was empty, or if the item was deleted after its
     *     {@linkplain LeasesBuilder#retention retention}
     */
    default Optional<String> previousHolder() {
        return Optional.empty();
    }

    /**
     * Replaces the text that the lease shows as its holder, and renews the lease, with one request.
     *
     * @param holder the new text
     * @throws LeaseLostException if the lease is no longer held; the exception says why
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused
     */
    void replaceHolder(String holder);

    /**
     * Adds a listener, which is called once, soon after the lease has ended, on a thread of the {@link Leases}. If the lease
     * has ended already, the listener is called at once, on this thread. Its exceptions are logged. If it blocks, it delays
     * neither the renewals of other leases nor other listeners.
     *
     * @param listener takes the end of the lease, which may be its release
     */
    void onEnd(Consumer<? super LeaseEnd> listener);

    /**
     * Adds a listener to an early warning, for work whose writes are not fenced: it is called when no renewal has succeeded and
     * less than a third of the time is left for which the lease is held after a renewal, or less than the part that
     * {@link LeaseOptions#expiryWarning} sets. It is called once, and again only if a renewal has succeeded in between, on a
     * thread of the {@link Leases} that renews no leases. Its exceptions are logged.
     *
     * @param listener takes this lease
     */
    default void onExpiring(Consumer<? super Lease> listener) {}

    /** {@return why the lease has ended; empty while it is held} */
    Optional<LeaseEnd> end();

    /**
     * Releases the lease, with one request, so that others need not wait for its deadline. The lease counts as ended before
     * the request is sent. Releasing it again has no effect.
     *
     * @return true if the lease was held until now; false if it had ended before, or another process holds it
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease has
     *     ended here, but others may have to wait for its deadline
     * @throws io.dynastore.OutcomeUnknownException if the replies to all attempts were lost
     */
    boolean release();

    /**
     * Releases the lease as {@link #release()} does, and leaves a text for the next holder, which finds it by
     * {@link #previousHolder()}. Needs no further request.
     *
     * @param holder the text, which the lease shows as its last holder
     * @return true if the lease was held until now; false if it had ended before, or another process holds it
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease has
     *     ended here, but others may have to wait for its deadline
     * @throws io.dynastore.OutcomeUnknownException if the replies to all attempts were lost
     */
    default boolean release(String holder) {
        replaceHolder(holder);
        return release();
    }

    /** Releases the lease. If DynamoDB cannot be reached, no exception is thrown, and the lease ends at its deadline. */
    @Override
    void close();

    /**
     * Ends the lease here and now, but lets others acquire it only after a time: for work that is not to be repeated too soon.
     * The lease is renewed for that time, with one request, and released when the time is over, with another. If the process
     * ends or the {@link Leases} are closed before, the lease ends at its deadline: when the time is over, or after five
     * seconds if that is later and the lease lasted that long. If DynamoDB cannot be reached, no exception is thrown.
     *
     * @param rest the time, at most 365 days; zero or less is the same as {@link #close()}
     * @throws IllegalArgumentException if the time is longer; the lease is still held
     */
    void closeAfter(Duration rest);

    /**
     * Returns what another process needs to renew or release the lease.
     *
     * @return the handle, for {@link Leases#resume} and {@link Leases#release}
     */
    LeaseHandle handle();
}
