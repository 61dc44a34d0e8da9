package io.dynastore;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.unprocessed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.Operation.Outcome;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class DeleteAllTest {
    private static final String DELETE = "BatchWriteItem";

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final Faults wire = new Faults();
    private final DynaStore.Builder builder =
            DynaStore.builder(TestDynamoDb.client(wire, 3)).clock(store.clock).pause(duration -> {});
    private final Partition<String> seen = seen(builder.maxConcurrentRequests(1).build());

    private Partition<String> seen(DynaStore faulty) {
        return faulty.table(TestStore.CRM).partition(partition.name());
    }

    @Test
    void whatBeginsWithThePrefixGoesAndNothingElse() {
        List.of("a", "ab", "ab-1", "ab-2", "ac", "b").forEach(key -> partition.put(key, "1"));
        Partition<String> other = store.table.partition(partition.name() + "-other");
        other.put("ab-1", "1");

        assertThat(partition.deleteAll("ab")).isEqualTo(3);
        assertThat(keys()).containsExactly("a", "ac", "b");
        assertThat(partition.deleteAll("ab")).isZero();
        assertThat(partition.deleteAll(""))
                .as("an empty prefix is all of the partition")
                .isEqualTo(3);
        assertThat(keys()).isEmpty();
        assertThat(other.exists("ab-1")).isTrue();
    }

    @Test
    void keysThatAreNamedGoEachOnceWhetherThereIsAnEntryOrNot() {
        List.of("a", "b", "c").forEach(key -> partition.put(key, "1"));

        assertThat(store.requestsOf(() -> assertThat(partition.deleteAll(List.of("c", "a", "absent", "a")))
                        .isEqualTo(3)))
                .containsExactly(DELETE);
        assertThat(keys()).containsExactly("b");
        assertThat(store.requestsOf(
                        () -> assertThat(partition.deleteAll(List.of())).isZero()))
                .isEmpty();
    }

    @Test
    void twentyFiveKeysGoInOneRequest() {
        List<String> keys = Rows.write(store, 101, i -> false);

        assertThat(seen.deleteAll(keys)).isEqualTo(101);
        assertThat(wire.attempts(DELETE)).isEqualTo(5);
        assertThat(wire.attempts("Query")).isZero();
        assertThat(keys()).isEmpty();
    }

    @Test
    void aBadKeyIsRefusedBeforeAnythingIsDeleted() {
        List<String> keys = Rows.write(store, 50, i -> false);

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> partition.deleteAll(IntStream.rangeClosed(0, 50)
                                .mapToObj(i -> i < 50 ? keys.get(i) : "")
                                .toList()))))
                .isEmpty();
    }

    @Test
    void leftoversAreNeitherCountedNorDeleted() {
        List<String> live = Rows.write(store, 60, i -> i % 3 == 0);

        assertThat(partition.deleteAll("e-")).isEqualTo(live.size());
        assertThat(store.item(Rows.key(0))).isNotEmpty();
        assertThat(store.item(Rows.key(1))).isEmpty();
    }

    @Test
    void twentyThousandEntriesGoThoughDynamoDbDoesNotTakeAllAtOnce() {
        Rows.write(store, 20_000, i -> i == 7_000);
        partition.put("d", "before");
        partition.put("f", "behind");
        wire.randomly(RandomFaults.seeded(3)
                .with(unprocessed(), 0.15)
                .with(throughputExceeded(), 0.1)
                .only(DELETE, "Query"));

        assertThat(seen(builder.maxConcurrentRequests(8).build()).deleteAll("e-"))
                .isEqualTo(19_999);

        assertThat(keys()).containsExactly("d", "f");
        assertThat(store.item(Rows.key(7_000))).isNotEmpty();
        assertThat(wire.count(DELETE, unprocessed())).isPositive();
        assertThat(wire.count(DELETE, throughputExceeded())).isPositive();
    }

    @Test
    void keysAreListedOnlyAsFastAsTheyAreDeleted() {
        int entries = Rows.writeLarge(store, 400, 10_000).size();
        Partition<String> inTurn = seen(DynaStore.builder(TestDynamoDb.client(store.http))
                .clock(store.clock)
                .maxConcurrentRequests(1)
                .build());

        List<String> requests =
                store.requestsOf(() -> assertThat(inTurn.deleteAll("")).isEqualTo(entries));

        List<Integer> queries = IntStream.range(0, requests.size())
                .filter(i -> requests.get(i).equals("Query"))
                .boxed()
                .toList();
        assertThat(queries).as("one for each megabyte").hasSizeBetween(4, 5);
        assertThat(queries.subList(1, queries.size()))
                .as("a page is read when the one before has been deleted")
                .allSatisfy(i -> assertThat(requests.get(i - 1)).isEqualTo(DELETE));
        assertThat(requests).hasSize(queries.size() + entries / 25);
    }

    @Test
    void keysAreListedConsistentlyAndWithoutTheirValues() {
        RecordingHook hook = new RecordingHook();

        RecordingHook.hooked(store, hook).deleteAll("a");

        QueryRequest query = hook.request(QueryRequest.class);
        assertThat(query.consistentRead()).isTrue();
        assertThat(query.projectionExpression()).isEqualTo("#key");
    }

    @Test
    void aHookSeesTheListAndEachChunk() {
        RecordingHook hook = new RecordingHook();
        Rows.write(store, 30, i -> false);

        RecordingHook.hooked(store, hook).deleteAll("e-");

        assertThat(hook.operations).extracting(Operation::name).containsExactly("list", "deleteAll", "deleteAll");
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(hook.operation().partition()).isEqualTo(partition.name());
        assertThat(hook.operation().writeCapacity()).isPositive();
    }

    @Test
    void aLostReplyIsSentAgain() {
        Rows.write(store, 25, i -> false);
        wire.next(DELETE, loseReply(), drop());

        assertThat(seen.deleteAll("e-")).isEqualTo(25);
        assertThat(keys()).isEmpty();
    }

    @Test
    void aFailureHalfWayTellsHowManyAreGone() {
        Rows.write(store, 100, i -> false);
        wire.next(DELETE, pass(), pass(), drop(), drop(), drop());

        BatchFailedException thrown = catchThrowableOfType(BatchFailedException.class, () -> seen.deleteAll("e-"));

        assertThat(thrown.completed()).isEqualTo(50);
        assertThat(thrown)
                .hasCauseInstanceOf(OutcomeUnknownException.class)
                .hasRootCauseInstanceOf(SocketException.class)
                .hasMessageContainingAll("50 keys", "'" + partition.name() + "'", "were deleted");
        assertThat(keys()).hasSize(50);
        assertThat(seen.deleteAll("e-")).as("calling again does the rest").isEqualTo(50);
    }

    @Test
    void whatIsDoneOfAChunkCountsToo() {
        Rows.write(store, 25, i -> false);
        wire.next(DELETE, unprocessed(), drop(), drop(), drop());

        BatchFailedException thrown = catchThrowableOfType(BatchFailedException.class, () -> seen.deleteAll("e-"));

        assertThat(thrown.completed()).isBetween(1L, 24L).isEqualTo(25 - keys().size());
    }

    @Test
    void aListThatFailsHalfWayTellsHowManyAreGone() {
        Rows.writeLarge(store, 200, 10_000);
        wire.next("Query", pass(), drop(), drop(), drop());

        BatchFailedException thrown = catchThrowableOfType(BatchFailedException.class, () -> seen.deleteAll("e-"));

        assertThat(thrown.completed()).isPositive().isEqualTo(200 - keys().size());
    }

    @Test
    void throttlingWithoutEndIsReportedAsThrottling() {
        Rows.write(store, 30, i -> false);
        wire.next(DELETE, pass());
        IntStream.range(0, 3 * 10).forEach(i -> wire.next(DELETE, throughputExceeded()));

        BatchFailedException thrown = catchThrowableOfType(BatchFailedException.class, () -> seen.deleteAll("e-"));

        assertThat(thrown).hasCauseInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(thrown.completed()).isEqualTo(25);
        assertThat(wire.unused()).isZero();
    }

    @Test
    void anInterruptHalfWayTellsHowManyAreGone() {
        Rows.write(store, 25, i -> false);
        wire.next(DELETE, unprocessed());
        Partition<String> interrupted =
                seen(builder.pause(DeleteAllTest::interrupt).build());

        BatchFailedException thrown =
                catchThrowableOfType(BatchFailedException.class, () -> interrupted.deleteAll("e-"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).hasCauseInstanceOf(AbortedException.class);
        assertThat(thrown.completed()).isPositive();
    }

    private static void interrupt(Duration duration) throws InterruptedException {
        throw new InterruptedException("after " + duration);
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> store.store.table("Nowhere").partition("p").deleteAll(List.of("a")));
    }

    private List<String> keys() {
        return partition.stream(Query.all()).map(Entry::key).toList();
    }
}
