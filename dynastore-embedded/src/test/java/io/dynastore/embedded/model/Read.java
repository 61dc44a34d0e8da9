package io.dynastore.embedded.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A read of one item, alone, in a batch or in a transaction; null paths for the whole item. */
record Read(
        Shape shape,
        Map<String, AttributeValue> key,
        @Nullable List<Path> projection) {
    /** Returns the item or its selected part; null if there is none. */
    @Nullable
    Map<String, AttributeValue> in(NaiveDatabase model) {
        Map<String, AttributeValue> item = model.table(shape).get(key);
        return item == null || projection == null ? item : Projection.of(item, projection);
    }
}
