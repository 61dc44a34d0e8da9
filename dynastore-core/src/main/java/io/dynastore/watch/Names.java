package io.dynastore.watch;

import io.dynastore.internal.Texts;

/** Names entries and feeds in messages. */
final class Names {
    private Names() {}

    static String of(String table, String partition, String key) {
        return "table " + Texts.quote(table) + ", partition " + Texts.quote(partition) + ", key " + Texts.quote(key);
    }
}
