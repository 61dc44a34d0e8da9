package io.dynastore.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Timeout(60)
class DynaStoreHealthIndicatorTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void aTableIsUpWhetherOrNotItHasTheEntry() {
        TableDefinition table = TableDefinition.of(TestDynamoDb.uniqueTable());
        DynaStore store = DynaStore.create(TestDynamoDb.raw());
        store.table(table).createIfAbsent();

        assertThat(indicator(store, table, null).health().getStatus()).isEqualTo(Status.UP);
        store.table(table).partition("p").put("dynastore-health", "there");
        assertThat(indicator(store, table, "p").health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aMissingTableIsDown() {
        TableDefinition table = TableDefinition.of(TestDynamoDb.uniqueTable());
        Health health =
                indicator(DynaStore.create(TestDynamoDb.raw()), table, "p").health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("table", table.name());
        assertThat(health.getDetails().get("error")).asString().contains("The table does not exist");
    }

    @Test
    void aTableWithOtherKeysIsDown() {
        String name = TestDynamoDb.uniqueTable();
        DynaStore store = DynaStore.create(TestDynamoDb.raw());
        store.table(TableDefinition.of(name).keys("pk", "sk")).createIfAbsent();
        Health health = indicator(store, TableDefinition.of(name), "p").health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("error")).asString().contains("key");
    }

    @Test
    void anEndpointWhereNothingListensIsDown() throws IOException {
        URI endpoint;
        try (ServerSocket socket = listen()) {
            endpoint = endpoint(socket);
        }
        Health health = health(endpoint);

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("table", "T");
        assertThat(health.getDetails().get("error")).asString().isNotBlank();
    }

    @Test
    void anEndpointThatNeverAnswersIsDown() throws IOException {
        try (ServerSocket socket = listen()) {
            Health health = health(endpoint(socket));

            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsEntry("table", "T");
            assertThat(health.getDetails().get("error")).asString().contains("200 m");
        }
    }

    private static Health health(URI endpoint) {
        try (DynamoDbClient client = TestDynamoDb.client(endpoint)) {
            return indicator(DynaStore.create(client), TableDefinition.of("T"), "p")
                    .health();
        }
    }

    private static DynaStoreHealthIndicator indicator(DynaStore store, TableDefinition table, String partition) {
        return new DynaStoreHealthIndicator(store, table, partition, SHORT);
    }

    /** Connections are accepted by the operating system and never by us. */
    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static URI endpoint(ServerSocket socket) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
}
