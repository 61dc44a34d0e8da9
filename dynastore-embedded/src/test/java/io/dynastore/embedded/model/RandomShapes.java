package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Random tables. The attributes of their keys: {@code pk, sk}, of a local index {@code lr}, of global ones {@code gh, gs}. */
final class RandomShapes {
    private static final List<String> TYPES = List.of("S", "S", "N", "B");

    private final Random random;
    private final RandomValues values;

    RandomShapes(Random random, RandomValues values) {
        this.random = random;
        this.values = values;
    }

    Shape shape(String table) {
        boolean hasRange = random.nextInt(4) > 0;
        Shape.Key key =
                new Shape.Key("pk", values.any(TYPES), hasRange ? "sk" : null, hasRange ? values.any(TYPES) : null);
        List<Shape.Index> indexes = new ArrayList<>();
        if (hasRange && random.nextBoolean()) {
            indexes.add(index("local", new Shape.Key("pk", key.hashType(), "lr", values.any(TYPES)), false));
        }
        Shape shape = new Shape(table, key, indexes);
        return random.nextInt(4) > 0 ? shape.with(plus(indexes, global(shape, "global"))) : shape;
    }

    /** A global index for a table, with types that do not contradict the other indexes. */
    Shape.Index global(Shape shape, String name) {
        boolean hasRange = random.nextBoolean();
        boolean inverted = shape.key().range() != null && values.in(3);
        String hash = inverted ? "sk" : "gh";
        String range = !hasRange ? null : inverted ? "pk" : "gs";
        return index(
                name, new Shape.Key(hash, type(shape, hash), range, range == null ? null : type(shape, range)), true);
    }

    private String type(Shape shape, String attribute) {
        @Nullable String known = shape.keyTypes().get(attribute);
        return known == null ? values.any(TYPES) : known;
    }

    private Shape.Index index(String name, Shape.Key key, boolean global) {
        ProjectionType projection =
                values.any(List.of(ProjectionType.ALL, ProjectionType.KEYS_ONLY, ProjectionType.INCLUDE));
        List<String> included = projection == ProjectionType.INCLUDE ? List.of("aa", "mm") : List.of();
        return new Shape.Index(name, key, global, projection, included);
    }

    static <T> List<T> plus(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }
}
