package io.dynastore.embedded.internal.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a stream.
 *
 * @param table the table's name
 * @param tableId the table's id
 * @param label the label, which distinguishes the streams of tables with this name
 * @param view the images that records contain
 * @param keySchema the table's key schema as a JSON tree
 * @param created the time at which it was enabled, in milliseconds of the epoch
 */
public record StreamHead(
        String table, String tableId, String label, ViewType view, List<@Nullable Object> keySchema, long created) {
    /** {@return the name that distinguishes the stream from all others} */
    public String name() {
        return name(table, label);
    }

    /** {@return the name of a table's stream with the label} */
    public static String name(String table, String label) {
        return table + "/" + label;
    }
}
