package io.dynastore;

/** The table does not exist in the account, region and endpoint that the client talks to. */
public final class TableNotFoundException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    TableNotFoundException(Address address, Throwable cause) {
        super(
                address,
                "No such table: " + address + ". Check the name, and the client's region and endpoint; create it with"
                        + " Table.createIfAbsent() or your infrastructure code.",
                cause);
    }
}
