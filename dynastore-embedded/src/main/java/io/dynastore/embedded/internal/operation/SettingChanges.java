package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes that UpdateTable makes to the settings of a table. */
final class SettingChanges {
    /** The member of a definition that holds the time when the table was last made one on demand by an update. */
    static final String ON_DEMAND_SINCE = "OnDemandSince";

    private static final List<String> REPLACED =
            List.of("BillingMode", "DeletionProtectionEnabled", "SSESpecification");

    private SettingChanges() {}

    /** Returns the members of the definition that change; a null value removes a member. */
    static Map<String, @Nullable Object> of(Input input, TableSchema schema, BigDecimal now) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        REPLACED.stream()
                .filter(input::has)
                .forEach(member -> changes.put(member, input.tree().get(member)));
        putBilling(changes, input, schema, now);
        putThroughput(changes, input, schema, now);
        if (input.has("TableClass")) {
            changes.put("TableClass", input.text("TableClass"));
            changes.put("TableClassUpdated", now);
        }
        Input warm = input.structure("WarmThroughput");
        if (warm != null) {
            Map<String, @Nullable Object> current = structure(schema, "WarmThroughput");
            TableSettings.checkNotLower(warm, current);
            changes.put("WarmThroughput", merged(current, warm));
        }
        Replicas.put(changes, input, schema);
        return changes;
    }

    private static void putBilling(
            Map<String, @Nullable Object> changes, Input input, TableSchema schema, BigDecimal now) {
        String mode = input.text("BillingMode");
        boolean wasOnDemand = "PAY_PER_REQUEST".equals(schema.definition().get("BillingMode"));
        boolean onDemand = mode == null ? wasOnDemand : mode.equals("PAY_PER_REQUEST");
        TableSettings.checkOnDemand(input, onDemand);
        if (onDemand) {
            TableDefinitions.checkThroughput(input, true);
        }
        if ("PAY_PER_REQUEST".equals(mode)) {
            changes.put("ProvisionedThroughput", null);
            List<Object> indexes = new ArrayList<>();
            for (Input index : new Input(schema.definition()).structures("GlobalSecondaryIndexes")) {
                Map<String, @Nullable Object> onDemandIndex = new LinkedHashMap<>(index.tree());
                onDemandIndex.remove("ProvisionedThroughput");
                indexes.add(onDemandIndex);
            }
            changes.put("GlobalSecondaryIndexes", indexes.isEmpty() ? null : indexes);
        }
        if ("PROVISIONED".equals(mode) && !input.has("ProvisionedThroughput")) {
            throw ApiError.validation(
                    "One or more parameter values were invalid: ProvisionedThroughput must be specified"
                            + " when BillingMode is PROVISIONED");
        }
        if (wasOnDemand && !onDemand) {
            changes.put("OnDemandThroughput", null);
        }
        if (wasOnDemand != onDemand) {
            changes.put(ON_DEMAND_SINCE, onDemand ? now : onDemandSince(schema));
        }
        Input maxima = input.structure("OnDemandThroughput");
        if (maxima != null) {
            changes.put("OnDemandThroughput", merged(structure(schema, "OnDemandThroughput"), maxima));
        }
    }

    private static @Nullable Object onDemandSince(TableSchema schema) {
        Object since = schema.definition().get(ON_DEMAND_SINCE);
        return since == null ? schema.definition().get("CreationDateTime") : since;
    }

    private static void putThroughput(
            Map<String, @Nullable Object> changes, Input input, TableSchema schema, BigDecimal now) {
        Input throughput = input.structure("ProvisionedThroughput");
        if (throughput != null) {
            Object current = schema.definition().get("ProvisionedThroughput");
            changes.put("ProvisionedThroughput", ThroughputChange.of(current, throughput, now));
        }
    }

    private static Map<String, @Nullable Object> structure(TableSchema schema, String member) {
        Object current = schema.definition().get(member);
        return current == null ? Map.of() : Types.structure(current);
    }

    private static Map<String, @Nullable Object> merged(Map<String, @Nullable Object> current, Input given) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(current);
        given.tree().forEach((name, value) -> {
            if (value != null) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** Refuses a request that changes nothing. */
    static void checkAny(Map<String, @Nullable Object> changes) {
        if (changes.isEmpty()) {
            throw ApiError.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
    }
}
