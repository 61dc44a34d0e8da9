package io.dynastore;

/**
 * A batch ended half-way. Batches are no transactions: what was done stays done, and the cause says why the rest was not.
 * Calling again does the rest.
 */
public final class BatchFailedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** How many keys were done for certain. */
    private final long completed;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param completed how many keys were read or deleted for certain
     * @param cause the failure that ended the batch
     */
    public BatchFailedException(String table, String partition, long completed, Throwable cause) {
        this(new Address(table, partition, null), "processed", completed, cause);
    }

    BatchFailedException(Address address, String done, long completed, Throwable cause) {
        super(
                address,
                "Ended half-way: " + completed + " keys of " + address + " were " + done + ", then it failed: "
                        + cause.getMessage() + ". Call again for the rest.",
                cause);
        this.completed = completed;
    }

    /**
     * How far the batch came.
     *
     * @return how many keys were read or deleted for certain; if the last reply was lost, up to 25 more may be deleted
     */
    public long completed() {
        return completed;
    }
}
