package io.dynastore;

import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.TableStream;
import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates a table as defined, or reports how an existing table differs. */
final class TableAdmin {
    private static final Duration CREATION_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration CREATION_POLL = Duration.ofSeconds(1);

    private static final Projection ALL =
            Projection.builder().projectionType(ProjectionType.ALL).build();

    private final DynamoDbClient client;
    private final TableDefinition definition;

    TableAdmin(DynamoDbClient client, TableDefinition definition) {
        this.client = client;
        this.definition = definition;
    }

    boolean createIfAbsent() {
        boolean created = false;
        TableDescription table;
        try {
            table = describe();
        } catch (ResourceNotFoundException e) {
            created = create();
            table = awaitActive();
        }
        if (table.tableStatus() == TableStatus.CREATING) {
            table = awaitActive();
        }
        check(new Comparison(definition, table).lastingDifferences());
        enableTimeToLive();
        enableStream(table);
        return created;
    }

    void validate() {
        try {
            check(new Comparison(definition, describe()).differences());
        } catch (ResourceNotFoundException e) {
            throw new TableNotFoundException(address(), e);
        }
    }

    private TableDescription describe() {
        return client.describeTable(request -> request.tableName(definition.name()))
                .table();
    }

    private boolean create() {
        try {
            client.createTable(createRequest());
            return true;
        } catch (ResourceInUseException e) {
            return false; // Another process has created it.
        }
    }

    private TableDescription awaitActive() {
        try (var waiter = client.waiter()) {
            return waiter.waitUntilTableExists(
                            request -> request.tableName(definition.name()),
                            wait -> wait.waitTimeout(CREATION_TIMEOUT)
                                    .maxAttempts(Integer.MAX_VALUE)
                                    .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(CREATION_POLL)))
                    .matched()
                    .response()
                    .orElseThrow()
                    .table();
        }
    }

    private void enableTimeToLive() {
        TimeToLiveDescription found = describeTimeToLive();
        if (found.timeToLiveStatus() != TimeToLiveStatus.DISABLED) {
            checkAttribute(found);
            return;
        }
        try {
            client.updateTimeToLive(request -> request.tableName(definition.name())
                    .timeToLiveSpecification(
                            ttl -> ttl.attributeName(ItemFormat.EXPIRES).enabled(true)));
        } catch (DynamoDbException e) {
            // DynamoDB refuses to switch on what is on: another process may have been faster.
            if (describeTimeToLive().timeToLiveStatus() == TimeToLiveStatus.DISABLED) {
                throw e;
            }
        }
    }

    /** On another attribute, DynamoDB would never delete an expired entry. */
    private void checkAttribute(TimeToLiveDescription found) {
        String attribute = found.attributeName();
        if (attribute != null && !attribute.equals(ItemFormat.EXPIRES)) {
            throw new InvalidTableException(
                    definition.name(),
                    List.of("its time to live is on " + Texts.quote(attribute) + " instead of '" + ItemFormat.EXPIRES
                            + "'"));
        }
    }

    private TimeToLiveDescription describeTimeToLive() {
        return client.describeTimeToLive(request -> request.tableName(definition.name()))
                .timeToLiveDescription();
    }

    private void enableStream(TableDescription table) {
        if (!definition.hasStream() || !TableStream.isMissing(table)) {
            return;
        }
        try {
            client.updateTable(
                    request -> request.tableName(definition.name()).streamSpecification(TableStream.SPECIFICATION));
        } catch (DynamoDbException e) {
            // DynamoDB refuses to enable what is enabled or being enabled: another process may have been faster.
            if (TableStream.isMissing(describe())) {
                throw e;
            }
        }
        check(new Comparison(definition, awaitActive()).lastingDifferences());
    }

    private CreateTableRequest createRequest() {
        List<LocalSecondaryIndex> local = new ArrayList<>();
        List<GlobalSecondaryIndex> global = new ArrayList<>();
        for (Index index : definition.indexes()) {
            if (index.isGlobal()) {
                global.add(GlobalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index))
                        .projection(ALL)
                        .provisionedThroughput(definition.throughput())
                        .build());
            } else {
                local.add(LocalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index))
                        .projection(ALL)
                        .build());
            }
        }
        return CreateTableRequest.builder()
                .tableName(definition.name())
                .keySchema(keySchema(definition.partitionKey(), definition.sortKey()))
                .attributeDefinitions(definition.attributeTypes().entrySet().stream()
                        .map(type -> AttributeDefinition.builder()
                                .attributeName(type.getKey())
                                .attributeType(type.getValue())
                                .build())
                        .toList())
                .billingMode(definition.throughput() == null ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED)
                .provisionedThroughput(definition.throughput())
                .streamSpecification(definition.hasStream() ? TableStream.SPECIFICATION : null)
                .localSecondaryIndexes(local.isEmpty() ? null : local)
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .build();
    }

    private void check(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new InvalidTableException(definition.name(), differences);
        }
    }

    private Address address() {
        return new Address(definition.name(), null, null);
    }

    private List<KeySchemaElement> keySchema(Index index) {
        String partitionKey = index.partitionKey();
        return keySchema(partitionKey == null ? definition.partitionKey() : partitionKey, index.sortKey());
    }

    private static List<KeySchemaElement> keySchema(String partitionKey, @Nullable String sortKey) {
        List<KeySchemaElement> schema = new ArrayList<>();
        schema.add(element(partitionKey, KeyType.HASH));
        if (sortKey != null) {
            schema.add(element(sortKey, KeyType.RANGE));
        }
        return schema;
    }

    private static KeySchemaElement element(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    /** Compares a table with its definition, and describes the differences. Pure. */
    static final class Comparison {
        private final TableDefinition definition;
        private final TableDescription table;
        private final Map<String, String> types = new HashMap<>();
        private final Map<String, List<KeySchemaElement>> localIndexes = new HashMap<>();
        private final Map<String, List<KeySchemaElement>> globalIndexes = new HashMap<>();
        private final Map<String, Projection> projections = new HashMap<>();

        Comparison(TableDefinition definition, TableDescription table) {
            this.definition = definition;
            this.table = table;
            for (AttributeDefinition attribute : table.attributeDefinitions()) {
                types.put(attribute.attributeName(), attribute.attributeTypeAsString());
            }
            table.localSecondaryIndexes().forEach(index -> {
                localIndexes.put(index.indexName(), index.keySchema());
                projections.put(index.indexName(), index.projection());
            });
            table.globalSecondaryIndexes().forEach(index -> {
                globalIndexes.put(index.indexName(), index.keySchema());
                projections.put(index.indexName(), index.projection());
            });
        }

        /** Describes all differences. */
        List<String> differences() {
            List<String> all = new ArrayList<>(lastingDifferences());
            if (definition.hasStream() && TableStream.isMissing(table)) {
                all.add(TableStream.MISSING);
            }
            return all;
        }

        /** Describes the differences that dynastore does not change in a table that exists. */
        List<String> lastingDifferences() {
            List<String> differences = new ArrayList<>();
            String defined = keys(definition.partitionKey(), "S", definition.sortKey(), "S");
            String found = keys(table.keySchema());
            if (!defined.equals(found)) {
                differences.add("its key is " + found + " instead of " + defined);
            }
            definition.indexes().forEach(index -> compare(index, differences));
            if (definition.hasStream()) {
                TableStream.otherRecords(table).ifPresent(differences::add);
            }
            return differences;
        }

        private void compare(Index index, List<String> differences) {
            List<KeySchemaElement> keys = (index.isGlobal() ? globalIndexes : localIndexes).get(index.name());
            if (keys == null) {
                boolean other = (index.isGlobal() ? localIndexes : globalIndexes).containsKey(index.name());
                differences.add("its " + index + " is missing"
                        + (other ? "; the index of that name is " + (index.isGlobal() ? "local" : "global") : ""));
                return;
            }
            String partitionKey = index.partitionKey();
            String defined = keys(
                    partitionKey == null ? definition.partitionKey() : partitionKey,
                    index.partitionKeyType().toString(),
                    index.sortKey(),
                    index.sortKeyType().toString());
            String found = keys(keys);
            if (!defined.equals(found)) {
                differences.add("its " + index + " is on " + found + " instead of " + defined);
            }
            compareProjection(index, projections.get(index.name()), differences);
        }

        private void compareProjection(Index index, @Nullable Projection projection, List<String> differences) {
            if (projection == null || projection.projectionType() == ProjectionType.ALL) {
                return;
            }
            // DynamoDB reads attributes that a local index does not project from the table, but only after it has
            // filtered.
            if (index.isGlobal()) {
                differences.add(
                        "its " + index + " projects " + projection.projectionTypeAsString() + " instead of ALL");
            } else if (!projection.nonKeyAttributes().contains(ItemFormat.EXPIRES)) {
                differences.add("its " + index + " does not project '" + ItemFormat.EXPIRES + "'");
            }
        }

        /** Describes all attributes of a key: an index of other tools may have several of each kind. */
        private String keys(List<KeySchemaElement> schema) {
            String sort = keys(schema, KeyType.RANGE);
            return keys(schema, KeyType.HASH) + (sort.isEmpty() ? "" : " and " + sort);
        }

        private String keys(List<KeySchemaElement> schema, KeyType type) {
            return schema.stream()
                    .filter(element -> element.keyType() == type)
                    .map(element -> key(element.attributeName(), types.get(element.attributeName())))
                    .collect(Collectors.joining(", "));
        }

        private static String keys(
                String partitionKey, String partitionType, @Nullable String sortKey, String sortType) {
            String keys = key(partitionKey, partitionType);
            return sortKey == null ? keys : keys + " and " + key(sortKey, sortType);
        }

        private static String key(String attribute, @Nullable String type) {
            return Texts.quote(attribute) + " (" + type + ")";
        }
    }
}
