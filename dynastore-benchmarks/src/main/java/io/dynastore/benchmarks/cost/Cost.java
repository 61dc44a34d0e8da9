package io.dynastore.benchmarks.cost;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was sent and what it is charged.
 *
 * @param requests how many of each operation, attempts that failed included
 * @param refused how many of them were writes whose condition failed
 * @param readUnits the read capacity that DynamoDB reported
 * @param writeUnits the write capacity that DynamoDB reported, and what is computed for the refused writes
 */
record Cost(SortedMap<String, Integer> requests, int refused, double readUnits, double writeUnits) {

    Cost {
        requests = new TreeMap<>(requests);
    }

    int total() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    Cost times(int factor) {
        SortedMap<String, Integer> multiplied = new TreeMap<>();
        requests.forEach((operation, count) -> multiplied.put(operation, count * factor));
        return new Cost(multiplied, refused * factor, readUnits * factor, writeUnits * factor);
    }

    /** As in {@code 2 GetItem, 3 UpdateItem (1 refused)}. */
    String describeRequests() {
        return requests.entrySet().stream().map(Cost::describe).collect(Collectors.joining(", "))
                + (refused == 0 ? "" : " (" + refused + " refused)");
    }

    private static String describe(Map.Entry<String, Integer> entry) {
        return entry.getValue() + " " + entry.getKey();
    }

    /** Write units with a mark if they are not only what DynamoDB reported. */
    String mark(String writeUnits) {
        return writeUnits + (refused == 0 ? "" : "\u00a0†");
    }
}
