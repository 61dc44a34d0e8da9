package io.dynastore;

/** Thrown if a cursor is damaged, or belongs to another list. */
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
                "Invalid cursor for this list of " + address + ": it is damaged, or belongs to a list of another table,"
                        + " partition, index, range or direction. Start again without a cursor.",
                null);
    }
}
