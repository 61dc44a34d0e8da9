package io.dynastore;

import io.dynastore.internal.Texts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Thrown if the table does not exist in the account, region and endpoint of the client. For a transaction over several tables,
 * DynamoDB may not say which table is missing.
 */
public final class TableNotFoundException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The names of the tables, of which at least one is missing. */
    private final List<String> tables;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     */
    public TableNotFoundException(String table) {
        this(new Address(table, null, null), null);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param table the table's name
     * @param cause DynamoDB's exception
     */
    public TableNotFoundException(String table, ResourceNotFoundException cause) {
        this(new Address(table, null, null), cause);
    }

    TableNotFoundException(Address address, @Nullable Throwable cause) {
        this(address, "No such table: " + address, List.of(address.table()), cause);
    }

    private TableNotFoundException(
            @Nullable Address address, String message, List<String> tables, @Nullable Throwable cause) {
        super(
                address,
                message
                        + ". Check its name and the client's region and endpoint, or create it with"
                        + " Table.createIfAbsent() or your infrastructure code.",
                cause);
        this.tables = tables;
    }

    /** Returns the exception for a request to several tables: about the one that DynamoDB names, or about all of them. */
    static TableNotFoundException oneOf(Set<String> tables, ResourceNotFoundException cause) {
        String message = String.valueOf(cause.getMessage());
        List<String> named = tables.stream()
                .filter(table -> message.contains("Table: " + table + " not found"))
                .toList();
        List<String> missing = named.isEmpty() ? List.copyOf(tables) : named;
        return missing.size() == 1
                ? new TableNotFoundException(new Address(missing.get(0), null, null), cause)
                : new TableNotFoundException(
                        null,
                        missing.stream()
                                .map(Texts::quote)
                                .collect(Collectors.joining(", ", "At least one of these tables does not exist: ", "")),
                        missing,
                        cause);
    }

    /**
     * {@return the name of the missing table, or those of a transaction's tables if DynamoDB did not say which of them is missing}
     * Then {@link #table()} is null.
     */
    public List<String> tables() {
        return tables;
    }
}
