package io.dynastore.embedded.internal.storage;

import org.jspecify.annotations.Nullable;

/** The logs of tables' changes. The methods are called as a part of the change that a {@link Catalogue} makes. */
public interface ChangeLogs {
    /** {@return the log for a table with the schema, which begins or ends if the schema says so; null if there is none} */
    @Nullable
    ChangeLog of(TableSchema schema);

    /** Ends the log of a table that is deleted. */
    void end(TableSchema schema);
}
