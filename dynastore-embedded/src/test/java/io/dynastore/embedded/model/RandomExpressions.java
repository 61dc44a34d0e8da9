package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Update.Assignment;
import io.dynastore.embedded.model.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random expression trees that are valid for all items. */
final class RandomExpressions {
    private static final List<String> COMPARATORS = List.of("=", "=", "<>", "<", "<=", ">", ">=");
    private static final List<String> TYPES = List.of("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M");

    private final Random random;
    private final RandomValues values;

    RandomExpressions(Random random, RandomValues values) {
        this.random = random;
        this.values = values;
    }

    Condition condition() {
        return condition(3, values::path);
    }

    /** Returns a condition on the values of some paths. */
    Condition condition(int depth, Supplier<Path> paths) {
        if (depth > 0 && values.in(2)) {
            return switch (random.nextInt(3)) {
                case 0 -> new Condition.And(condition(depth - 1, paths), condition(depth - 1, paths));
                case 1 -> new Condition.Or(condition(depth - 1, paths), condition(depth - 1, paths));
                default -> new Condition.Not(condition(depth - 1, paths));
            };
        }
        return primary(paths.get(), paths.get());
    }

    private Condition primary(Path path, Path other) {
        return switch (random.nextInt(12)) {
            case 0 -> new Condition.Exists(path, true);
            case 1 -> new Condition.Exists(path, false);
            case 2 -> new Condition.HasType(path, values.any(TYPES));
            case 3 -> new Condition.BeginsWith(at(path), literal(values.scalar(values.any(List.of("S", "B")))));
            case 4 -> new Condition.Contains(at(path), orElse(path, other, values.value(1)));
            case 5 -> between(at(path), values.any(List.of("S", "N", "B")), values::scalar);
            case 6 -> new Condition.In(at(path), options(path, other));
            case 7 ->
                new Condition.Compare(
                        new Operand.SizeOf(path), values.any(COMPARATORS), literal(Values.n("" + random.nextInt(4))));
            case 8 -> new Condition.Compare(literal(values.ordered()), values.any(COMPARATORS), at(path));
            default -> compare(path, other);
        };
    }

    private Condition compare(Path path, Path other) {
        String comparator = values.any(COMPARATORS);
        boolean equality = comparator.equals("=") || comparator.equals("<>");
        AttributeValue value = equality ? values.valueOf(path.root()) : values.ordered();
        return new Condition.Compare(at(path), comparator, orElse(path, other, value));
    }

    private Condition between(Operand operand, String type, Function<String, AttributeValue> bounds) {
        AttributeValue one = bounds.apply(type);
        AttributeValue other = bounds.apply(type);
        boolean inOrder = Objects.requireNonNull(Values.compare(one, other)) <= 0;
        return new Condition.Between(operand, literal(inOrder ? one : other), literal(inOrder ? other : one));
    }

    private List<Operand> options(Path path, Path other) {
        return Stream.generate(() -> orElse(path, other, values.value(1)))
                .limit(1 + random.nextInt(4))
                .toList();
    }

    /** Returns the second path or a value; always the value if both paths are the same, since DynamoDB refuses that. */
    private Operand orElse(Path path, Path other, AttributeValue value) {
        return path.equals(other) || random.nextBoolean() ? literal(value) : at(other);
    }

    private static Operand at(Path path) {
        return new Operand.At(path);
    }

    private static Operand literal(AttributeValue value) {
        return new Operand.Literal(value);
    }

    /** Returns a condition on a sort key, or null for none. */
    Condition sortCondition(String attribute, String type) {
        Path path = Path.of(attribute);
        return switch (random.nextInt(type.equals("N") ? 6 : 8)) {
            case 0 -> new Condition.Compare(at(path), "=", literal(values.sortKey(type)));
            case 1, 2, 3 ->
                new Condition.Compare(
                        at(path), values.any(List.of("<", "<=", ">", ">=")), literal(values.sortKey(type)));
            case 4, 5 -> between(at(path), type, values::sortKey);
            default -> new Condition.BeginsWith(at(path), literal(values.sortKey(type)));
        };
    }

    /** Returns an update of some attributes. */
    Update update(List<String> attributes) {
        List<Path> paths = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            RandomValues.addIfItFits(paths, values.path(values.any(attributes)));
        }
        List<Assignment> sets = new ArrayList<>();
        List<Path> removes = new ArrayList<>();
        List<Change> adds = new ArrayList<>();
        List<Change> deletes = new ArrayList<>();
        for (Path path : paths) {
            int clause = random.nextInt(path.isNested() ? 6 : 9);
            if (clause < 4) {
                sets.add(new Assignment(path, expr(path)));
            } else if (clause < 6) {
                removes.add(path);
            } else if (clause < 8) {
                adds.add(new Change(path, values.in(2) ? values.scalar("N") : values.set()));
            } else {
                deletes.add(new Change(path, values.set()));
            }
        }
        return new Update(sets, removes, adds, deletes);
    }

    private Expr expr(Path path) {
        return switch (random.nextInt(10)) {
            case 0 -> new Expr.At(values.path());
            case 1 -> new Expr.Arithmetic(number(), random.nextBoolean(), number());
            case 2 -> new Expr.Append(list(), list());
            case 3 -> new Expr.IfNotExists(path, new Expr.Literal(values.valueOf(path.root())));
            case 4 -> new Expr.IfNotExists(values.path(), new Expr.IfNotExists(path, new Expr.At(values.path())));
            default -> new Expr.Literal(values.valueOf(path.root()));
        };
    }

    private Expr number() {
        return operand("nn", values.scalar("N"));
    }

    private Expr list() {
        return operand("ll", values.list(1));
    }

    private Expr operand(String attribute, AttributeValue value) {
        return switch (random.nextInt(4)) {
            case 0 -> new Expr.At(Path.of(attribute));
            case 1 -> new Expr.At(values.path());
            case 2 -> new Expr.IfNotExists(values.in(2) ? Path.of(attribute) : values.path(), new Expr.Literal(value));
            default -> new Expr.Literal(value);
        };
    }
}
