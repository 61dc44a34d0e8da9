package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as DescribeTable describes it.
 *
 * @param name the name
 * @param key the key
 * @param indexes the indexes, the local ones first
 * @param facts the other members of the description
 */
record Description(String name, List<Key> key, List<Index> indexes, Map<String, @Nullable Object> facts) {
    /**
     * An attribute of a key.
     *
     * @param name the name
     * @param type the type, such as {@code S}
     * @param partition whether it belongs to the partition key rather than to the sort key
     */
    record Key(String name, String type, boolean partition) {
        @Override
        public String toString() {
            return name + " (" + type + ")";
        }
    }

    /**
     * An index.
     *
     * @param name the name
     * @param global whether it is global rather than local
     * @param key the key
     * @param items the number of its items
     * @param bytes its size
     */
    record Index(String name, boolean global, List<Key> key, String items, String bytes) {}

    static Description of(Map<String, @Nullable Object> table) {
        Map<String, String> types = Calls.structures(table, "AttributeDefinitions").stream()
                .collect(Collectors.toMap(
                        attribute -> Calls.text(attribute, "AttributeName"),
                        attribute -> Calls.text(attribute, "AttributeType")));
        List<Index> indexes = new ArrayList<>();
        for (String member : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
            Calls.structures(table, member)
                    .forEach(index -> indexes.add(new Index(
                            Calls.text(index, "IndexName"),
                            member.startsWith("Global"),
                            key(index, types),
                            Calls.text(index, "ItemCount"),
                            size(index.get("IndexSizeBytes")))));
        }
        return new Description(Calls.text(table, "TableName"), key(table, types), indexes, table);
    }

    private static List<Key> key(Map<String, @Nullable Object> of, Map<String, String> types) {
        return Calls.structures(of, "KeySchema").stream()
                .map(element -> new Key(
                        Calls.text(element, "AttributeName"),
                        types.getOrDefault(Calls.text(element, "AttributeName"), "?"),
                        Calls.text(element, "KeyType").equals("HASH")))
                .toList();
    }

    /** Returns the index with the name. */
    Optional<Index> index(String wanted) {
        return indexes.stream().filter(index -> index.name().equals(wanted)).findFirst();
    }

    /** Returns the names of the attributes of the keys of the table and of an index, without duplicates. */
    List<String> keyNames(@Nullable Index index) {
        return Stream.concat(key.stream(), index == null ? Stream.empty() : index.key().stream())
                .map(Key::name)
                .distinct()
                .toList();
    }

    String status() {
        return Calls.text(facts, "TableStatus");
    }

    String items() {
        return Calls.text(facts, "ItemCount");
    }

    String bytes() {
        return size(facts.get("TableSizeBytes"));
    }

    String billing() {
        Object summary = facts.get("BillingModeSummary");
        if (summary != null && "PAY_PER_REQUEST".equals(Types.structure(summary).get("BillingMode"))) {
            return "on demand";
        }
        Map<String, @Nullable Object> throughput = Types.structure(facts.get("ProvisionedThroughput"));
        return "provisioned, " + throughput.get("ReadCapacityUnits") + " read and "
                + throughput.get("WriteCapacityUnits") + " write units";
    }

    static String text(List<Key> key) {
        return key.stream().map(Key::toString).collect(Collectors.joining(", "));
    }

    private static String size(@Nullable Object bytes) {
        double size = bytes instanceof Number number ? number.doubleValue() : 0;
        if (size < 1024) {
            return (long) size + " B";
        }
        return size < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KB", size / 1024)
                : String.format(Locale.ROOT, "%.1f MB", size / (1 << 20));
    }
}
