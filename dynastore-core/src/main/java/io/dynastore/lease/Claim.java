package io.dynastore.lease;

import io.dynastore.Entry;

/**
 * A piece of work that no other process does as long as this one holds the {@link #lease() lease} of that work. Complete
 * the claim when the work is done; closing it without that leaves the work to others.
 *
 * <p>Implementations are thread-safe. Applications may implement this interface to fake it in unit tests; methods may be
 * added to it.
 *
 * @param <V> the type that describes the work
 */
public interface Claim<V> extends AutoCloseable {
    /** {@return the entry that describes the work, as it was when it was claimed} */
    Entry<V> entry();

    /** {@return the lease of the work; check it before each step, and fence the writes that the work makes} */
    Lease lease();

    /**
     * Deletes the entry of the work, which is done, and releases the lease.
     *
     * @throws LeaseLostException if the lease is known to have ended
     * @throws io.dynastore.TransactionFailedException if another process has the lease, or has changed or deleted the entry;
     *     nothing was deleted
     * @throws io.dynastore.OutcomeUnknownException if the replies to all attempts were lost
     * @see #complete(Entry)
     */
    default void complete() {
        complete(entry());
    }

    /**
     * Deletes the entry of the work, after the worker has changed it to record its progress, and releases the lease. The
     * entry is deleted only if it is as given and the lease is held at that moment. So if several processes have worked on
     * it, exactly one completes it.
     *
     * @param latest the entry as it was last written
     * @throws IllegalArgumentException if it is another entry
     * @throws LeaseLostException if the lease is known to have ended
     * @throws io.dynastore.TransactionFailedException if another process has the lease, or has changed or deleted the entry;
     *     nothing was deleted
     * @throws io.dynastore.OutcomeUnknownException if the replies to all attempts were lost
     */
    void complete(Entry<V> latest);

    /** Releases the lease, so that others can claim the work at once. Has no effect after completion. */
    void abandon();

    /** Leaves the work to others, as {@link #abandon()}, unless it is completed. */
    @Override
    default void close() {
        abandon();
    }
}
