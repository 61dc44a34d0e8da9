package io.dynastore.embedded.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * A write of one item, alone or in a transaction.
 *
 * @param attributes the item of a put, otherwise the key
 * @param returns the attributes that are returned if it is not in a transaction
 * @param itemOfFailure whether the item is returned if its condition fails
 */
record Write(
        Kind kind,
        Shape shape,
        Map<String, AttributeValue> attributes,
        @Nullable Update update,
        @Nullable Condition condition,
        ReturnValue returns,
        boolean itemOfFailure) {
    /** A kind of action. */
    enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    Map<String, AttributeValue> key() {
        return Values.normal(shape.key().of(attributes));
    }

    /** Returns the attributes that a write from one item to another returns; null for none. */
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
