package io.dynastore.idempotency;

import io.dynastore.internal.Texts;

/** The place of a record, for messages. */
final class Where {
    private Where() {}

    static String of(String table, String partition, String key) {
        return "key " + Texts.quote(key) + " in partition " + Texts.quote(partition) + " of table "
                + Texts.quote(table);
    }
}
