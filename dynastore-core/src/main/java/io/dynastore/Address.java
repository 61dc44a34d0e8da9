package io.dynastore;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A table, partition and key, and their representation in messages. */
record Address(
        String table, @Nullable String partition, @Nullable String key) implements Serializable {
    /** The number of characters of a long key that a message shows. */
    private static final int SHOWN = 64;

    static String quote(String name) {
        return name.length() <= SHOWN ? "'" + name + "'" : "'" + name.substring(0, SHOWN) + "…'";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (key != null) {
            text.append("key ").append(quote(key)).append(" in ");
        }
        if (partition != null) {
            text.append("partition ").append(quote(partition)).append(" of ");
        }
        return text.append("table ").append(quote(table)).toString();
    }
}
