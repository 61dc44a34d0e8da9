package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DescribeTimeToLive, UpdateTimeToLive, and the deletion of expired items. */
final class TimeToLive {
    private final Context context;

    TimeToLive(Context context) {
        this.context = context;
    }

    Map<String, @Nullable Object> describe(Input input) {
        String attribute =
                context.tableToManage(input.requiredText("TableName")).schema().timeToLive();
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put(
                "TimeToLiveDescription",
                attribute == null
                        ? Map.of("TimeToLiveStatus", "DISABLED")
                        : Map.of("TimeToLiveStatus", "ENABLED", "AttributeName", attribute));
        return reply;
    }

    Map<String, @Nullable Object> update(Input input) {
        Input setting = input.requiredStructure("TimeToLiveSpecification");
        String attribute = setting.requiredText("AttributeName");
        Table table = context.tableToManage(input.requiredText("TableName"));
        boolean enabled = setting.truth("Enabled");
        check(table, enabled, attribute);
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("TimeToLive", enabled ? Map.of("AttributeName", attribute) : null);
        context.tables().change(table, schema -> schema.with(changes));
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("TimeToLiveSpecification", setting.tree());
        return reply;
    }

    private static void check(Table table, boolean enabled, String attribute) {
        String current = table.schema().timeToLive();
        if (current != null && !current.equals(attribute)) {
            throw ApiError.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + current);
        }
        if (enabled == (current != null)) {
            throw ApiError.validation("TimeToLive is already " + (enabled ? "enabled" : "disabled"));
        }
    }

    /** Deletes the items that have expired by the clock, and returns their number. */
    int expireItems() {
        return context.tables().all().stream().mapToInt(this::expireItems).sum();
    }

    private int expireItems(Table table) {
        int deleted = 0;
        List<byte[]> keys;
        do {
            long now = context.clock().instant().getEpochSecond();
            keys = context.store().read(() -> table.expired(now));
            int before = deleted;
            for (byte[] key : keys) {
                deleted += expire(table, key, now) ? 1 : 0;
            }
            if (deleted == before) {
                return deleted;
            }
        } while (!keys.isEmpty());
        return deleted;
    }

    private boolean expire(Table table, byte[] key, long now) {
        return context.locks()
                .write(
                        () -> expireLocked(table, key, now),
                        ItemLocks.stripe(table.schema().name(), key));
    }

    private boolean expireLocked(Table table, byte[] key, long now) {
        Item item = context.store().read(() -> table.get(key));
        if (item == null || !table.hasExpired(item, now)) {
            return false;
        }
        context.store().apply(() -> table.expire(key, item));
        return true;
    }
}
