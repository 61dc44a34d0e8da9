package io.dynastore.lease;

import io.dynastore.Entry;
import io.dynastore.Partition;
import java.util.Objects;

/**
 * A piece of work that this process alone is to do, for as long as it holds the {@link #lease() lease} of it. Complete it when
 * it is done; what is closed without that is left to others. Thread-safe.
 *
 * @param <V> what describes the work
 */
public final class Claim<V> implements AutoCloseable {
    private final Partition<V> work;
    private final Entry<V> entry;
    private final Lease lease;

    Claim(Partition<V> work, Entry<V> entry, Lease lease) {
        this.work = work;
        this.entry = entry;
        this.lease = lease;
    }

    /**
     * The work.
     *
     * @return the entry as it was when the work was claimed
     */
    public Entry<V> entry() {
        return entry;
    }

    /**
     * The lease of the work: ask it before each step, and fence what is written by it.
     *
     * @return the lease
     */
    public Lease lease() {
        return lease;
    }

    /**
     * Deletes the work, which is done, and releases the lease. It is deleted only if its entry is as it was claimed and the
     * lease is held at that very moment, so of all who may have worked on it, one completes it.
     *
     * @throws LeaseLostException if the lease is known to be lost
     * @throws io.dynastore.TransactionFailedException if the lease was lost without our knowing, or somebody has changed or
     *     deleted the entry; nothing was deleted
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost
     */
    public void complete() {
        complete(entry);
    }

    /**
     * Deletes the work after its entry was changed by whoever does it, to note how far it is.
     *
     * @param latest the entry as it was written last
     * @throws IllegalArgumentException if it is another entry
     * @throws LeaseLostException if the lease is known to be lost
     * @throws io.dynastore.TransactionFailedException if the lease was lost without our knowing, or somebody has changed or
     *     deleted the entry; nothing was deleted
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost
     */
    public void complete(Entry<V> latest) {
        if (!Objects.equals(latest.key(), entry.key())) {
            throw new IllegalArgumentException(
                    "The entry is not the one that was claimed, " + entry.key() + ", but " + latest.key() + ".");
        }
        work.table().store().transact(tx -> tx.check(lease).delete(work, latest));
        lease.close();
    }

    /** Leaves the work to others, at once: releases the lease. After completion it does nothing. */
    public void abandon() {
        lease.close();
    }

    /** Leaves the work to others unless it is completed. */
    @Override
    public void close() {
        abandon();
    }

    @Override
    public String toString() {
        return "Claim[" + entry.key() + ", " + lease + "]";
    }
}
