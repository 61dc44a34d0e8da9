package io.dynastore.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of a partition.
 *
 * @param name Name that the entries are stored under. The name of the bean by default.
 * @param table Table that the partition is stored in: one of 'dynastore.tables', or else the name of a table with default
 *     keys. The table of 'dynastore.table' by default.
 * @param type Class of the values, stored as JSON. String, byte[] and AttributeValue are stored as they are.
 * @param fields Properties of the JSON that become fields of the entry, for indexes.
 * @param timeToLive Time after which an entry expires unless its write says otherwise. Entries do not expire by default.
 * @param consistentReads Whether reads are strongly consistent, at twice the cost.
 */
public record PartitionProperties(
        @Nullable String name,
        @Nullable String table,
        @DefaultValue("java.lang.String") Class<?> type,
        @DefaultValue List<String> fields,
        @Nullable Duration timeToLive,
        @DefaultValue("false") boolean consistentReads) {

    /** What an entry without properties means. */
    static final PartitionProperties DEFAULT =
            new PartitionProperties(null, null, String.class, List.of(), null, false);
}
