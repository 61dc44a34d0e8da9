package io.dynastore.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of a partition.
 *
 * @param name Name under which the entries are stored. By default, the name of the bean.
 * @param table Table in which the partition is stored: one of 'dynastore.tables'. If there are none, it is the name of a table
 *     with default keys. By default, the table of 'dynastore.table'.
 * @param type Class of the values, stored as JSON. String, byte[] and AttributeValue are stored as they are.
 * @param fields Properties of the JSON that become fields of the entry, for indexes.
 * @param timeToLive Time after which an entry expires unless its write sets another expiry. By default, entries do not expire.
 * @param consistentReads Whether reads are strongly consistent, at twice the cost.
 * @param eventGroup Group in which changes of entries are published as EntryChangedEvent. By default, they are not published.
 */
public record PartitionProperties(
        @Nullable String name,
        @Nullable String table,
        @DefaultValue("java.lang.String") Class<?> type,
        @DefaultValue List<String> fields,
        @Nullable Duration timeToLive,
        @DefaultValue("false") boolean consistentReads,
        @Nullable String eventGroup) {

    /** The properties of a partition without any. */
    static final PartitionProperties DEFAULT =
            new PartitionProperties(null, null, String.class, List.of(), null, false, null);
}
