package io.dynastore;

import static io.dynastore.internal.ItemFormat.PAYLOAD;

import io.dynastore.internal.Texts;

/** Thrown if an item of another program is not an entry: an attribute that dynastore needs is missing or has another type. */
public final class MalformedItemException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The attribute that cannot be read. */
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
                "Not an entry: " + address + ": attribute " + Texts.quote(attribute) + " " + found
                        + ". Another program wrote it. Correct or delete the item, or use a separate partition for such"
                        + " items.",
                null);
        this.attribute = attribute;
    }

    static MalformedItemException withoutPayload(Address address) {
        return new MalformedItemException(address, PAYLOAD, "is missing");
    }

    /** {@return the name of the attribute that cannot be read} */
    public String attribute() {
        return attribute;
    }
}
