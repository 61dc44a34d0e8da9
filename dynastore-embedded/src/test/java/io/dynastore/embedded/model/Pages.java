package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Shape.Index;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads all pages of a list of little data, and checks what each says of itself: only a full page is followed by another,
 * and it is continued from its last item.
 *
 * @param showsKeys whether the items have their keys and none of them is left out
 */
record Pages(Shape shape, @Nullable Index index, int limit, boolean showsKeys) {
    /** A page of a Query or Scan. */
    record Page(
            List<Map<String, AttributeValue>> items,
            int count,
            int scanned,
            @Nullable Map<String, AttributeValue> last) {
        static Page of(QueryResponse response) {
            return new Page(
                    response.items().stream().map(Values::normal).toList(),
                    response.count(),
                    response.scannedCount(),
                    response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null);
        }

        static Page of(ScanResponse response) {
            return new Page(
                    response.items().stream().map(Values::normal).toList(),
                    response.count(),
                    response.scannedCount(),
                    response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null);
        }
    }

    /** Each item is a group of its own. */
    Listing all(
            @Nullable Map<String, AttributeValue> first, Function<@Nullable Map<String, AttributeValue>, Page> read) {
        List<List<Map<String, AttributeValue>>> items = new ArrayList<>();
        int count = 0;
        int scanned = 0;
        Map<String, AttributeValue> from = first;
        do {
            Page page = read.apply(from);
            check(page);
            page.items().forEach(item -> items.add(List.of(item)));
            count += page.count();
            scanned += page.scanned();
            from = page.last();
        } while (from != null);
        return new Listing(items, count, scanned);
    }

    private void check(Page page) {
        require(limit == 0 || page.scanned() <= limit, "a page that is larger than its limit", page);
        require(page.count() <= page.scanned(), "more items than were looked at", page);
        if (page.last() != null) {
            require(page.scanned() == limit, "a page that is not full but followed by another", page);
            Set<String> names = new HashSet<>(shape.key().names());
            if (index != null) {
                names.addAll(index.key().names());
            }
            require(page.last().keySet().equals(names), "a last key of other attributes", page);
            if (showsKeys) {
                Map<String, AttributeValue> last = page.items().get(page.items().size() - 1);
                require(last.entrySet().containsAll(Values.normal(page.last()).entrySet()), "another last key", page);
            }
        }
    }

    private static void require(boolean condition, String what, Page page) {
        if (!condition) {
            throw new AssertionError(what + ": " + page);
        }
    }
}
