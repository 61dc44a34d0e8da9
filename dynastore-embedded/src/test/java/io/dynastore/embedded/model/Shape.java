package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** A table: its name, key and indexes. Types are those of keys: S, N or B. */
record Shape(String table, Key key, List<Index> indexes) {
    /** The attributes of a key; {@code range} and its type are null if there is no sort key. */
    record Key(
            String hash,
            String hashType,
            @Nullable String range,
            @Nullable String rangeType) {
        Map<String, String> types() {
            Map<String, String> types = new LinkedHashMap<>();
            types.put(hash, hashType);
            if (range != null) {
                types.put(range, rangeType);
            }
            return types;
        }

        Set<String> names() {
            return types().keySet();
        }

        Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
            Map<String, AttributeValue> key = new TreeMap<>(item);
            key.keySet().retainAll(names());
            return key;
        }

        List<KeySchemaElement> schema() {
            List<KeySchemaElement> schema = new ArrayList<>();
            names().forEach(name -> schema.add(KeySchemaElement.builder()
                    .attributeName(name)
                    .keyType(name.equals(hash) ? KeyType.HASH : KeyType.RANGE)
                    .build()));
            return schema;
        }
    }

    /** An index, local or global. */
    record Index(String name, Key key, boolean global, ProjectionType projection, List<String> included) {
        software.amazon.awssdk.services.dynamodb.model.Projection projectionRequest() {
            return software.amazon.awssdk.services.dynamodb.model.Projection.builder()
                    .projectionType(projection)
                    .nonKeyAttributes(projection == ProjectionType.INCLUDE ? included : null)
                    .build();
        }
    }

    /** Returns the attributes of each item that an index contains; null for all. */
    @Nullable
    Set<String> projected(@Nullable Index index) {
        if (index == null || index.projection() == ProjectionType.ALL) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>(key.names());
        names.addAll(index.key().names());
        names.addAll(index.included());
        return names;
    }

    /** Returns the types of all attributes of keys. */
    Map<String, String> keyTypes() {
        Map<String, String> types = new TreeMap<>(key.types());
        indexes.forEach(index -> types.putAll(index.key().types()));
        return types;
    }

    Shape with(List<Index> others) {
        return new Shape(table, key, others);
    }

    List<AttributeDefinition> definitions() {
        List<AttributeDefinition> definitions = new ArrayList<>();
        keyTypes()
                .forEach((name, type) -> definitions.add(AttributeDefinition.builder()
                        .attributeName(name)
                        .attributeType(type)
                        .build()));
        return definitions;
    }

    CreateTableRequest request() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table)
                .keySchema(key.schema())
                .attributeDefinitions(definitions())
                .billingMode(BillingMode.PAY_PER_REQUEST);
        List<Index> globals = indexes.stream().filter(Index::global).toList();
        List<Index> locals = indexes.stream().filter(index -> !index.global()).toList();
        if (!globals.isEmpty()) {
            request.globalSecondaryIndexes(globals.stream()
                    .map(index -> software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(index.key().schema())
                            .projection(index.projectionRequest())
                            .build())
                    .toList());
        }
        if (!locals.isEmpty()) {
            request.localSecondaryIndexes(locals.stream()
                    .map(index -> software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(index.key().schema())
                            .projection(index.projectionRequest())
                            .build())
                    .toList());
        }
        return request.build();
    }
}
