package io.dynastore.embedded.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operand of a condition. */
sealed interface Operand {
    /** Returns the value in an item, in its normal form; null if there is none. */
    @Nullable
    AttributeValue in(Map<String, AttributeValue> item);

    /** An attribute, or something in one. */
    record At(Path path) implements Operand {
        @Override
        public @Nullable AttributeValue in(Map<String, AttributeValue> item) {
            return path.in(item);
        }
    }

    /** A value of the request. */
    record Literal(AttributeValue value) implements Operand {
        @Override
        public AttributeValue in(Map<String, AttributeValue> item) {
            return Values.normal(value);
        }
    }

    /** The size of an attribute. */
    record SizeOf(Path path) implements Operand {
        @Override
        public @Nullable AttributeValue in(Map<String, AttributeValue> item) {
            AttributeValue found = path.in(item);
            return found == null ? null : Values.size(found);
        }
    }
}
