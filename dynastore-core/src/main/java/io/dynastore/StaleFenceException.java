package io.dynastore;

/**
 * A newer holder has written the entry, so a fenced write was refused: whoever fenced it has lost the right to write, and may
 * not have known. Nothing was written. Trying again with the same token is of no use.
 *
 * @see Partition#fence(Fence)
 */
public final class StaleFenceException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The token of the write. */
    private final long token;

    /** The token in the entry. */
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
                        + ". The lease was lost. Stop what it allows, and acquire it anew.",
                null);
        this.token = token;
        this.fence = fence;
    }

    /**
     * The token of the write that was refused.
     *
     * @return the token; lower than the fence
     */
    public long token() {
        return token;
    }

    /**
     * The highest token that has written the entry.
     *
     * @return the entry's fence when the write was refused
     */
    public long fence() {
        return fence;
    }
}
