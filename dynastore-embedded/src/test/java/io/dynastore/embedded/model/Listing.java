package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The result of all pages of a Query or Scan.
 *
 * @param groups the items in their order; within a group the order does not matter
 * @param count the number of items found
 * @param scanned the number of items read
 */
record Listing(List<List<Map<String, AttributeValue>>> groups, int count, int scanned) {
    /** Returns whether another listing has the same items in an order that the groups allow. */
    boolean allows(Listing other) {
        List<Map<String, AttributeValue>> items = other.items();
        if (items.size() != items().size() || count != other.count || scanned != other.scanned) {
            return false;
        }
        int from = 0;
        for (List<Map<String, AttributeValue>> group : groups) {
            if (!counted(group).equals(counted(items.subList(from, from + group.size())))) {
                return false;
            }
            from += group.size();
        }
        return true;
    }

    List<Map<String, AttributeValue>> items() {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        groups.forEach(items::addAll);
        return items;
    }

    static <T> Map<T, Integer> counted(List<T> elements) {
        Map<T, Integer> counts = new HashMap<>();
        elements.forEach(element -> counts.merge(element, 1, Integer::sum));
        return counts;
    }
}
