package io.dynastore.spring.test;

import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The database of one application context, which it empties with a client of its own: whatever client the application may
 * have made, nothing but a test's database is emptied.
 */
final class TestDatabase implements DisposableBean {
    private final DynaStoreConnectionDetails details;
    private final TestTime time;
    private final ConfigurableListableBeanFactory beans;
    private @Nullable DynamoDbClient client;

    TestDatabase(DynaStoreConnectionDetails details, TestTime time, ConfigurableListableBeanFactory beans) {
        this.details = details;
        this.time = time;
        this.beans = beans;
    }

    TestTime time() {
        return time;
    }

    /** Lets nothing be held and no table have an entry. */
    void reset() {
        // What is under way now would write into the tables once they are empty.
        time.advance(Duration.ZERO);
        for (String name : beans.getBeanNamesForType(Leases.class, true, false)) {
            if (beans.getSingleton(name) instanceof Leases leases) {
                leases.held().forEach(Lease::close);
            }
        }
        time.advance(Duration.ZERO);
        if (isOurs()) {
            DynamoDbClient tables = client();
            tables.listTablesPaginator().tableNames().forEach(table -> empty(tables, table));
        }
    }

    /** Made here, or a container of Testcontainers: not a service of Docker Compose, which may be of use for longer. */
    private boolean isOurs() {
        return details instanceof SharedDynamoDb.Database
                || details.getClass().getSuperclass().getName().startsWith("org.springframework.boot.testcontainers.");
    }

    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = DynamoDbClient.builder()
                    .endpointOverride(details.endpoint())
                    .region(details.region())
                    .credentialsProvider(details.credentialsProvider())
                    .build();
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
    public synchronized void destroy() {
        if (client != null) {
            client.close();
        }
    }
}
