package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Shape.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Random requests to some tables. */
final class RandomSteps {
    private static final List<Integer> LIMITS = List.of(0, 0, 1, 2, 3, 5, 100);

    private final Random random;
    private final RandomValues values;
    private final RandomExpressions expressions;
    private final RandomWrites writes;
    private final RandomShapes shapes;
    private final List<TransactWriteStep> remembered = new ArrayList<>();

    RandomSteps(Random random) {
        this.random = random;
        this.values = new RandomValues(random);
        this.expressions = new RandomExpressions(random, values);
        this.writes = new RandomWrites(random, values, expressions);
        this.shapes = new RandomShapes(random, values);
    }

    Shape table(String name) {
        return shapes.shape(name);
    }

    Step next(List<Shape> tables) {
        Shape shape = values.any(tables);
        return switch (random.nextInt(30)) {
            case 0, 1, 2 -> GetStep.of(writes.read(shape), random);
            case 3, 4, 5, 6, 7 -> query(shape);
            case 8, 9 -> scan(shape);
            case 10 -> BatchGetStep.of(writes.batchOfReads(tables), random);
            case 11 -> TransactGetStep.of(writes.reads(tables), random);
            case 12 -> new BatchWriteStep(writes.batch(tables));
            case 13, 14, 15 -> transaction(tables);
            case 16 -> BadStep.any(shape, random, writes);
            case 17 -> values.in(5) ? index(shape) : query(shape);
            default -> WriteStep.of(writes.write(shape, writes.kind()), random);
        };
    }

    /** Returns a new transaction, one that was sent before, or another one with its token. */
    private Step transaction(List<Shape> tables) {
        boolean again = !remembered.isEmpty() && values.in(8);
        TransactWriteStep earlier = again ? values.any(remembered) : null;
        if (earlier != null && random.nextBoolean()) {
            return earlier;
        }
        String token = earlier != null ? earlier.token() : values.in(2) ? "token " + random.nextInt() : null;
        return TransactWriteStep.of(writes.transaction(tables), token, random);
    }

    /** Remembers each transaction that was executed. */
    void executed(Step step) {
        if (step instanceof TransactWriteStep transaction && transaction.token() != null) {
            remembered.add(transaction);
        }
    }

    private Step index(Shape shape) {
        Index known = shape.indexes().stream().filter(Index::global).findFirst().orElse(null);
        return known == null ? IndexStep.create(shape, shapes.global(shape, "later")) : IndexStep.delete(shape, known);
    }

    private Step query(Shape shape) {
        Index index = indexOrNone(shape);
        Shape.Key key = index == null ? shape.key() : index.key();
        boolean fromThere = index == null && key.range() != null && values.in(6);
        boolean sorts = key.range() != null && !fromThere && values.in(2);
        List<Path> projection = values.in(3) ? projection(shape, index) : null;
        return new QueryStep(
                shape,
                index,
                partition(shape, key),
                sorts ? expressions.sortCondition(key.range(), key.rangeType()) : null,
                values.in(3) ? filter(index) : null,
                projection,
                projection == null && values.in(4) ? select(index) : null,
                fromThere ? Values.normal(values.sortKey(key.rangeType())) : null,
                random.nextBoolean(),
                values.any(LIMITS),
                random.nextLong());
    }

    private AttributeValue partition(Shape shape, Shape.Key key) {
        return key.hash().equals(shape.key().hash()) || key.hash().equals("gh")
                ? values.partitionKey(key.hashType())
                : values.sortKey(key.hashType());
    }

    private @Nullable Index indexOrNone(Shape shape) {
        return shape.indexes().isEmpty() || values.in(3) ? null : values.any(shape.indexes());
    }

    private Select select(@Nullable Index index) {
        if (index == null) {
            return values.any(List.of(Select.COUNT, Select.ALL_ATTRIBUTES));
        }
        return index.global() && index.projection() != ProjectionType.ALL
                ? values.any(List.of(Select.COUNT, Select.ALL_PROJECTED_ATTRIBUTES))
                : values.any(List.of(Select.COUNT, Select.ALL_PROJECTED_ATTRIBUTES, Select.ALL_ATTRIBUTES));
    }

    /** Returns a filter on attributes of an index, since others are not documented; null if it contains only keys. */
    private @Nullable Condition filter(@Nullable Index index) {
        if (index == null || index.projection() == ProjectionType.ALL) {
            return expressions.condition(2, values::path);
        }
        List<String> included = index.included();
        return included.isEmpty() ? null : expressions.condition(2, () -> values.path(values.any(included)));
    }

    private List<Path> projection(Shape shape, @Nullable Index index) {
        if (index == null || !index.global() || index.projection() == ProjectionType.ALL) {
            return values.paths(4);
        }
        List<Path> paths = new ArrayList<>();
        RandomValues.addIfItFits(paths, Path.of(values.any(List.copyOf(shape.projected(index)))));
        RandomValues.addIfItFits(paths, Path.of("pk"));
        return paths;
    }

    private Step scan(Shape shape) {
        Index index = values.in(2) ? indexOrNone(shape) : null;
        return new ScanStep(
                shape,
                index,
                values.in(2) ? filter(index) : null,
                values.in(2) ? projection(shape, index) : null,
                values.any(List.of(1, 1, 1, 2, 5)),
                values.any(LIMITS),
                random.nextLong());
    }

    /** Returns reads of all items of all tables and indexes. */
    List<Step> everything(List<Shape> tables) {
        List<Step> steps = new ArrayList<>();
        for (Shape shape : tables) {
            steps.add(new ScanStep(shape, null, null, null, 1, 0, 0));
            shape.indexes().forEach(index -> steps.add(new ScanStep(shape, index, null, null, 1, 3, 0)));
        }
        return steps;
    }
}
