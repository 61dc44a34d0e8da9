package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks the definition of a table and its indexes. */
final class TableDefinitions {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int MOST_LOCAL_INDEXES = 5;
    private static final int MOST_GLOBAL_INDEXES = 20;
    private static final int MOST_PROJECTED = 100;

    private TableDefinitions() {}

    /** Checks what only the definition of a new table can lack. */
    static void checkNew(Input input) {
        int attributes = input.structures("AttributeDefinitions").size();
        int keys = input.structures("KeySchema").size();
        if (attributes < keys) {
            throw ApiError.validation("Invalid KeySchema: Some index key attribute have no definition");
        }
        checkKeySchema(input, 1, 1);
        checkDefined(keyNames(input, 1), input);
        boolean indexed = false;
        for (String member : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
            if (input.has(member) && input.structures(member).isEmpty()) {
                throw ApiError.validation(INVALID + "List of " + member + " is empty");
            }
            indexed |= input.has(member);
        }
        if (!indexed && attributes != keys) {
            throw ApiError.validation(INVALID + "Number of attributes in KeySchema does not exactly match number of"
                    + " attributes defined in AttributeDefinitions");
        }
    }

    /** Checks that the members of a definition are consistent. */
    static void check(Input input) {
        Map<String, String> types = types(input);
        Set<String> used = new LinkedHashSet<>();
        List<String> tableKey = keyNames(input, 1);
        checkKeySchema(input, 1, 1);
        checkDefined(tableKey, input);
        used.addAll(tableKey);
        List<Input> local = input.structures("LocalSecondaryIndexes");
        List<Input> global = input.structures("GlobalSecondaryIndexes");
        checkLocal(local, tableKey, input);
        if (local.size() > MOST_LOCAL_INDEXES) {
            throw ApiError.validation(
                    INVALID + "Number of LocalSecondaryIndexes exceeds per-table limit of " + MOST_LOCAL_INDEXES);
        }
        Set<String> names = new LinkedHashSet<>();
        for (Input index : concat(local, global)) {
            checkIndex(index, global.contains(index), input);
            used.addAll(keyNames(index, 4));
            if (!names.add(index.requiredText("IndexName"))) {
                throw ApiError.validation(INVALID + "Duplicate index name: " + index.text("IndexName"));
            }
        }
        if (global.size() > MOST_GLOBAL_INDEXES) {
            throw ApiError.validation(
                    INVALID + "GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL_INDEXES);
        }
        checkProjected(concat(local, global));
        if (!used.containsAll(types.keySet())) {
            throw ApiError.validation(INVALID + "Some AttributeDefinitions are not used. AttributeDefinitions: "
                    + List.copyOf(types.keySet()) + ", keys used: " + List.copyOf(used));
        }
    }

    private static void checkProjected(List<Input> indexes) {
        int projected = 0;
        for (Input index : indexes) {
            List<?> names = index.requiredStructure("Projection").list("NonKeyAttributes");
            projected += names == null ? 0 : names.size();
        }
        if (projected > MOST_PROJECTED) {
            throw ApiError.validation(
                    INVALID + "Number of NonKeyAttributes of all indexes exceeds per-table limit of " + MOST_PROJECTED);
        }
    }

    private static List<Input> concat(List<Input> first, List<Input> second) {
        List<Input> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Map<String, String> types(Input input) {
        Map<String, String> types = new LinkedHashMap<>();
        for (Input attribute : input.structures("AttributeDefinitions")) {
            types.put(attribute.requiredText("AttributeName"), attribute.requiredText("AttributeType"));
        }
        return types;
    }

    private static List<String> keyNames(Input of, int most) {
        return of.structures("KeySchema").stream()
                .map(element -> element.requiredText("AttributeName"))
                .limit(2L * most)
                .toList();
    }

    private static void checkKeySchema(Input of, int mostPartition, int mostSort) {
        List<Input> elements = of.structures("KeySchema");
        long partition =
                elements.stream().filter(TableDefinitions::isPartitionKey).count();
        if (!isPartitionKey(elements.get(0))) {
            throw ApiError.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        List<String> names = keyNames(of, 4);
        if (Set.copyOf(names).size() < names.size()) {
            throw ApiError.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (partition > mostPartition) {
            throw ApiError.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        if (elements.size() - partition > mostSort
                || elements.subList(0, (int) partition).stream().anyMatch(element -> !isPartitionKey(element))) {
            throw ApiError.validation("Invalid KeySchema: HASH keys must come before RANGE keys, at most "
                    + mostPartition + " and " + mostSort);
        }
    }

    private static boolean isPartitionKey(Input element) {
        return "HASH".equals(element.text("KeyType"));
    }

    private static void checkDefined(List<String> names, Input definition) {
        List<String> defined = definition.structures("AttributeDefinitions").stream()
                .map(attribute -> attribute.requiredText("AttributeName"))
                .toList();
        if (!Set.copyOf(defined).containsAll(names)) {
            throw ApiError.validation(
                    INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: " + names
                            + ", AttributeDefinitions: " + defined);
        }
    }

    private static void checkLocal(List<Input> indexes, List<String> tableKey, Input definition) {
        if (!indexes.isEmpty() && tableKey.size() < 2) {
            throw ApiError.validation(INVALID + "Table KeySchema does not have a range key, which is required when"
                    + " specifying a LocalSecondaryIndex");
        }
        for (Input index : indexes) {
            checkKeySchema(index, 1, 1);
            List<String> key = keyNames(index, 1);
            checkDefined(key, definition);
            if (!key.get(0).equals(tableKey.get(0))) {
                throw ApiError.validation(INVALID + "Index KeySchema does not have the same leading hash key as table"
                        + " KeySchema for index: " + index.text("IndexName") + ". index hash key: " + key.get(0)
                        + ", table hash key: " + tableKey.get(0));
            }
            if (key.size() < 2) {
                throw ApiError.validation(
                        INVALID + "Index KeySchema does not have a range key for index: " + index.text("IndexName"));
            }
        }
    }

    /** Checks one index against the definition of its table. */
    static void checkIndex(Input index, boolean global, Input input) {
        checkKeySchema(index, global ? 4 : 1, global ? 4 : 1);
        checkDefined(keyNames(index, 4), input);
        Input projection = Objects.requireNonNull(index.structure("Projection"));
        String type = projection.text("ProjectionType");
        if (type == null) {
            throw ApiError.validation(INVALID + "Unknown ProjectionType: null");
        }
        boolean includes = type.equals("INCLUDE");
        if (includes && !projection.has("NonKeyAttributes")) {
            throw ApiError.validation(INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        if (!includes && projection.has("NonKeyAttributes")) {
            throw ApiError.validation(INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
    }

    /** Checks the throughput of a table or a global index against the billing mode. */
    static void checkThroughput(Input of, boolean onDemand) {
        Input throughput = of.structure("ProvisionedThroughput");
        if (onDemand && throughput != null) {
            throw ApiError.validation(INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                    + " BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand
                && (throughput == null
                        || !throughput.has("ReadCapacityUnits")
                        || !throughput.has("WriteCapacityUnits"))) {
            throw ApiError.validation(INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                    + " BillingMode is PROVISIONED");
        }
    }

    /** Checks the throughput of the global indexes of a new table. */
    static void checkThroughputOfIndexes(Input input, boolean onDemand) {
        input.structures("GlobalSecondaryIndexes").forEach(index -> checkThroughputOfIndex(index, onDemand));
    }

    /** Checks the throughput of a new global index. */
    static void checkThroughputOfIndex(Input index, boolean onDemand) {
        if (onDemand && index.has("ProvisionedThroughput")) {
            throw ApiError.validation(INVALID + "ProvisionedThroughput should not be specified for index: "
                    + index.text("IndexName") + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand && !index.has("ProvisionedThroughput")) {
            throw ApiError.validation(
                    INVALID + "ProvisionedThroughput is not specified for index: " + index.text("IndexName"));
        }
        ThroughputChange.checkBounds(index);
    }
}
