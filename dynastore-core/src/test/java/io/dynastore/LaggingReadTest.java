package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Eventually consistent reads of a database that shows them the state of some seconds ago, as DynamoDB may. */
class LaggingReadTest {
    private static final Duration LAG = Duration.ofSeconds(5);

    private final MutableClock clock = new MutableClock(TestStore.START);
    private final EmbeddedDynamoDb database =
            EmbeddedDynamoDb.builder().clock(clock).readLag(LAG).start();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final DynaStore store = DynaStore.builder(client).clock(clock).build();
    private final Table table = store.table(TestStore.CRM);
    private final Partition<String> partition = table.partition("p");

    @BeforeEach
    void createTable() {
        table.createIfAbsent();
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void aReadMayMissAWriteThatAConsistentReadSees() {
        partition.put("a", "1");
        assertThat(partition.find("a")).isEmpty();
        assertThat(partition.consistent().find("a").map(Entry::value)).contains("1");
        clock.advance(LAG);
        partition.put("a", "2");

        assertThat(partition.find("a").map(Entry::value)).contains("1");
        assertThat(partition.consistent().find("a").map(Entry::value)).contains("2");
    }

    @Test
    void writesDependOnTheCurrentStateAlone() {
        partition.create("a", "1");
        assertThat(partition.find("a")).isEmpty();

        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("a", "2"));
        assertThat(partition.modify("a", value -> value + "+").value()).isEqualTo("1+");
        assertThat(partition.delete("a")).isTrue();
    }

    @Test
    void listsAndGlobalIndexesMayMissWhatLocalIndexesShowConsistently() {
        partition.put("a", "1", with -> with.field("created", "2100").field("user", "ann"));
        Query byUser = Query.all().index(BY_USER, "ann");
        Query byCreated = Query.all().index(BY_CREATED);

        assertThat(keys(partition, Query.all())).isEmpty();
        assertThat(table.count(byUser)).isZero();
        assertThat(keys(partition, byCreated)).isEmpty();
        assertThat(keys(partition.consistent(), Query.all())).containsExactly("a");
        assertThat(keys(partition.consistent(), byCreated)).containsExactly("a");
        clock.advance(LAG);
        assertThat(table.count(byUser)).isOne();

        partition.delete("a");
        assertThat(table.count(byUser)).as("deleted, and still in the index").isOne();
    }

    private static List<String> keys(Partition<String> partition, Query query) {
        return partition.stream(query).map(Entry::key).toList();
    }

    @Test
    void aViewOfALeaseMayBeOldButALeaseIsNeverHeldTwice() {
        try (Leases one = Leases.create(partition);
                Leases other = Leases.create(partition);
                Lease held = one.tryAcquire("job").orElseThrow()) {
            assertThat(other.view("job")).isEmpty();
            assertThat(other.tryAcquire("job")).isEmpty();

            clock.advance(LAG);
            assertThat(held.release()).isTrue();
            assertThat(other.view("job").map(LeaseView::token)).as("released").contains(held.token());
            try (Lease next = other.tryAcquire("job").orElseThrow()) {
                assertThat(next.token()).isGreaterThan(held.token());
            }
        }
    }
}
