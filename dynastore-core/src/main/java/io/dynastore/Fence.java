package io.dynastore;

/**
 * What gives the right to write, for a time: a {@link io.dynastore.lease.Lease}. Its token is higher than those of all who
 * had the right before, so that an entry which a newer one has written refuses those who have lost the right and do not know
 * yet; see {@link Partition#fence(Fence)}. The strict form, {@link Transaction#check(Fence)}, asks the entry that says who has
 * the right.
 */
public interface Fence {
    /**
     * The fencing token: higher than that of every earlier holder.
     *
     * @return the token; positive
     */
    long token();

    /**
     * The partition that says who has the right, as an entry.
     *
     * @return the partition of the leases
     */
    Partition<?> partition();

    /**
     * The key of the entry that says who has the right.
     *
     * @return the lease's name
     */
    String name();

    /**
     * Who has the right: an id that belongs to this acquisition alone.
     *
     * @return the owner's id
     */
    String owner();

    /**
     * Makes sure that the right is not known to be lost. Sends nothing, so the right may be lost all the same. Asked before
     * each write that it fences.
     *
     * @throws DynaStoreException if it is lost
     */
    void ensureHeld();
}
