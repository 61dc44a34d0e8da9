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

    StaleFenceException(Target target, StoredItem current) {
        super(
                target.address(),
                "Written by a newer holder: " + target.address() + ", whose fence is " + current.fence()
                        + ", above the token of this write, " + target.token()
                        + ". The lease was lost. Stop what it allows, and acquire it anew.",
                null);
        this.token = target.token();
        this.fence = current.fence();
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
