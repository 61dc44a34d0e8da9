package io.dynastore;

/**
 * Thrown by {@code create} if the entry exists already, and by {@code modifyOrCreate} if the last of fifty conflicts was the
 * creation of the entry. The exception carries the entry, which came with DynamoDB's refusal and costs no further request.
 */
public final class KeyExistsException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param <V> the type of the value
     * @param current the existing entry
     * @param codec encodes its value
     */
    public <V> KeyExistsException(Entry<V> current, Codec<V> codec) {
        this(address(current), StoredItem.of(current, codec));
    }

    KeyExistsException(Address address, StoredItem current) {
        super(
                address,
                "Already exists: " + address + ", at " + current.describeRevision()
                        + ". Use update to change it, or put to write it in any case.",
                current);
    }
}
