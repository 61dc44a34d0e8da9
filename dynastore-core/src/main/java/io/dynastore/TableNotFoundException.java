package io.dynastore;

import org.jspecify.annotations.Nullable;

/** The table does not exist in the account, region and endpoint that the client talks to. */
public final class TableNotFoundException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     */
    public TableNotFoundException(String table) {
        this(new Address(table, null, null), null);
    }

    TableNotFoundException(Address address, @Nullable Throwable cause) {
        super(
                address,
                "No such table: " + address + ". Check the name, and the client's region and endpoint; create it with"
                        + " Table.createIfAbsent() or your infrastructure code.",
                cause);
    }
}
