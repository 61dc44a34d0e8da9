package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Expressions;
import io.dynastore.embedded.internal.expression.Placeholders;
import io.dynastore.embedded.internal.expression.Projection;
import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetItem. */
final class GetItem implements Operation {
    /** The parameters that hold expressions. */
    static final List<String> EXPRESSIONS = List.of("ProjectionExpression");

    private final Context context;

    GetItem(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        PlaceholderReader.checkExpressions(input, List.of(), EXPRESSIONS);
        Map<String, Value> keyAttributes = Objects.requireNonNull(input.attributes("Key"));
        Projection projection = checkedProjection(input);
        Table table = context.table(input.requiredText("TableName"));
        checkScalars(table, projection);
        boolean consistent = input.truth("ConsistentRead");
        Item item = read(context, table, Keys.ofKey(table, keyAttributes), consistent);
        Capacity capacity = Capacity.ofReads(table, consistent).addRead(item);
        Throttling throttling = context.throttling();
        if (throttling != null) {
            throttling.take(capacity.demand(keyAttributes));
        }
        Map<String, @Nullable Object> reply = Returns.reply();
        if (item != null) {
            reply.put("Item", JsonValues.of(projected(projection, item)));
        }
        Returns.of(input).put(reply, capacity);
        return reply;
    }

    /** Refuses a projection of parts of keys. */
    static void checkScalars(Table table, @Nullable Projection projection) {
        if (projection != null) {
            Keys.checkScalars(table.schema(), projection.nested());
        }
    }

    static Map<String, Value> projected(@Nullable Projection projection, Item item) {
        return projection == null ? item.attributes() : projection.apply(item.attributes());
    }

    /** Reads an item while no transaction that writes it is half applied. */
    static @Nullable Item read(Context context, Table table, byte[] key, boolean consistent) {
        return context.locks()
                .read(
                        () -> context.store().read(() -> table.get(key, consistent)),
                        ItemLocks.stripe(table.schema().name(), key));
    }

    /** Reads the projection of a request that has no other expression. */
    static @Nullable Projection projection(Input input) {
        PlaceholderReader.checkExpressions(input, List.of(), EXPRESSIONS);
        return checkedProjection(input);
    }

    /** Reads the projection of a request that has no legacy parameters and no names without a projection. */
    static @Nullable Projection checkedProjection(Input input) {
        String text = input.text("ProjectionExpression");
        if (text == null) {
            return null;
        }
        Placeholders placeholders = PlaceholderReader.readNames(input);
        Projection projection = Expressions.projection(text, placeholders);
        placeholders.checkAllUsed();
        return projection;
    }
}
