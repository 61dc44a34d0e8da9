package io.dynastore;

/** A cursor was damaged on its way, or belongs to another list than the one that it was used for. */
public final class InvalidCursorException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     */
    public InvalidCursorException(String table, String partition) {
        this(new Address(table, partition, null));
    }

    InvalidCursorException(Address address) {
        super(
                address,
                "Not a cursor of this list of " + address + ": it was damaged, or comes from a list of another table,"
                        + " partition, index, range or direction. Start again without a cursor.",
                null);
    }
}
