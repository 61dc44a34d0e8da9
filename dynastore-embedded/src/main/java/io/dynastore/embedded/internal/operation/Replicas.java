package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replicas of global tables, which are stored and described. Nothing is replicated. */
final class Replicas {
    private static final String MEMBER = "Replicas";

    private Replicas() {}

    /** Checks each member of the updates of replicas on its own. */
    static void add(Constraints constraints, Input input) {
        int number = 1;
        for (Input update : input.structures("ReplicaUpdates")) {
            for (String action : List.of("Create", "Update", "Delete")) {
                Input replica = update.structure(action);
                String path = "replicaUpdates." + number + ".member." + Character.toLowerCase(action.charAt(0))
                        + action.substring(1) + ".";
                if (replica != null) {
                    constraints
                            .required(path + "regionName", replica.text("RegionName"))
                            .oneOf(
                                    path + "tableClassOverride",
                                    replica.text("TableClassOverride"),
                                    "STANDARD",
                                    "STANDARD_INFREQUENT_ACCESS");
                }
            }
            number++;
        }
    }

    /** Puts the replicas after the updates of a request into the changes of a table. */
    static void put(Map<String, @Nullable Object> changes, Input input, TableSchema schema) {
        refuseConsistency(input);
        List<Input> updates = input.structures("ReplicaUpdates");
        if (updates.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> replicas = new LinkedHashMap<>();
        Object current = schema.definition().get(MEMBER);
        if (current != null) {
            Types.list(current)
                    .forEach(replica ->
                            replicas.put(Types.text(Types.structure(replica).get("RegionName")), replica));
        }
        updates.forEach(update -> apply(update, replicas));
        changes.put(MEMBER, replicas.isEmpty() ? null : new ArrayList<>(replicas.values()));
    }

    private static void refuseConsistency(Input input) {
        if ("STRONG".equals(input.text("MultiRegionConsistency"))) {
            throw ApiError.validation(
                    "MultiRegionConsistency: the embedded DynamoDB does not offer STRONG consistency of replicas.");
        }
        if (!input.structures("GlobalTableWitnessUpdates").isEmpty()) {
            throw ApiError.validation(
                    "GlobalTableWitnessUpdates: the embedded DynamoDB does not offer witnesses of global tables.");
        }
    }

    private static void apply(Input update, Map<String, @Nullable Object> replicas) {
        Input create = update.structure("Create");
        Input change = update.structure("Update");
        Input delete = update.structure("Delete");
        Input given = create != null ? create : change != null ? change : delete;
        if (given == null
                || update.tree().values().stream().filter(each -> each != null).count() != 1) {
            throw ApiError.validation(
                    "One or more parameter values were invalid: Each replica update must have exactly one of Create,"
                            + " Update or Delete");
        }
        String region = given.requiredText("RegionName");
        if ((create == null) != replicas.containsKey(region)) {
            throw ApiError.validation("One or more parameter values were invalid: A replica in the region " + region
                    + (create == null ? " does not exist" : " already exists"));
        }
        if (delete != null) {
            replicas.remove(region);
            return;
        }
        Map<String, @Nullable Object> replica = new LinkedHashMap<>();
        if (change != null) {
            replica.putAll(Types.structure(replicas.get(region)));
        }
        replica.putAll(given.tree());
        replicas.put(region, replica);
    }

    /** Adds the replicas to the description of a table. */
    static void describe(Map<String, @Nullable Object> description, Map<String, @Nullable Object> definition) {
        Object stored = definition.get(MEMBER);
        if (stored == null) {
            return;
        }
        List<Object> replicas = new ArrayList<>();
        for (Object each : Types.list(stored)) {
            Map<String, @Nullable Object> replica = new LinkedHashMap<>(Types.structure(each));
            replica.put("ReplicaStatus", "ACTIVE");
            Object tableClass = replica.remove("TableClassOverride");
            if (tableClass != null) {
                replica.put("ReplicaTableClassSummary", Map.of("TableClass", tableClass));
            }
            replicas.add(replica);
        }
        description.put("GlobalTableVersion", "2019.11.21");
        description.put(MEMBER, replicas);
    }
}
