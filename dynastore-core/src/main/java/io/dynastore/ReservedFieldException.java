package io.dynastore;

import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.Texts;

/** Thrown if a field has a name that dynastore or the table's key uses. */
public final class ReservedFieldException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The name that is reserved. */
    private final String field;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key of the entry
     * @param field the name that is reserved
     */
    public ReservedFieldException(String table, String partition, String key, String field) {
        this(new Address(table, partition, key), field, ItemFormat.PARTITION, ItemFormat.KEY);
    }

    ReservedFieldException(Address address, String field, String partitionAttribute, String keyAttribute) {
        super(
                address,
                "A field cannot have the name " + Texts.quote(field) + " (" + address
                        + "): the table's key attributes " + Texts.quote(partitionAttribute) + " and "
                        + Texts.quote(keyAttribute) + " are reserved, and "
                        + ItemFormat.RESERVED.stream().sorted().toList() + ". Choose another name.",
                null);
        this.field = field;
    }

    /** {@return the name that is reserved} */
    public String field() {
        return field;
    }
}
