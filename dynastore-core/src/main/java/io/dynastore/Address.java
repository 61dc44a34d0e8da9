package io.dynastore;

import io.dynastore.internal.Texts;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A table, partition and key, and their representation in messages. */
record Address(
        String table, @Nullable String partition, @Nullable String key) implements Serializable {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (key != null) {
            text.append("key ").append(Texts.quote(key)).append(" in ");
        }
        if (partition != null) {
            text.append("partition ").append(Texts.quote(partition)).append(" of ");
        }
        return text.append("table ").append(Texts.quote(table)).toString();
    }
}
