package io.dynastore.embedded.internal.shape;

import io.dynastore.embedded.internal.wire.ApiError;

/** A truth value. */
record TruthShape() implements Shape {
    static final TruthShape ANY = new TruthShape();

    @Override
    public void checkType(Object tree) {
        if (tree instanceof String) {
            throw ApiError.serialization("Unexpected token received from parser");
        }
        if (!(tree instanceof Boolean)) {
            throw Mismatch.scalar(tree, "Boolean");
        }
    }
}
