package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One DynamoDB for all tests of this JVM that do not start their own, and what is asked of it beside the starter. */
public final class TestDynamoDb {
    private static final EmbeddedDynamoDb DATABASE = EmbeddedDynamoDb.inMemory();
    private static final URI ENDPOINT = DATABASE.listen(0);
    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());
    private static final DynamoDbClient RAW = EmbeddedClients.of(DATABASE);

    private TestDynamoDb() {}

    /** The endpoint of the shared server. */
    public static URI endpoint() {
        return ENDPOINT;
    }

    /** A client as an application would make it, with a region that nothing else uses. */
    public static DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return client(endpoint(), interceptors);
    }

    /** A client of any endpoint. */
    public static DynamoDbClient client(URI endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.SA_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("users", "secret")))
                .overrideConfiguration(override -> {
                    for (ExecutionInterceptor interceptor : interceptors) {
                        override.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    /** A client that is never closed, to look behind the starter's back. */
    public static DynamoDbClient raw() {
        return RAW;
    }

    /** The name of a table that no other test uses. */
    public static String uniqueTable() {
        return "Table" + NAMES.incrementAndGet();
    }

    /** An item as it is stored in a table with default keys; empty if there is none. */
    public static Map<String, AttributeValue> item(String table, String partition, String key) {
        return RAW.getItem(get -> get.tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(partition), "name", AttributeValue.fromS(key))))
                .item();
    }

    /** Whether a client cannot be used any more. */
    public static boolean isClosed(DynamoDbClient client) {
        try {
            client.listTables();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
