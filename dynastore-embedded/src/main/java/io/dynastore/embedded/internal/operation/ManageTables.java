package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DescribeTable, DeleteTable and ListTables. */
final class ManageTables {
    private static final int MOST_NAMES = 100;

    private final Context context;

    ManageTables(Context context) {
        this.context = context;
    }

    Map<String, @Nullable Object> describe(Input input) {
        Table table = table(input);
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("Table", TableDescriptions.of(context, table, "ACTIVE"));
        return reply;
    }

    Map<String, @Nullable Object> delete(Input input) {
        Table table = table(input);
        if (Boolean.TRUE.equals(table.schema().definition().get("DeletionProtectionEnabled"))) {
            throw ApiError.validation(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable"
                            + " deletion protection first.");
        }
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("TableDescription", TableDescriptions.ofDeleted(context, table));
        context.tables().remove(table);
        Throttling throttling = context.throttling();
        if (throttling != null) {
            throttling.forget(table.schema());
        }
        return reply;
    }

    private Table table(Input input) {
        return context.tableToManage(input.requiredText("TableName"));
    }

    Map<String, @Nullable Object> list(Input input) {
        Long limit = input.integer("Limit");
        String start = input.text("ExclusiveStartTableName");
        Collection<String> names = context.tables().names(start);
        List<String> page = new ArrayList<>();
        long most = limit == null ? MOST_NAMES : limit;
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("TableNames", page);
        for (String name : names) {
            if (page.size() == most) {
                reply.put("LastEvaluatedTableName", page.get(page.size() - 1));
                break;
            }
            page.add(name);
        }
        return reply;
    }
}
