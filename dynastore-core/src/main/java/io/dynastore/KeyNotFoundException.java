package io.dynastore;

/** Thrown if an entry does not exist: it was never written, was deleted, or has expired. */
public final class KeyNotFoundException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key that has no entry
     */
    public KeyNotFoundException(String table, String partition, String key) {
        this(new Address(table, partition, key));
    }

    KeyNotFoundException(Address address) {
        super(address, "Not found: " + address + ". It was never written, was deleted, or has expired.", null);
    }
}
