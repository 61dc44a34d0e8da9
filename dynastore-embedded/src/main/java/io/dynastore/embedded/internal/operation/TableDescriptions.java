package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.KeyRange;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Describes tables as the API does. */
final class TableDescriptions {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/";

    private TableDescriptions() {}

    static String arn(String table) {
        return ARN + table;
    }

    /** Returns the description of a table that is in a state. */
    static Map<String, @Nullable Object> of(Context context, Table table, String status) {
        Map<String, @Nullable Object> definition = table.schema().definition();
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        for (String member : List.of("AttributeDefinitions", "TableName", "KeySchema")) {
            description.put(member, definition.get(member));
        }
        description.put("TableStatus", status);
        description.put("CreationDateTime", definition.get("CreationDateTime"));
        description.put("ProvisionedThroughput", throughput(definition.get("ProvisionedThroughput")));
        description.put("TableSizeBytes", size(context, table, null));
        description.put("ItemCount", table.count());
        description.put("TableArn", arn(table.schema().name()));
        description.put("TableId", table.schema().id());
        putBilling(description, definition, status);
        putIndexes(description, "LocalSecondaryIndexes", context, table, null);
        String ofIndexes = status.equals("CREATING") ? status : "ACTIVE";
        putIndexes(description, "GlobalSecondaryIndexes", context, table, ofIndexes);
        SettingDescriptions.put(description, definition);
        StreamSpecifications.describe(context, table, description);
        return description;
    }

    /** Adds the billing mode of a table that is on demand, or was. */
    private static void putBilling(
            Map<String, @Nullable Object> description, Map<String, @Nullable Object> definition, String status) {
        boolean onDemand = "PAY_PER_REQUEST".equals(definition.get("BillingMode"));
        Object since = definition.get(SettingChanges.ON_DEMAND_SINCE);
        if (!onDemand && since == null) {
            return;
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("BillingMode", onDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        if (!status.equals("CREATING")) {
            summary.put(
                    "LastUpdateToPayPerRequestDateTime",
                    since == null ? definition.getOrDefault("CreationDateTime", 0) : since);
        }
        description.put("BillingModeSummary", summary);
    }

    /** Returns the description of a table that is being deleted, which no longer says how the table is defined. */
    static Map<String, @Nullable Object> ofDeleted(Context context, Table table) {
        Map<String, @Nullable Object> description = of(context, table, "DELETING");
        List.of(
                        "AttributeDefinitions",
                        "KeySchema",
                        "CreationDateTime",
                        "LocalSecondaryIndexes",
                        "GlobalSecondaryIndexes")
                .forEach(description::remove);
        return description;
    }

    private static void putIndexes(
            Map<String, @Nullable Object> description,
            String member,
            Context context,
            Table table,
            @Nullable String status) {
        Object list = table.schema().definition().get(member);
        if (list == null) {
            return;
        }
        List<Object> indexes = new ArrayList<>();
        for (Object each : Types.list(list)) {
            Map<String, @Nullable Object> index = new LinkedHashMap<>(Types.structure(each));
            String name = Types.text(index.get("IndexName"));
            if (status != null) {
                index.put("IndexStatus", status);
                index.put("ProvisionedThroughput", throughput(index.get("ProvisionedThroughput")));
                Object maxima = index.get("OnDemandThroughput");
                if (maxima != null) {
                    index.put("OnDemandThroughput", SettingDescriptions.maxima(maxima));
                }
                SettingDescriptions.putWarmThroughput(index, index);
            }
            index.put("IndexSizeBytes", size(context, table, name));
            index.put("ItemCount", table.count(name));
            index.put("IndexArn", arn(table.schema().name()) + "/index/" + name);
            indexes.add(index);
        }
        description.put(member, indexes);
    }

    private static Map<String, @Nullable Object> throughput(@Nullable Object given) {
        Map<String, @Nullable Object> throughput = new LinkedHashMap<>();
        throughput.put("NumberOfDecreasesToday", 0);
        throughput.put("ReadCapacityUnits", BigDecimal.ZERO);
        throughput.put("WriteCapacityUnits", BigDecimal.ZERO);
        if (given != null) {
            throughput.putAll(Types.structure(given));
        }
        return throughput;
    }

    private static long size(Context context, Table table, @Nullable String index) {
        AtomicLong bytes = new AtomicLong();
        context.store().read(() -> {
            table.visit(index, KeyRange.ALL, true, (key, item) -> {
                bytes.addAndGet(item.size());
                return true;
            });
            return true;
        });
        return bytes.get();
    }
}
