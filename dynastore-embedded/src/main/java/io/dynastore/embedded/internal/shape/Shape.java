package io.dynastore.embedded.internal.shape;

import org.jspecify.annotations.Nullable;

/** The type of a member of a request, and the constraints of its value. Immutable. */
interface Shape {
    /**
     * Checks that a JSON tree has the type.
     *
     * @throws io.dynastore.embedded.internal.wire.ApiError a {@code SerializationException} if it does not
     */
    void checkType(Object tree);

    /** Adds the constraints that a tree of the right type violates. */
    default void validate(String path, Object tree, Violations violations) {}

    /** Returns whether a tree of the right type satisfies the constraints that a map has for its values. */
    default boolean allowsInMap(Object tree) {
        return true;
    }

    /** Adds the constraints that a value of a map violates, apart from those that the map has for its values. */
    default void validateInside(String path, Object tree, Violations violations) {
        validate(path, tree, violations);
    }

    /** Returns the constraints as a map's message lists them. */
    default String constraints() {
        return "[]";
    }

    /** Returns a tree of the right type as messages show it. */
    default String shown(@Nullable Object tree) {
        return String.valueOf(tree);
    }
}
