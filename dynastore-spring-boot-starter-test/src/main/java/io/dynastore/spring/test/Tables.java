package io.dynastore.spring.test;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The tables of a test's database. They are emptied with a client that only this class uses: whatever client the application has
 * created, only a test's database is emptied, and the test's faults do not apply.
 */
final class Tables implements AutoCloseable {
    private final Supplier<DynamoDbClient> clients;
    private final @Nullable EmbeddedDynamoDb embedded;
    private final boolean ours;
    private @Nullable DynamoDbClient client;

    private Tables(Supplier<DynamoDbClient> clients, @Nullable EmbeddedDynamoDb embedded, boolean ours) {
        this.clients = clients;
        this.embedded = embedded;
        this.ours = ours;
    }

    static Tables inThisJvm(EmbeddedDynamoDb database) {
        SdkHttpClient withoutFaults = EmbeddedClients.httpClient(database, new Faults());
        return new Tables(
                () -> EmbeddedClients.configure(DynamoDbClient.builder(), withoutFaults)
                        .build(),
                database,
                true);
    }

    /** Returns the tables of a container, which are emptied only if Testcontainers runs it, and not if Docker Compose does. */
    static Tables inContainer(DynaStoreConnectionDetails details) {
        return new Tables(
                () -> DynamoDbClient.builder()
                        .endpointOverride(details.endpoint())
                        .region(details.region())
                        .credentialsProvider(details.credentialsProvider())
                        .build(),
                null,
                details.getClass().getSuperclass().getName().startsWith("org.springframework.boot.testcontainers."));
    }

    void withoutFaults() {
        if (embedded != null) {
            embedded.faults().reset();
        }
    }

    /** Deletes expired items, by the database's clock. A container deletes them by the machine's clock. */
    void expire() {
        if (embedded != null) {
            embedded.expireItems();
        }
    }

    void empty() {
        if (ours) {
            DynamoDbClient tables = client();
            tables.listTablesPaginator().tableNames().forEach(table -> empty(tables, table));
        }
    }

    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = clients.get();
        }
        return client;
    }

    private static void empty(DynamoDbClient client, String table) {
        List<String> keys = client.describeTable(with -> with.tableName(table)).table().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .toList();
        client.scanPaginator(with -> with.tableName(table).consistentRead(true)).items().stream()
                .forEach(item -> client.deleteItem(with -> with.tableName(table).key(keyOf(item, keys))));
    }

    private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item, List<String> keys) {
        return keys.size() == 1
                ? Map.of(keys.get(0), item.get(keys.get(0)))
                : Map.of(keys.get(0), item.get(keys.get(0)), keys.get(1), item.get(keys.get(1)));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
