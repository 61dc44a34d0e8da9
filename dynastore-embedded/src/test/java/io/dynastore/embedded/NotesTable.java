package io.dynastore.embedded;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A small table in an embedded DynamoDB, through the AWS SDK. */
final class NotesTable implements AutoCloseable {

    private static final String NAME = "notes";

    private final DynamoDbClient client;

    private NotesTable(DynamoDbClient client) {
        this.client = client;
    }

    static NotesTable in(EmbeddedDynamoDb database) {
        return new NotesTable(EmbeddedClients.of(database));
    }

    static NotesTable at(URI endpoint, String accessKey, Region region) {
        return new NotesTable(DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    NotesTable create() {
        client.createTable(request -> request.tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()))
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())));
        return this;
    }

    boolean exists() {
        return client.listTables().tableNames().contains(NAME);
    }

    /** Writes a note that must be new. */
    NotesTable write(String id, String text) {
        client.putItem(request -> request.tableName(NAME)
                .item(Map.of("id", AttributeValue.fromS(id), "text", AttributeValue.fromS(text)))
                .conditionExpression("attribute_not_exists(id)"));
        return this;
    }

    Optional<String> read(String id) {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(NAME).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
        return Optional.ofNullable(item.get("text")).map(AttributeValue::s);
    }

    @Override
    public void close() {
        client.close();
    }
}
