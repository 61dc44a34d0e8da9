package io.dynastore;

import java.util.List;

/**
 * Thrown if a table exists but differs from its definition: it has other keys, an index or the stream is missing or differs, or its
 * time to live is on another attribute.
 */
public final class InvalidTableException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The differences, one clause each. */
    private final List<String> differences;

    /**
     * Creates an exception.
     *
     * @param table the table's name
     * @param differences the differences, one clause each; not empty
     */
    public InvalidTableException(String table, List<String> differences) {
        super(
                new Address(table, null, null),
                "Not as defined: " + new Address(table, null, null) + ": " + String.join("; ", differences)
                        + ". Change the definition, or the table.",
                null);
        this.differences = List.copyOf(differences);
    }

    /** {@return the differences between the table and its definition, one clause each; immutable, never empty} */
    public List<String> differences() {
        return differences;
    }
}
