package io.dynastore;

import io.dynastore.internal.ItemFormat;

/** A field was given a name that dynastore, or the table's key, uses itself. */
public final class ReservedFieldException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The name that is reserved. */
    private final String field;

    ReservedFieldException(Address address, String field, String partitionAttribute, String keyAttribute) {
        super(
                address,
                "A field may not be called '" + field + "' (" + address + "): reserved are the table's key attributes '"
                        + partitionAttribute + "' and '" + keyAttribute + "', and "
                        + ItemFormat.RESERVED.stream().sorted().toList() + ". Choose another name.",
                null);
        this.field = field;
    }

    /**
     * The name that is reserved.
     *
     * @return the field's name
     */
    public String field() {
        return field;
    }
}
