package io.dynastore;

/**
 * Thrown if a fenced write is refused because a newer holder has written the entry: the writer has lost its right to write,
 * possibly without noticing. Nothing was written. A retry with the same token cannot succeed.
 *
 * @see Partition#fence(Fence)
 */
public final class StaleFenceException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The token of the write. */
    private final long token;

    /** The highest token that has written the entry. */
    private final long fence;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key of the entry
     * @param token the token of the write that was refused
     * @param fence the highest token that has written the entry
     */
    public StaleFenceException(String table, String partition, String key, long token, long fence) {
        this(new Address(table, partition, key), token, fence);
    }

    StaleFenceException(Address address, long token, long fence) {
        super(
                address,
                "Written by a newer holder: " + address + ", whose fence is " + fence
                        + ", above the token of this write, " + token
                        + ". The lease was lost. Stop the work that it protects, and acquire it again.",
                null);
        this.token = token;
        this.fence = fence;
    }

    /** {@return the token of the write that was refused, which is lower than the fence} */
    public long token() {
        return token;
    }

    /** {@return the highest token that had written the entry when the write was refused} */
    public long fence() {
        return fence;
    }
}
