package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Write.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Random writes and reads of single items, alone and together. */
final class RandomWrites {
    private static final List<ReturnValue> OF_UPDATES = List.of(
            ReturnValue.NONE,
            ReturnValue.ALL_OLD,
            ReturnValue.ALL_NEW,
            ReturnValue.UPDATED_OLD,
            ReturnValue.UPDATED_NEW);

    private final Random random;
    private final RandomValues values;
    private final RandomExpressions expressions;

    RandomWrites(Random random, RandomValues values, RandomExpressions expressions) {
        this.random = random;
        this.values = values;
        this.expressions = expressions;
    }

    Map<String, AttributeValue> key(Shape shape) {
        Map<String, AttributeValue> key = new TreeMap<>();
        key.put(shape.key().hash(), values.partitionKey(shape.key().hashType()));
        if (shape.key().range() != null) {
            key.put(shape.key().range(), values.sortKey(shape.key().rangeType()));
        }
        return key;
    }

    Write write(Shape shape, Kind kind) {
        boolean updates = kind == Kind.UPDATE;
        return new Write(
                kind,
                shape,
                kind == Kind.PUT ? item(shape) : key(shape),
                updates && !values.in(20) ? expressions.update(writable(shape)) : null,
                kind == Kind.CHECK || values.in(2) ? condition(shape) : null,
                updates ? values.any(OF_UPDATES) : values.any(List.of(ReturnValue.NONE, ReturnValue.ALL_OLD)),
                random.nextBoolean());
    }

    private Map<String, AttributeValue> item(Shape shape) {
        Map<String, AttributeValue> item = key(shape);
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = values.any(Names.ATTRIBUTES);
            item.put(name, values.valueOf(name));
        }
        shape.keyTypes().forEach((name, type) -> {
            if (!item.containsKey(name) && !values.in(3)) {
                item.put(name, values.in(60) ? values.value(1) : indexKey(name, type));
            }
        });
        return item;
    }

    private AttributeValue indexKey(String name, String type) {
        return name.equals("gh") ? values.partitionKey(type) : values.sortKey(type);
    }

    private List<String> writable(Shape shape) {
        List<String> names = new ArrayList<>(Names.ATTRIBUTES);
        names.addAll(shape.keyTypes().keySet());
        names.removeAll(shape.key().names());
        return names;
    }

    private Condition condition(Shape shape) {
        Path key = Path.of(values.any(List.copyOf(shape.key().names())));
        return values.in(4) ? new Condition.Exists(key, random.nextBoolean()) : expressions.condition();
    }

    Kind kind() {
        return values.any(List.of(Kind.PUT, Kind.PUT, Kind.UPDATE, Kind.UPDATE, Kind.UPDATE, Kind.DELETE));
    }

    /** Returns writes of different items. */
    List<Write> transaction(List<Shape> shapes) {
        List<Write> writes = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0 || writes.isEmpty(); i--) {
            Write write = write(values.any(shapes), values.in(6) ? Kind.CHECK : kind());
            // An update without an expression is not allowed in a transaction.
            if (write.kind() != Kind.UPDATE || write.update() != null) {
                add(writes, write);
            }
        }
        return writes;
    }

    /** Returns puts and deletes of different items, without conditions. */
    List<Write> batch(List<Shape> shapes) {
        List<Write> writes = new ArrayList<>();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            Write write = write(values.any(shapes), values.in(3) ? Kind.DELETE : Kind.PUT);
            add(
                    writes,
                    new Write(write.kind(), write.shape(), write.attributes(), null, null, ReturnValue.NONE, false));
        }
        return writes;
    }

    private static void add(List<Write> writes, Write write) {
        if (writes.stream()
                .noneMatch(other ->
                        other.shape().equals(write.shape()) && other.key().equals(write.key()))) {
            writes.add(write);
        }
    }

    Read read(Shape shape) {
        return new Read(shape, key(shape), projection());
    }

    @Nullable
    List<Path> projection() {
        return values.in(2) ? values.paths(4) : null;
    }

    /** Returns reads of any items, which may repeat where the API allows it. */
    List<Read> reads(List<Shape> shapes) {
        List<Read> reads = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            Read read = read(values.any(shapes));
            if (reads.stream().noneMatch(other -> isSame(other, read))) {
                reads.add(read);
            }
        }
        return reads;
    }

    /** Returns reads with one projection for each table. */
    List<Read> batchOfReads(List<Shape> shapes) {
        Map<String, Read> first = new HashMap<>();
        return reads(shapes).stream()
                .map(read -> new Read(
                        read.shape(),
                        read.key(),
                        first.computeIfAbsent(read.shape().table(), table -> read)
                                .projection()))
                .toList();
    }

    private static boolean isSame(Read one, Read other) {
        return one.shape().equals(other.shape()) && Values.normal(one.key()).equals(Values.normal(other.key()));
    }
}
