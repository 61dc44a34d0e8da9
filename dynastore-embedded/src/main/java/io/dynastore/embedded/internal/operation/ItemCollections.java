package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of item collections, which only tables with local indexes have. The estimated size is always the smallest. */
final class ItemCollections {
    private ItemCollections() {}

    /** Adds the metrics of an item's collection to a reply, if the request wants them and there are any. */
    static void put(Map<String, @Nullable Object> reply, Input input, Table table, Map<String, Value> attributes) {
        if (isWanted(input) && hasCollections(table)) {
            reply.put("ItemCollectionMetrics", metrics(table, attributes));
        }
    }

    static boolean isWanted(Input input) {
        return "SIZE".equals(input.text("ReturnItemCollectionMetrics"));
    }

    static boolean hasCollections(Table table) {
        return table.schema().indexes().stream().anyMatch(index -> !index.global());
    }

    static Map<String, @Nullable Object> metrics(Table table, Map<String, Value> attributes) {
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        metrics.put(
                "ItemCollectionKey",
                JsonValues.of(Keys.part(table.schema().key().partition(), attributes)));
        metrics.put("SizeEstimateRangeGB", List.of(0, 1));
        return metrics;
    }
}
