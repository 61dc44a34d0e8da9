package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Shape.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Scan, all pages of all its segments. */
record ScanStep(
        Shape shape,
        @Nullable Index index,
        @Nullable Condition filter,
        @Nullable List<Path> projection,
        int segments,
        int limit,
        long seed)
        implements Step {
    @Override
    public Listing expected(NaiveDatabase model) {
        NaiveTable table = model.table(shape);
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        int scanned = 0;
        for (Map<String, AttributeValue> item : table.all(index)) {
            scanned++;
            if (filter == null || filter.holds(table.seenBy(index, item))) {
                found.add(table.listed(index, item, projection, false));
            }
        }
        return new Listing(List.of(found), found.size(), scanned);
    }

    @Override
    public Listing actual(DynamoDbClient client) {
        List<List<Map<String, AttributeValue>>> items = new ArrayList<>();
        int count = 0;
        int scanned = 0;
        for (int segment = 0; segment < segments; segment++) {
            Listing found = actual(client, segment);
            items.addAll(found.groups());
            count += found.count();
            scanned += found.scanned();
        }
        return new Listing(items, count, scanned);
    }

    private Listing actual(DynamoDbClient client, int segment) {
        Text text = new Text(new Random(seed));
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(shape.table())
                .indexName(index == null ? null : index.name())
                .filterExpression(filter == null ? null : text.condition(filter))
                .projectionExpression(projection == null ? null : text.paths(projection))
                .expressionAttributeNames(text.names())
                .expressionAttributeValues(text.values())
                .segment(segments == 1 ? null : segment)
                .totalSegments(segments == 1 ? null : segments)
                .limit(limit == 0 ? null : limit);
        return new Pages(shape, index, limit, projection == null && filter == null)
                .all(
                        null,
                        from -> Pages.Page.of(
                                client.scan(request.exclusiveStartKey(from).build())));
    }

    @Override
    public boolean matches(@Nullable Object expected, @Nullable Object actual) {
        return (expected instanceof Listing right && actual instanceof Listing found)
                ? right.allows(found)
                : Objects.equals(expected, actual);
    }
}
