package io.dynastore.internal;

/** The place of an entry, for messages. */
public final class Where {
    private Where() {}

    /**
     * Returns the place of an entry.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the entry's key
     * @return the names in quotes
     */
    public static String of(String table, String partition, String key) {
        return "key " + Texts.quote(key) + " in partition " + Texts.quote(partition) + " of table "
                + Texts.quote(table);
    }
}
