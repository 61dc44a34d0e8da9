package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_KEY_BYTES;
import static io.dynastore.internal.ItemFormat.MAX_PARTITION_BYTES;

import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * A query on one partition, or on all partitions of a table: the attributes that it uses, its requests, and the attributes of
 * a position in its list. Pure and immutable.
 */
final class QueryPlan {
    private static final String LIVE_IN_PARTITION = Expiry.LIVE + " AND #own = :own";

    /** The part of the items that a request returns. */
    enum Wanted {
        ITEMS,
        KEYS,
        COUNT
    }

    private final Layout layout;
    private final @Nullable String partition;
    private final DefaultQuery query;
    private final boolean consistent;
    private final String groupAttribute;
    private final AttributeValue groupValue;
    private final @Nullable String sortAttribute;

    private QueryPlan(
            Layout layout,
            @Nullable String partition,
            DefaultQuery query,
            boolean consistent,
            String groupAttribute,
            AttributeValue groupValue,
            @Nullable String sortAttribute) {
        this.layout = layout;
        this.partition = partition;
        this.query = query;
        this.consistent = consistent;
        this.groupAttribute = groupAttribute;
        this.groupValue = groupValue;
        this.sortAttribute = sortAttribute;
        checkFilter(ItemFormat.EXPIRES);
        if (filtersByPartition()) {
            checkFilter(layout.partitionAttribute());
        }
        checkRange();
    }

    /** Returns the plan of a query for the entries of one partition. */
    static QueryPlan ofPartition(Layout layout, String partition, Query selection, boolean consistent) {
        DefaultQuery query = (DefaultQuery) selection;
        Index index = query.index();
        AttributeValue own = AttributeValue.fromS(partition);
        if (index == null || !index.isGlobal()) {
            String sort = index == null ? layout.keyAttribute() : index.sortKey();
            return new QueryPlan(layout, partition, query, consistent, layout.partitionAttribute(), own, sort);
        }
        Address address = layout.address(partition);
        if (consistent) {
            throw new IndexNotSupportedException(
                    address,
                    index.name(),
                    "it is global, and DynamoDB reads global indexes only with eventual consistency. Use a partition"
                            + " without consistent(), or a local index.");
        }
        AttributeValue group = query.indexPartition();
        if (layout.partitionAttribute().equals(index.partitionKey())) {
            if (group != null && !group.equals(own)) {
                throw new IndexNotSupportedException(
                        address,
                        index.name(),
                        "its partition key is " + Texts.quote(layout.partitionAttribute())
                                + ", and the query names another partition."
                                + " Omit the value, or query the table.");
            }
            group = own;
        }
        return ofGlobal(layout, partition, query, index, group, address);
    }

    /** Returns the plan of a query for the entries of all partitions that a global index has under one partition key. */
    static QueryPlan ofTable(Layout layout, Query selection) {
        DefaultQuery query = (DefaultQuery) selection;
        Index index = query.index();
        if (index == null || !index.isGlobal()) {
            throw new IllegalArgumentException("A query over all partitions of " + layout.address()
                    + " needs a global index. Use Query.all().index(globalIndex, value).");
        }
        return ofGlobal(layout, null, query, index, query.indexPartition(), layout.address());
    }

    private static QueryPlan ofGlobal(
            Layout layout,
            @Nullable String partition,
            DefaultQuery query,
            Index index,
            @Nullable AttributeValue group,
            Address address) {
        String groupAttribute = index.partitionKey();
        if (group == null || groupAttribute == null) {
            throw new IndexNotSupportedException(
                    address,
                    index.name(),
                    "it is global, and the query does not say which value of "
                            + Texts.quote(String.valueOf(groupAttribute)) + " to list. Use index(index, value).");
        }
        checkType(
                index, "partition key", groupAttribute, index.partitionKeyType().toString(), group.type(), address);
        checkLength(index, "partition key", groupAttribute, group, MAX_PARTITION_BYTES, address);
        return new QueryPlan(layout, partition, query, false, groupAttribute, group, index.sortKey());
    }

    /** Returns whether the list has to be filtered: a global index has the entries of all partitions, unless it is on theirs. */
    private boolean filtersByPartition() {
        return partition != null && !groupAttribute.equals(layout.partitionAttribute());
    }

    private void checkFilter(String attribute) {
        Index index = query.index();
        if (index != null && (attribute.equals(groupAttribute) || attribute.equals(sortAttribute))) {
            throw new IndexNotSupportedException(
                    address(),
                    index.name(),
                    Texts.quote(attribute)
                            + " is one of its keys, and DynamoDB cannot filter a list by the keys of its index.");
        }
    }

    private void checkRange() {
        AttributeValue.Type type = query.range().type();
        if (type == null) {
            return;
        }
        Index index = query.index();
        if (index == null) {
            if (type != AttributeValue.Type.S) {
                throw new IllegalArgumentException("The range of a query is a number, but the keys of " + address()
                        + " are strings. Use an index that is sorted by numbers.");
            }
            query.range().ends().forEach(end -> layout.checkKey(groupValue.s(), end.s()));
            return;
        }
        if (sortAttribute == null) {
            throw new IndexNotSupportedException(
                    address(), index.name(), "it has no sort key, so the query cannot have a range.");
        }
        checkType(index, "sort key", sortAttribute, index.sortKeyType().toString(), type, address());
        for (AttributeValue end : query.range().ends()) {
            checkLength(index, "sort key", sortAttribute, end, MAX_KEY_BYTES, address());
        }
    }

    private static void checkType(
            Index index, String what, String attribute, String declared, AttributeValue.Type given, Address address) {
        if (!declared.equals(given.name())) {
            throw new IndexNotSupportedException(
                    address,
                    index.name(),
                    "its " + what + " " + Texts.quote(attribute) + " is declared as " + declared
                            + ", but the query gives " + given.name() + ".");
        }
    }

    private static void checkLength(
            Index index, String what, String attribute, AttributeValue value, int maxBytes, Address address) {
        int bytes = value.s() == null ? 0 : Texts.utf8Length(value.s());
        if (bytes > maxBytes) {
            throw new IndexNotSupportedException(
                    address,
                    index.name(),
                    "its " + what + " " + Texts.quote(attribute) + " has at most " + maxBytes
                            + " bytes in UTF-8, but the query gives " + bytes + ".");
        }
    }

    Layout layout() {
        return layout;
    }

    DefaultQuery query() {
        return query;
    }

    Address address() {
        return new Address(layout.table(), partition, null);
    }

    /** Returns the name of the attribute that sorts the list; null if there is none. */
    @Nullable
    String sortAttribute() {
        return sortAttribute;
    }

    /** Returns the names of the attributes that DynamoDB's last key of a page has. */
    Set<String> startKeyAttributes() {
        Set<String> attributes = new HashSet<>(List.of(groupAttribute));
        positions().forEach(part -> attributes.add(part.attribute()));
        return attributes;
    }

    /** Returns the request for one read of the list, which evaluates a number of items; if 0, as many as DynamoDB returns. */
    QueryRequest.Builder request(
            long nowSecond, int evaluated, @Nullable Map<String, AttributeValue> after, Wanted wanted) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":partition", groupValue);
        values.put(":now", AttributeValue.fromN(Long.toString(nowSecond)));
        Map<String, String> names = new HashMap<>();
        names.put("#partition", groupAttribute);
        if (wanted == Wanted.KEYS) {
            names.put("#key", layout.keyAttribute());
        }
        Range range = query.range();
        if (range.type() != null && sortAttribute != null) {
            names.put("#sort", sortAttribute);
        }
        putIfPresent(values, ":prefix", range.prefix());
        putIfPresent(values, ":low", range.low());
        putIfPresent(values, ":high", range.high());
        String filter = Expiry.LIVE;
        if (partition != null && filtersByPartition()) {
            names.put("#own", layout.partitionAttribute());
            values.put(":own", AttributeValue.fromS(partition));
            filter = LIVE_IN_PARTITION;
        }
        Index index = query.index();
        return QueryRequest.builder()
                .tableName(layout.table())
                .indexName(index == null ? null : index.name())
                .keyConditionExpression(range.condition())
                .filterExpression(filter)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .consistentRead(consistent ? true : null)
                .scanIndexForward(query.reversed() ? false : null)
                .limit(evaluated == 0 ? null : evaluated)
                .exclusiveStartKey(after)
                .select(select(wanted, index))
                .projectionExpression(wanted == Wanted.KEYS ? "#key" : null);
    }

    private static void putIfPresent(Map<String, AttributeValue> values, String name, @Nullable AttributeValue value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable Select select(Wanted wanted, @Nullable Index index) {
        if (wanted == Wanted.COUNT) {
            return Select.COUNT;
        }
        if (wanted == Wanted.KEYS) {
            return Select.SPECIFIC_ATTRIBUTES;
        }
        // For a local index that does not project all attributes, DynamoDB reads the rest from the table.
        return index != null && !index.isGlobal() ? Select.ALL_ATTRIBUTES : null;
    }

    /** An attribute that distinguishes the positions of a list. */
    record Part(String attribute, ScalarAttributeType type, int maxBytes) {}

    /** Returns the attributes that distinguish the positions of the list, without those that are the same at all of them. */
    List<Part> positions() {
        List<Part> parts = new ArrayList<>(3);
        Index index = query.index();
        if (index != null && sortAttribute != null) {
            parts.add(new Part(sortAttribute, index.sortKeyType(), MAX_KEY_BYTES));
        }
        add(parts, layout.partitionAttribute(), MAX_PARTITION_BYTES);
        add(parts, layout.keyAttribute(), MAX_KEY_BYTES);
        return parts;
    }

    private void add(List<Part> parts, String attribute, int maxBytes) {
        if (!attribute.equals(groupAttribute)
                && parts.stream().noneMatch(part -> part.attribute().equals(attribute))) {
            parts.add(new Part(attribute, ScalarAttributeType.S, maxBytes));
        }
    }

    /** Returns whether DynamoDB accepts a position as the start of the list. */
    boolean contains(Map<String, AttributeValue> position) {
        AttributeValue sortKey = sortAttribute == null ? null : position.get(sortAttribute);
        return sortKey == null || query.range().contains(sortKey);
    }

    /** Returns the start key of a position: its attributes and those that are the same at all positions. */
    Map<String, AttributeValue> startKey(Map<String, AttributeValue> position) {
        Map<String, AttributeValue> key = new HashMap<>(position);
        key.put(groupAttribute, groupValue);
        return key;
    }

    /** Returns everything that a cursor depends on, as parts in a fixed order. */
    List<String> identity() {
        Index index = query.index();
        Range range = query.range();
        return List.of(
                layout.table(),
                layout.partitionAttribute(),
                layout.keyAttribute(),
                partition == null ? "" : partition, // No partition has an empty name.
                index == null ? "" : index.name(),
                groupAttribute,
                identity(groupValue),
                String.valueOf(sortAttribute),
                identity(range.prefix()),
                identity(range.low()),
                identity(range.high()),
                Boolean.toString(query.reversed()));
    }

    private static String identity(@Nullable AttributeValue value) {
        return value == null ? "" : value.type() + ":" + (value.n() != null ? value.n() : value.s());
    }
}
