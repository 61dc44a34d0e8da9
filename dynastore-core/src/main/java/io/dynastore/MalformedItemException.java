package io.dynastore;

/** An item that another program wrote is no entry: an attribute that dynastore needs is missing or of another type. */
public final class MalformedItemException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The attribute that could not be read. */
    private final String attribute;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the item's key
     * @param attribute the attribute that cannot be read
     * @param found what was found instead, beginning with a verb
     */
    public MalformedItemException(String table, String partition, String key, String attribute, String found) {
        this(new Address(table, partition, key), attribute, found);
    }

    MalformedItemException(Address address, String attribute, String found) {
        super(
                address,
                "Not an entry: " + address + ": attribute '" + attribute + "' " + found
                        + ". Another program wrote it; correct or delete the item, or give such items a partition of"
                        + " their own.",
                null);
        this.attribute = attribute;
    }

    /**
     * The attribute that could not be read.
     *
     * @return the attribute's name
     */
    public String attribute() {
        return attribute;
    }
}
