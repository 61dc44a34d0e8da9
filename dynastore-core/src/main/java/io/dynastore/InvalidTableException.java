package io.dynastore;

import java.util.List;

/** A table exists but is not the one that its definition describes: other keys, or an index that is missing or differs. */
public final class InvalidTableException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** What differs, one sentence each. */
    private final List<String> differences;

    /**
     * Creates an exception.
     *
     * @param table the table's name
     * @param differences what differs, one clause each; not empty
     */
    public InvalidTableException(String table, List<String> differences) {
        super(
                new Address(table, null, null),
                "Not as defined: " + new Address(table, null, null) + ": " + String.join("; ", differences)
                        + ". Change the definition, or the table.",
                null);
        this.differences = List.copyOf(differences);
    }

    /**
     * What differs, one sentence each.
     *
     * @return the differences; immutable, never empty
     */
    public List<String> differences() {
        return differences;
    }
}
