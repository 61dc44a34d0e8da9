package io.dynastore;

import org.jspecify.annotations.Nullable;

/** Thrown if the table does not exist in the account, region and endpoint of the client. */
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
                "No such table: " + address + ". Check its name and the client's region and endpoint, or create it with"
                        + " Table.createIfAbsent() or your infrastructure code.",
                cause);
    }
}
