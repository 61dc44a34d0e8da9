package io.dynastore.embedded.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * A write of one item, alone or in a transaction.
 *
 * @param attributes the item of a put, else the key
 * @param returns what is returned of it, alone
 * @param itemOfFailure whether the item that the condition does not hold for is returned
 */
record Write(
        Kind kind,
        Shape shape,
        Map<String, AttributeValue> attributes,
        @Nullable Update update,
        @Nullable Condition condition,
        ReturnValue returns,
        boolean itemOfFailure) {
    /** What it does. */
    enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    Map<String, AttributeValue> key() {
        return Values.normal(shape.key().of(attributes));
    }

    /** What is returned of a write that led from one item to another; null for nothing. */
    @Nullable
    Map<String, AttributeValue> returned(NaiveTable.Effect effect) {
        List<Path> paths = update == null ? List.of() : update.paths();
        Map<String, AttributeValue> found = switch (returns) {
            case ALL_OLD -> effect.before();
            case ALL_NEW -> effect.after();
            case UPDATED_OLD -> effect.before() == null ? null : Projection.of(effect.before(), paths);
            case UPDATED_NEW -> effect.after() == null ? null : Projection.of(effect.after(), paths);
            default -> null;
        };
        return found == null || found.isEmpty() ? null : found;
    }
}
