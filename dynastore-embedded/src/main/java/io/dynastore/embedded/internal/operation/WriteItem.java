package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PutItem, UpdateItem and DeleteItem. */
final class WriteItem implements Operation {
    private final Context context;
    private final ItemWrite.Kind kind;

    WriteItem(Context context, ItemWrite.Kind kind) {
        this.context = context;
        this.kind = kind;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        String returned = input.text("ReturnValues", "NONE");
        ItemWrite write = ItemWrite.read(kind, input, returned);
        Table table = context.table(write.table());
        byte[] key = write.key(table);
        Done done = execute(context, write, table, key);
        Map<String, @Nullable Object> reply = Returns.reply();
        Map<String, Value> attributes = returned(returned, write, done);
        if (attributes != null) {
            reply.put("Attributes", JsonValues.of(attributes));
        }
        Returns.of(input).put(reply, Capacity.ofWrites(table).addWrite(done.before(), done.after()));
        ItemCollections.put(reply, input, table, write.attributes());
        return reply;
    }

    /** Writes an item if its condition holds. */
    static Done execute(Context context, ItemWrite write, Table table, byte[] key) {
        return context.locks()
                .write(
                        () -> executeLocked(context, write, table, key),
                        ItemLocks.stripe(table.schema().name(), key));
    }

    private static Done executeLocked(Context context, ItemWrite write, Table table, byte[] key) {
        Item before = context.store().read(() -> table.get(key));
        Item after = evaluate(context, write, table, before);
        if (write.changes(before, after)) {
            context.store().apply(() -> table.write(key, before, after));
        }
        return new Done(before, after);
    }

    /** Returns the item after a write for which there is capacity; a failed condition needs capacity, too. */
    private static @Nullable Item evaluate(Context context, ItemWrite write, Table table, @Nullable Item before) {
        Throttling throttling = context.throttling();
        if (throttling == null) {
            return write.evaluate(table, before);
        }
        Item after;
        try {
            after = write.evaluate(table, before);
        } catch (ApiError e) {
            if (e.type() == ErrorType.CONDITIONAL_CHECK_FAILED) {
                throttling.take(demand(Capacity.ofWrites(table), write, before, before));
            }
            throw e;
        }
        throttling.take(demand(Capacity.ofWrites(table), write, before, after));
        return after;
    }

    /** Returns the demand of a write for capacity. */
    static Demand demand(Capacity none, ItemWrite write, @Nullable Item before, @Nullable Item after) {
        Item item = after == null ? before : after;
        return none.addWrite(before, after).demand(item == null ? write.attributes() : item.attributes());
    }

    /**
     * The result of a write.
     *
     * @param before the item before the write; null if there was none
     * @param after the item after the write; null if there is none
     */
    record Done(@Nullable Item before, @Nullable Item after) {}

    private static @Nullable Map<String, Value> returned(String wanted, ItemWrite write, Done done) {
        Map<String, Value> before = done.before() == null ? null : done.before().attributes();
        Map<String, Value> after =
                done.after() == null ? Map.of() : done.after().attributes();
        return switch (wanted) {
            case "ALL_OLD" -> before;
            case "ALL_NEW" -> done.after() == null ? null : after;
            case "UPDATED_OLD" -> before == null ? null : updatedParts(write, before);
            case "UPDATED_NEW" -> updatedParts(write, after);
            default -> null;
        };
    }

    private static @Nullable Map<String, Value> updatedParts(ItemWrite write, Map<String, Value> item) {
        Map<String, Value> parts =
                write.update() == null ? Map.of() : write.update().updatedParts(item);
        return parts.isEmpty() ? null : parts;
    }
}
