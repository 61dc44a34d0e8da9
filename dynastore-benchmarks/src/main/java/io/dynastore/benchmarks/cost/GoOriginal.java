package io.dynastore.benchmarks.cost;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the Go library {@code wolfeidau/dynastore} sends for one job, derived from its source and not measured. It reads
 * consistently unless it is told otherwise, and its items have neither write id nor fields of their own.
 *
 * @param cost what it sends and is charged; null if it does not offer it
 * @param source where the source says so
 */
record GoOriginal(@Nullable Cost cost, String source) {
    /** The version of the file that the functions are in. */
    static final String COMMIT = "cadb36fdc2ec57e8e9a4431e2074d48bb00f7c7d";

    /** The bytes that a consistent read unit is for. */
    private static final int READ_UNIT = 4096;

    static GoOriginal notOffered(String source) {
        return new GoOriginal(null, source);
    }

    /** One of the requests, on an item below 1 KB. */
    static GoOriginal one(String operation, String source) {
        boolean read = operation.equals("GetItem");
        return of(Map.of(operation, 1), 0, read ? 1 : 0, read ? 0 : 1, source);
    }

    /** A read before a write, and again for each rival: a refusal does not bring the item. */
    static GoOriginal readAndWrite(String write, int rivals, String source) {
        int tries = rivals + 1;
        return of(Map.of("GetItem", tries, write, tries), rivals, tries, tries, source);
    }

    /** A page of items of one size. */
    static GoOriginal page(int items, String key, String value, String source) {
        int bytes = items * WriteUnits.bytes(item(key, value));
        return of(Map.of("Query", 1), 0, Math.ceil((double) bytes / READ_UNIT), 0, source);
    }

    static Map<String, AttributeValue> item(String key, String value) {
        Map<String, AttributeValue> item = new TreeMap<>(EntryStage.key(key));
        item.put("version", AttributeValue.fromN("1"));
        item.put("payload", AttributeValue.fromS(value));
        return item;
    }

    private static GoOriginal of(
            Map<String, Integer> requests, int refused, double readUnits, double writeUnits, String source) {
        return new GoOriginal(new Cost(new TreeMap<>(requests), refused, readUnits, writeUnits), source);
    }
}
