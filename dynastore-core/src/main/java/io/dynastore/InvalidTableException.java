package io.dynastore;

import java.util.List;

/** A table exists but is not the one that its definition describes: other keys, or an index that is missing or differs. */
public final class InvalidTableException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** What differs, one sentence each. */
    private final List<String> differences;

    InvalidTableException(Address address, List<String> differences) {
        super(
                address,
                "Not as defined: " + address + ": " + String.join("; ", differences)
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
