package io.dynastore.lease;

import io.dynastore.Fence;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The exclusive use of a name for a time, which is renewed until it is released. It is held until its deadline, however the
 * process fares: {@link #isHeld()} is computed from the clocks at each call, so that a process which was frozen knows at once
 * that its lease has ended. Once lost, a lease never comes back; acquire anew.
 *
 * <p>What a lease cannot prevent is that its holder stops between asking and acting. Writes that must not happen then are
 * {@linkplain io.dynastore.Partition#fence(Fence) fenced} by the lease.
 *
 * <p>Thread-safe; not bound to the thread that acquired it.
 */
public interface Lease extends Fence, AutoCloseable {
    /**
     * Whether the lease is held, by the clocks of this process. Sends nothing.
     *
     * @return false after release, loss or the deadline
     */
    boolean isHeld();

    /**
     * How long the lease is held if it is not renewed. Counted from before the request that acquired or renewed it was sent,
     * less a safety margin, on the monotonic clock or the wall clock, whichever has advanced further.
     *
     * @return the time to the deadline; zero if it is not held
     */
    Duration remaining();

    /**
     * {@inheritDoc}
     *
     * @throws LeaseLostException if it is not held
     */
    @Override
    void ensureHeld();

    /**
     * Renews the lease now, with one request, for as long as it was acquired or last renewed for.
     *
     * @throws LeaseLostException if it is lost; it says why
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease is
     *     held until its deadline all the same, and renewed again by itself
     */
    default void renew() {
        renew(duration());
    }

    /**
     * Renews the lease now, with one request, and lets it last so long after this and each later renewal.
     *
     * @param duration the new duration, at least 100 ms
     * @throws LeaseLostException if it is lost; it says why
     * @throws IllegalArgumentException if the duration is too short or too long
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease is
     *     held until its deadline all the same
     */
    void renew(Duration duration);

    /**
     * What the lease lasts after each renewal.
     *
     * @return the duration
     */
    Duration duration();

    /**
     * What the holder says to those who look at the lease.
     *
     * @return the data that were written last
     */
    String holder();

    /**
     * Replaces the holder's data and renews the lease, with one request.
     *
     * @param holder the new holder
     * @throws LeaseLostException if it is lost; it says why
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused
     */
    void replaceHolder(String holder);

    /**
     * Calls a listener when the lease ends: soon after, on a thread of the {@link Leases}, once. At once, on this thread, if
     * it has ended already. What the listener throws is logged. It should not block: the threads renew other leases.
     *
     * @param listener takes the reason, which may be that it was released
     */
    void onEnd(Consumer<? super LeaseEnd> listener);

    /**
     * Why the lease ended.
     *
     * @return the reason; empty while it is held
     */
    Optional<LeaseEnd> end();

    /**
     * Ends the lease, with one request, so that others need not wait. It counts as ended before the request is sent. A
     * second release does nothing.
     *
     * @return true if it was held until now; false if it had ended already, or others hold it
     * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB could not be reached or refused; the lease has
     *     ended here, but others may have to wait for its deadline
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost
     */
    boolean release();

    /**
     * Releases the lease. Failing to reach DynamoDB is not an error here: the lease then ends at its deadline.
     */
    @Override
    void close();

    /**
     * Ends the lease here and now, but lets others have it only after a while: for work that is not to be done again too
     * soon. It is renewed for that time, with one request, and released when the time is over, with another. Should this
     * process end or the {@link Leases} be closed before, it ends by itself at its deadline: when the time is over, or after
     * five seconds if that is later and the lease lasted as long. That DynamoDB cannot be reached is no error here.
     *
     * @param rest the time; zero or less for none, as {@link #close()}
     */
    void closeAfter(Duration rest);

    /**
     * What another process needs to renew or release the lease.
     *
     * @return the handle, for {@link Leases#resume} and {@link Leases#release}
     */
    LeaseHandle handle();
}
