package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.Partition;
import io.dynastore.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The handlers of a group, by their partitions, which are in one table.
 *
 * @param name the name of the group
 * @param table the table
 * @param subscriptions the partitions with their handlers
 */
record FeedGroup(String name, Table table, List<Subscription> subscriptions) {
    /** A partition with the handler of its changes. */
    record Subscription(Partition<?> partition, Handler handler) {}

    /** Sorts handlers into groups, and refuses what cannot be one. */
    static Map<String, FeedGroup> of(List<Handler> handlers, Partitions partitions) {
        Map<String, Map<String, Subscription>> byGroup = new LinkedHashMap<>();
        for (Handler handler : handlers) {
            Subscription added = new Subscription(partitions.of(handler), handler);
            Map<String, Subscription> group = byGroup.computeIfAbsent(handler.group(), name -> new LinkedHashMap<>());
            checkTable(group, added);
            Subscription other = group.putIfAbsent(added.partition().name(), added);
            if (other != null) {
                throw new FailureAnalyzedException(
                        "Two handlers of the group '" + handler.group() + "' get the changes of the partition '"
                                + handler.partition() + "': " + other.handler().source() + " and " + handler.source()
                                + ".",
                        "Call one from the other, or give each a group of its own.");
            }
        }
        Map<String, FeedGroup> groups = new LinkedHashMap<>();
        byGroup.forEach((name, subscriptions) -> {
            List<Subscription> all = new ArrayList<>(subscriptions.values());
            groups.put(name, new FeedGroup(name, all.get(0).partition().table(), List.copyOf(all)));
        });
        return groups;
    }

    private static void checkTable(Map<String, Subscription> group, Subscription added) {
        for (Subscription other : group.values()) {
            String table = added.partition().table().name();
            String known = other.partition().table().name();
            if (!table.equals(known)) {
                throw new FailureAnalyzedException(
                        "The group '" + added.handler().group() + "' has handlers of two tables: "
                                + other.handler().source() + " of '" + known + "' and "
                                + added.handler().source()
                                + " of '" + table + "'. A group reads the stream of one table.",
                        "Use a group for each table.");
            }
        }
    }
}
