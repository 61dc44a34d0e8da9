package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.testkit.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Entries over leftovers, on a database that deletes what has expired when the test says so. */
class RevivedEntryTest {
    private final MutableClock clock = new MutableClock(TestStore.START);
    private final EmbeddedDynamoDb database =
            EmbeddedDynamoDb.builder().clock(clock).start();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final Table table = DynaStore.builder(client).clock(clock).build().table(TestStore.CRM);
    private final Partition<String> partition = table.partition("p");

    @BeforeEach
    void writeWhatExpires() {
        table.createIfAbsent();
        for (String key : new String[] {"created", "put", "forever", "left"}) {
            partition.put(key, "old", with -> with.timeToLive(Duration.ofMinutes(1)));
        }
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void anEntryOverALeftoverIsNotDeletedWithIt() {
        // The database's timer may delete at any moment, before or after the writes.
        clock.advance(Duration.ofMinutes(2));
        partition.create("created", "new", with -> with.timeToLive(Duration.ofHours(1)));
        partition.put("put", "new", with -> with.timeToLive(Duration.ofHours(1)));
        partition.put("forever", "new");

        database.expireItems();

        assertThat(partition.keys(Query.all())).containsExactlyInAnyOrder("created", "put", "forever");
        clock.advance(Duration.ofHours(2));
        database.expireItems();
        assertThat(partition.keys(Query.all())).containsExactly("forever");
    }
}
