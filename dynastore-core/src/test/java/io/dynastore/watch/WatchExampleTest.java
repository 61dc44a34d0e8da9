package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The examples of docs/watch.md, in real time. */
class WatchExampleTest {
    /** What a feed keeps. */
    private static final class Index {
        private final List<String> changes = new CopyOnWriteArrayList<>();

        void apply(Change<String> change) {
            changes.add(change.type() + " " + change.key());
        }
    }

    @Test
    void changesReachTheIndex() throws InterruptedException {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database);
                DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            Table table = DynaStore.create(client).table(TableDefinition.of("CRMTable").stream());
            table.createIfAbsent();
            Partition<String> customers = table.partition("customers");
            Index index = new Index();
            try (Leases leases = Leases.create(table.partition("leases"))) {
                // tag::changeFeed[]
                ChangeFeed feed = ChangeFeed.builder(table, streams)
                        .group("search-index", leases)
                        .on(customers, change -> index.apply(change))
                        .start();
                // end::changeFeed[]
                try (feed) {
                    customers.create("c-1", "Ada");
                    customers.delete("c-1");
                    assertThat(feed.catchUp(Duration.ofSeconds(30))).isTrue();
                    assertThat(index.changes).containsExactly("CREATED c-1", "DELETED c-1");
                    assertThat(feed.shards())
                            .singleElement()
                            .satisfies(shard -> assertThat(shard.failure()).isNull());
                }
                assertThat(feed.isRunning()).isFalse();
                customers.create("c-2", "Grace");
            }
            try (ChangeFeed alone = ChangeFeed.builder(table, streams)
                    .fromOldest()
                    .on(customers, change -> index.apply(change))
                    .start()) {
                assertThat(alone.catchUp(Duration.ofSeconds(30))).isTrue();
                assertThat(index.changes).hasSize(5).endsWith("CREATED c-2");
            }
        }
    }
}
