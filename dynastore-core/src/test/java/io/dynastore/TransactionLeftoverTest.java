package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.transactionConflict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions over items that have expired and that DynamoDB has not deleted yet, and that may go at any time. */
class TransactionLeftoverTest {
    private static final String TRANSACT = "TransactWriteItems";

    private final TestStore store = new TestStore();
    private final Faults wire = new Faults();
    private final List<Duration> pauses = new ArrayList<>();
    private final DynaStore faulty = DynaStore.builder(TestDynamoDb.client(wire, 3))
            .clock(store.clock)
            .pause(pauses::add)
            .build();
    private final Partition<String> seen = faulty.table(TestStore.CRM).partition(store.partition.name());

    @BeforeEach
    void leaveExpiredItems() {
        leave("put");
        leave("created");
        store.clock.advance(Duration.ofHours(1));
    }

    private void leave(String key) {
        store.partition.put(
                key, "old", with -> with.timeToLive(Duration.ofMinutes(1)).field("a", "1"));
    }

    @Test
    void putAndCreateStartCleanAtAHigherVersionInTwoRequests() {
        faulty.transact(tx -> tx.put(seen, "put", "new").create(seen, "created", "new"));

        for (String key : List.of("put", "created")) {
            assertThat(store.item(key))
                    .containsOnlyKeys("id", "name", "version", "payload", "writeId")
                    .containsEntry("version", n(2))
                    .containsEntry("payload", s("new"));
        }
        assertThat(wire.attempts(TRANSACT)).isEqualTo(2);
        assertThat(pauses).as("there is nothing to wait for").isEmpty();
    }

    @Test
    void anItemOfAnotherProgramWithoutAWriteIdIsReplacedToo() {
        store.putItem("put", Map.of("version", n(7), "payload", s("x"), "expires", n(Rows.EXPIRED)));

        faulty.transact(tx -> tx.put(seen, "put", "new"));

        assertThat(seen.get("put").version()).isEqualTo(8);
    }

    @Test
    void aLeftoverThatDynamoDbDeletesMeanwhileIsNotMissed() {
        betweenTheTries(() -> List.of("put", "created").forEach(store.partition::delete));

        faulty.transact(tx -> tx.put(seen, "put", "new").create(seen, "created", "new"));

        assertThat(seen.get("put").version()).isEqualTo(1);
        assertThat(seen.get("created").version()).isEqualTo(1);
        assertThat(wire.attempts(TRANSACT)).isEqualTo(3);
    }

    @Test
    void anEntryThatReplacesTheLeftoverMeanwhileStandsInTheWayOfCreateOnly() {
        betweenTheTries(() -> List.of("put", "created").forEach(key -> store.partition.put(key, "rival")));

        faulty.transact(tx -> tx.put(seen, "put", "new"));
        assertThat(seen.get("put"))
                .satisfies(entry -> assertThat(entry.version()).isEqualTo(3));

        leave("put");
        store.clock.advance(Duration.ofHours(1));
        assertThat(failed(tx -> tx.put(seen, "put", "new").create(seen, "created", "new"))
                        .failures())
                .extracting(Failure::key, Failure::reason, failure -> failure.current(Codec.string()))
                .containsExactly(tuple("created", Reason.EXISTS, store.partition.get("created")));
        assertThat(store.item("put")).as("nothing was written").containsEntry("payload", s("old"));
    }

    @Test
    void anotherLeftoverInThePlaceOfTheFirstIsReplacedInItsTurn() {
        betweenTheTries(
                () -> store.putItem("created", Map.of("version", n(9), "payload", s("x"), "expires", n(Rows.EXPIRED))));

        faulty.transact(tx -> tx.create(seen, "created", "new"));

        assertThat(seen.get("created").version()).isEqualTo(10);
    }

    @Test
    void aConflictOnTheWayDoesNotForgetTheLeftover() {
        wire.next(TRANSACT, pass(), transactionConflict(), pass());

        faulty.transact(tx -> tx.put(seen, "put", "new"));

        assertThat(seen.get("put").version()).isEqualTo(2);
        assertThat(wire.attempts(TRANSACT)).isEqualTo(3);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void whoKeepsReplacingTheLeftoverIsSomebodyBusy() {
        for (int version = 10; version < 30; version++) {
            int next = version;
            betweenTheTries(() -> store.putItem(
                    "created", Map.of("version", n(next), "payload", s("x"), "expires", n(Rows.EXPIRED))));
        }

        assertThat(failed(tx -> tx.create(seen, "created", "new")).failures())
                .extracting(Failure::reason, Failure::current)
                .containsExactly(tuple(Reason.BUSY, null));
        assertThat(wire.attempts(TRANSACT)).isEqualTo(20);
    }

    private void betweenTheTries(Runnable rival) {
        wire.next(TRANSACT, pass()).between(rival);
    }

    private TransactionFailedException failed(Consumer<Transaction> actions) {
        return catchThrowableOfType(TransactionFailedException.class, () -> faulty.transact(actions));
    }
}
