package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * A Query and all its pages.
 *
 * @param hash the partition
 * @param start the sort key, existing or not, after which the first page begins; null for the beginning
 * @param limit the number of items that a page reads, 0 for no limit
 */
record QueryStep(
        Shape shape,
        Shape.@Nullable Index index,
        AttributeValue hash,
        @Nullable Condition sort,
        @Nullable Condition filter,
        @Nullable List<Path> projection,
        @Nullable Select select,
        @Nullable AttributeValue start,
        boolean forward,
        int limit,
        long seed)
        implements Step {
    private Shape.Key key() {
        return index == null ? shape.key() : index.key();
    }

    @Override
    public Listing expected(NaiveDatabase model) {
        NaiveTable table = model.table(shape);
        Map<AttributeValue, List<Map<String, AttributeValue>>> groups = new TreeMap<>(order());
        int scanned = 0;
        for (Map<String, AttributeValue> item : table.all(index)) {
            if (isMet(item)) {
                scanned++;
                AttributeValue group = key().range() == null ? Values.s("") : item.get(key().range());
                List<Map<String, AttributeValue>> found = groups.computeIfAbsent(group, at -> new ArrayList<>());
                if (filter == null || filter.holds(table.seenBy(index, item))) {
                    found.add(table.listed(index, item, projection, select == Select.ALL_ATTRIBUTES));
                }
            }
        }
        List<List<Map<String, AttributeValue>>> ordered = List.copyOf(groups.values());
        int count = ordered.stream().mapToInt(List::size).sum();
        return new Listing(select == Select.COUNT ? List.of() : ordered, count, scanned);
    }

    private boolean isMet(Map<String, AttributeValue> item) {
        return Values.normal(hash).equals(item.get(key().hash()))
                && (sort == null || sort.holds(item))
                && (start == null || order().compare(Objects.requireNonNull(item.get(key().range())), start) > 0);
    }

    private Comparator<AttributeValue> order() {
        Comparator<AttributeValue> order = (left, right) -> Objects.requireNonNull(Values.compare(left, right));
        return forward ? order : Collections.reverseOrder(order);
    }

    @Override
    public Listing actual(DynamoDbClient client) {
        Text text = new Text(new Random(seed));
        Condition isPartition =
                new Condition.Compare(new Operand.At(Path.of(key().hash())), "=", new Operand.Literal(hash));
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(shape.table())
                .indexName(index == null ? null : index.name())
                .keyConditionExpression(
                        text.condition(sort == null ? isPartition : new Condition.And(isPartition, sort)))
                .filterExpression(filter == null ? null : text.condition(filter))
                .projectionExpression(projection == null ? null : text.paths(projection))
                .expressionAttributeNames(text.names())
                .expressionAttributeValues(text.values())
                .select(select)
                .scanIndexForward(forward)
                .consistentRead((index == null || !index.global()) && seed % 2 == 0)
                .limit(limit == 0 ? null : limit);
        Map<String, AttributeValue> first = start == null ? null : Map.of(key().hash(), hash, key().range(), start);
        Pages pages = new Pages(shape, index, limit, projection == null && filter == null && select != Select.COUNT);
        return pages.all(
                first,
                from -> Pages.Page.of(
                        client.query(request.exclusiveStartKey(from).build())));
    }

    @Override
    public boolean matches(@Nullable Object expected, @Nullable Object actual) {
        return (expected instanceof Listing right && actual instanceof Listing found)
                ? right.allows(found)
                : Objects.equals(expected, actual);
    }
}
