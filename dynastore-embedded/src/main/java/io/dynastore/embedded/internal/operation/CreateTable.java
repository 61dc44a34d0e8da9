package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CreateTable. The table can be used at once, although the reply says that it is being created, as on AWS. */
final class CreateTable implements Operation {
    private static final List<String> KEPT = List.of(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput",
            "OnDemandThroughput",
            "WarmThroughput",
            "TableClass",
            "DeletionProtectionEnabled",
            "SSESpecification",
            "Tags");

    private final Context context;

    CreateTable(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        Constraints constraints = new Constraints();
        TableSettings.add(constraints, input);
        StreamSpecifications.add(constraints, input);
        constraints.check();
        boolean onDemand = "PAY_PER_REQUEST".equals(input.text("BillingMode"));
        TableDefinitions.checkThroughput(input, onDemand);
        ThroughputChange.checkBounds(input);
        TableDefinitions.checkThroughputOfIndexes(input, onDemand);
        TableDefinitions.checkNew(input);
        TableDefinitions.check(input);
        TableSettings.check(input, onDemand);
        String name = input.requiredText("TableName");
        if (context.tables().find(name) != null) {
            throw new ApiError(ErrorType.RESOURCE_IN_USE, "Table already exists: " + name);
        }
        Table table = context.tables().create(new TableSchema(definition(input)));
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("TableDescription", TableDescriptions.of(context, table, "CREATING"));
        return reply;
    }

    private Map<String, @Nullable Object> definition(Input input) {
        Map<String, @Nullable Object> definition = new LinkedHashMap<>();
        for (String member : KEPT) {
            Object given = input.tree().get(member);
            if (given != null) {
                definition.put(member, given);
            }
        }
        StreamSpecifications.create(input, definition);
        definition.put("TableId", UUID.randomUUID().toString());
        definition.put("CreationDateTime", BigDecimal.valueOf(context.clock().millis(), 3));
        return definition;
    }
}
