package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UpdateTable: global indexes, billing and settings. A new index is filled before the reply. */
final class UpdateTable implements Operation {
    private static final String INDEXES = "GlobalSecondaryIndexes";

    private final Context context;

    UpdateTable(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        checkConstraints(input);
        ThroughputChange.checkBounds(input);
        checkUpdates(input.structures("GlobalSecondaryIndexUpdates"));
        Table table = context.tableToManage(input.requiredText("TableName"));
        BigDecimal now = BigDecimal.valueOf(context.clock().millis(), 3);
        TableSettings.checkEncryption(input);
        Map<String, @Nullable Object> changes = SettingChanges.of(input, table.schema(), now);
        StreamSpecifications.update(input, table, changes);
        addIndexes(input, table.schema(), changes, now);
        SettingChanges.checkAny(changes);
        Table changed = context.tables().change(table, schema -> schema.with(changes));
        Map<String, @Nullable Object> reply = Returns.reply();
        Map<String, @Nullable Object> description = TableDescriptions.of(context, changed, "UPDATING");
        ThroughputChange.putPrevious(description, table.schema().definition().get("ProvisionedThroughput"));
        reply.put("TableDescription", description);
        return reply;
    }

    /** Checks the updates of indexes on their own. */
    private static void checkUpdates(List<Input> updates) {
        Set<String> names = new HashSet<>();
        int changes = 0;
        for (Input update : updates) {
            for (String kind : List.of("Update", "Create", "Delete")) {
                Input given = update.structure(kind);
                if (given != null) {
                    ThroughputChange.checkBounds(given);
                }
                if (given != null && !names.add(given.text("IndexName", ""))) {
                    throw ApiError.validation(
                            "One or more parameter values were invalid: Only one global secondary index"
                                    + " update per index is allowed simultaneously. Index: " + given.text("IndexName"));
                }
            }
            if (!update.has("Update") && !update.has("Create") && !update.has("Delete")) {
                throw ApiError.validation("One or more parameter values were invalid: One of"
                        + " GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                        + " GlobalSecondaryIndexUpdate.Delete must not be null");
            }
            changes += update.has("Update") ? 0 : 1;
        }
        if (changes > 1) {
            throw new ApiError(
                    ErrorType.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
        }
    }

    private static void checkConstraints(Input input) {
        Constraints constraints = new Constraints();
        TableSettings.add(constraints, input);
        Replicas.add(constraints, input);
        StreamSpecifications.add(constraints, input);
        constraints.check();
    }

    private static void addIndexes(
            Input input, TableSchema schema, Map<String, @Nullable Object> changes, BigDecimal now) {
        List<Input> updates = input.structures("GlobalSecondaryIndexUpdates");
        if (updates.isEmpty()) {
            return;
        }
        List<@Nullable Object> indexes = new ArrayList<>(
                changes.get(INDEXES) == null ? list(schema, INDEXES) : Types.list(changes.get(INDEXES)));
        Map<String, @Nullable Object> attributes = attributes(input, schema);
        for (Input update : updates) {
            apply(update, schema, indexes, now);
        }
        Map<String, @Nullable Object> definition = new LinkedHashMap<>(schema.definition());
        definition.put(INDEXES, indexes);
        definition.put("AttributeDefinitions", used(attributes, definition));
        TableDefinitions.check(new Input(definition));
        changes.put(INDEXES, indexes.isEmpty() ? null : indexes);
        changes.put("AttributeDefinitions", definition.get("AttributeDefinitions"));
    }

    private static List<@Nullable Object> list(TableSchema schema, String member) {
        Object list = schema.definition().get(member);
        return list == null ? List.of() : Types.list(list);
    }

    private static Map<String, @Nullable Object> attributes(Input input, TableSchema schema) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        List<@Nullable Object> all = new ArrayList<>(list(schema, "AttributeDefinitions"));
        List<@Nullable Object> added = input.list("AttributeDefinitions");
        if (added != null) {
            all.addAll(added);
        }
        all.forEach(each -> attributes.put(Types.text(Types.structure(each).get("AttributeName")), each));
        return attributes;
    }

    private static void apply(Input update, TableSchema schema, List<@Nullable Object> indexes, BigDecimal now) {
        Input create = update.structure("Create");
        if (create != null) {
            if (schema.index(create.text("IndexName", "")).isPresent()) {
                throw ApiError.validation("Attempting to create an index which already exists");
            }
            TableDefinitions.checkThroughputOfIndex(
                    create, "PAY_PER_REQUEST".equals(schema.definition().get("BillingMode")));
            indexes.add(create.tree());
            return;
        }
        Input other = update.has("Delete") ? update.structure("Delete") : update.structure("Update");
        String name = other == null ? "" : other.text("IndexName", "");
        int at = position(indexes, name);
        if (other == null || at < 0) {
            throw new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        if (update.has("Delete")) {
            indexes.remove(at);
        } else {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(Types.structure(indexes.get(at)));
            Object before = changed.get("ProvisionedThroughput");
            changed.putAll(other.tree());
            Input throughput = other.structure("ProvisionedThroughput");
            if (throughput != null) {
                changed.put("ProvisionedThroughput", ThroughputChange.of(before, throughput, now));
            }
            indexes.set(at, changed);
        }
    }

    private static int position(List<@Nullable Object> indexes, String name) {
        for (int at = 0; at < indexes.size(); at++) {
            if (name.equals(Types.structure(indexes.get(at)).get("IndexName"))) {
                return at;
            }
        }
        return -1;
    }

    /** Returns the definitions of the attributes that a key of the table or of an index uses. */
    private static List<@Nullable Object> used(
            Map<String, @Nullable Object> attributes, Map<String, @Nullable Object> definition) {
        List<Input> keys = new ArrayList<>(new Input(definition).structures("KeySchema"));
        for (String member : List.of("LocalSecondaryIndexes", INDEXES)) {
            new Input(definition).structures(member).forEach(index -> keys.addAll(index.structures("KeySchema")));
        }
        List<@Nullable Object> used = new ArrayList<>();
        attributes.forEach((name, attribute) -> {
            if (keys.stream().anyMatch(key -> name.equals(key.text("AttributeName")))) {
                used.add(attribute);
            }
        });
        return used;
    }
}
