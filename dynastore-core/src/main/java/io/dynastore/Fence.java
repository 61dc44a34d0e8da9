package io.dynastore;

/**
 * The right to write that fences writes, usually a {@link io.dynastore.lease.Lease}. Its token is higher than those of all
 * earlier holders, so that an entry which a newer holder has written refuses the writes of holders that have lost the right
 * without noticing; see {@link Partition#fence(Fence)}.
 *
 * <p>The entry itself remembers the highest token that has written it. Therefore a fence does not help if
 * <ul>
 *   <li>the newer holder has not written the entry yet;
 *   <li>the entry no longer exists: its fence was deleted with it, by a client, or by DynamoDB after it had expired;
 *   <li>a client writes without a fence. Such writes are not refused, and leave the fence as it is.
 * </ul>
 *
 * <p>If that matters, use the strict form, {@link Transaction#check(Fence)}, which checks the lease itself.
 */
public interface Fence {
    /** {@return the fencing token, which is positive and higher than that of every earlier holder} */
    long token();

    /** {@return the partition whose entry records the current holder} */
    Partition<?> partition();

    /** {@return the key of the entry that records the current holder: the lease's name} */
    String name();

    /** {@return the random id of this acquisition, which the entry records while the right is held} */
    String owner();

    /**
     * Fails if the right is known to be lost. Sends nothing, so the right may be lost even if this method returns. Called
     * before each write that it fences.
     *
     * @throws DynaStoreException if the right is lost
     */
    void ensureHeld();
}
