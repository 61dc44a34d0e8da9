package io.dynastore.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tables for tests. */
public final class Tables {
    private Tables() {}

    /** Creates a table with a partition key, and a sort key of the same type unless it is null. */
    public static void create(
            DynamoDbClient client, String name, String hash, ScalarAttributeType type, @Nullable String range) {
        client.createTable(table(name, hash, type, range).build());
    }

    /**
     * Creates a table with the keys {@code pk, sk}, a global index {@code by-group} with the keys {@code grp, seq}, and a local
     * one {@code by-seq} with the keys {@code pk, seq}. The attribute {@code seq} is a number.
     */
    public static void createIndexed(DynamoDbClient client, String name) {
        CreateTableRequest.Builder request = table(name, "pk", ScalarAttributeType.S, "sk");
        List<AttributeDefinition> attributes = new ArrayList<>(request.build().attributeDefinitions());
        attributes.add(attribute("grp", ScalarAttributeType.S));
        attributes.add(attribute("seq", ScalarAttributeType.N));
        client.createTable(request.attributeDefinitions(attributes)
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("by-group")
                        .keySchema(key("grp", KeyType.HASH), key("seq", KeyType.RANGE))
                        .projection(of(ProjectionType.ALL))
                        .build())
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName("by-seq")
                        .keySchema(key("pk", KeyType.HASH), key("seq", KeyType.RANGE))
                        .projection(of(ProjectionType.KEYS_ONLY))
                        .build())
                .build());
    }

    private static Projection of(ProjectionType type) {
        return Projection.builder().projectionType(type).build();
    }

    private static CreateTableRequest.Builder table(
            String name, String hash, ScalarAttributeType type, @Nullable String range) {
        List<AttributeDefinition> attributes = new ArrayList<>(List.of(attribute(hash, type)));
        List<KeySchemaElement> keys = new ArrayList<>(List.of(key(hash, KeyType.HASH)));
        if (range != null) {
            attributes.add(attribute(range, type));
            keys.add(key(range, KeyType.RANGE));
        }
        return CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(attributes)
                .keySchema(keys)
                .billingMode(BillingMode.PAY_PER_REQUEST);
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
