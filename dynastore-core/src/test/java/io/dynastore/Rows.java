package io.dynastore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many items into a partition at once, past the store, as a test's starting point. */
final class Rows {
    /** The order of DynamoDB's strings. */
    static final Comparator<String> UTF_8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** Over by the tests' clock, but not by the machine's. */
    static final long EXPIRED = TestStore.START.getEpochSecond() - 86_400;

    private static final int BATCH = 25;

    private Rows() {}

    /** An item of any partition: its value is its key, its version 1. */
    static Map<String, AttributeValue> item(String partition, String key) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", AttributeValue.fromS(partition));
        item.put("name", AttributeValue.fromS(key));
        item.put("version", AttributeValue.fromN("1"));
        item.put("payload", AttributeValue.fromS(key));
        return item;
    }

    static void write(TestStore test, Collection<Map<String, AttributeValue>> items) {
        List<WriteRequest> puts = items.stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        IntStream.iterate(0, from -> from < puts.size(), from -> from + BATCH).boxed().toList().parallelStream()
                .forEach(from -> write(test, puts.subList(from, Math.min(from + BATCH, puts.size()))));
    }

    private static void write(TestStore test, List<WriteRequest> puts) {
        Map<String, List<WriteRequest>> left = Map.of(test.table.name(), puts);
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> batch = left;
            BatchWriteItemResponse response = test.raw().batchWriteItem(write -> write.requestItems(batch));
            left = response.unprocessedItems();
        }
    }

    /** Entries {@code e-00000} and on in the test's partition, some of them expired; returns the keys of the live ones. */
    static List<String> write(TestStore test, int count, IntPredicate expired) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, AttributeValue> item = item(test.partition.name(), key(i));
            if (expired.test(i)) {
                item.put("expires", AttributeValue.fromN(Long.toString(EXPIRED)));
            } else {
                live.add(key(i));
            }
            items.add(item);
        }
        write(test, items);
        return live;
    }

    /** Entries {@code e-00000} and on in the test's partition, each with a value of many bytes; returns their keys. */
    static List<String> writeLarge(TestStore test, int count, int bytes) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, AttributeValue> item = item(test.partition.name(), key(i));
            item.put("payload", AttributeValue.fromS("x".repeat(bytes)));
            items.add(item);
            keys.add(key(i));
        }
        write(test, items);
        return keys;
    }

    static String key(int number) {
        return String.format("e-%05d", number);
    }

    static List<String> keys(Page<? extends Entry<?>> page) {
        return page.items().stream().map(Entry::key).toList();
    }
}
