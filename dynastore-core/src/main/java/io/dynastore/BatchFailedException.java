package io.dynastore;

/**
 * Thrown if a batch fails after a part of its keys was processed. Batches are not transactions: the processed part is not
 * undone, and the cause says why the rest failed. Call again to process the rest.
 */
public final class BatchFailedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The number of keys that were certainly processed. */
    private final long completed;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param completed the number of keys that were certainly read or deleted
     * @param cause the failure that ended the batch
     */
    public BatchFailedException(String table, String partition, long completed, Throwable cause) {
        this(new Address(table, partition, null), "processed", completed, cause);
    }

    BatchFailedException(Address address, String done, long completed, Throwable cause) {
        super(
                address,
                "Ended half-way: " + completed + " keys of " + address + " were " + done + ", then it failed: "
                        + sentence(cause) + " Call again for the rest.",
                cause);
        this.completed = completed;
    }

    private static String sentence(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /**
     * Returns the number of keys that were certainly read or deleted.
     *
     * @return the number of keys; for each of the requests at once whose reply was lost, up to 25 more may have been deleted
     */
    public long completed() {
        return completed;
    }
}
