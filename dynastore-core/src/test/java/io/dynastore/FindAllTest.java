package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.unprocessed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class FindAllTest {
    private static final String READ = "BatchGetItem";
    private static final int ATTEMPTS = 3;
    private static final int IDLE_TRIES = 10;

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final Faults wire = new Faults();
    private final List<Duration> pauses = new ArrayList<>();
    private final Partition<String> seen = DynaStore.builder(TestDynamoDb.client(wire, ATTEMPTS))
            .clock(store.clock)
            .pause(pauses::add)
            .maxConcurrentRequests(1)
            .build()
            .table(TestStore.CRM)
            .partition(partition.name());

    @Test
    void entriesComeInTheOrderOfTheirKeysEachOnce() {
        Entry<String> a = partition.create("a", "1", with -> with.field("f", "x"));
        Entry<String> b = partition.create("b", "2");
        Entry<String> c = partition.create("c", "3", with -> with.timeToLive(Duration.ofHours(1)));

        Map<String, Entry<String>> found = partition.findAll(List.of("c", "absent", "a", "c", "b", "a"));

        assertThat(found.values()).containsExactly(c, a, b);
        assertThat(found.keySet()).containsExactly("c", "a", "b");
    }

    @Test
    void theExpiredAreNotFound() {
        partition.create("expired", "1", with -> with.timeToLive(Duration.ofMinutes(1)));
        Entry<String> live = partition.create("live", "1", with -> with.timeToLive(Duration.ofHours(2)));
        store.clock.advance(Duration.ofHours(1));

        assertThat(partition.findAll(List.of("expired", "live"))).isEqualTo(Map.of("live", live));
    }

    @Test
    void noKeysTakeNoRequest() {
        assertThat(store.requestsOf(
                        () -> assertThat(partition.findAll(List.of())).isEmpty()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 1", "101, 2"})
    void aHundredKeysGoInOneRequest(int count, int requests) {
        List<String> keys = shuffled(Rows.write(store, count, i -> false));

        assertThat(seen.findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(wire.attempts(READ)).isEqualTo(requests);
        assertThat(pauses).isEmpty();
    }

    @Test
    void fiveThousandKeysTakeFiftyRequestsAndMoreWhereDynamoDbDoesNotTakeAll() {
        List<String> keys = shuffled(Rows.write(store, 5000, i -> false));

        assertThat(seen.findAll(keys).keySet()).containsExactlyElementsOf(keys);
        assertThat(wire.attempts(READ)).isEqualTo(50);

        wire.randomly(RandomFaults.seeded(1).with(unprocessed(), 0.4).with(throughputExceeded(), 0.3));
        assertThat(seen.findAll(keys).keySet()).as("nothing is missed").containsExactlyElementsOf(keys);
        assertThat(wire.count(READ, unprocessed())).isPositive();
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void aReplyThatCannotHoldAllIsFollowedByAnother() {
        List<String> keys = Rows.writeLarge(store, 50, 390_000);

        assertThat(seen.findAll(keys)).hasSize(50);
        assertThat(wire.attempts(READ)).as("replies of 16 MB at most").isEqualTo(2);
    }

    @Test
    void aConsistentViewReadsConsistently() {
        RecordingHook hook = new RecordingHook();
        Partition<String> hooked = RecordingHook.hooked(store, hook);

        hooked.put("a", "1");
        hooked.findAll(List.of("a"));
        assertThat(consistentRead(hook)).isNull();
        hooked.consistent().findAll(List.of("a"));
        assertThat(consistentRead(hook)).isTrue();

        assertThat(hook.operation().name()).isEqualTo("findAll");
        assertThat(hook.operation().partition()).isEqualTo(partition.name());
        assertThat(hook.operation().readCapacity()).isPositive();
    }

    private static Boolean consistentRead(RecordingHook hook) {
        return hook.request(BatchGetItemRequest.class)
                .requestItems()
                .get("CRMTable")
                .consistentRead();
    }

    @Test
    void aBadKeyIsRefusedBeforeAnythingIsSent() {
        List<String> keys =
                new ArrayList<>(IntStream.range(0, 150).mapToObj(Rows::key).toList());

        assertThat(store.requestsOf(() -> {
                    keys.set(149, "");
                    assertThatIllegalArgumentException().isThrownBy(() -> partition.findAll(keys));
                    keys.set(149, "k".repeat(1025));
                    assertThatIllegalArgumentException().isThrownBy(() -> partition.findAll(keys));
                    keys.set(149, null);
                    assertThatNullPointerException().isThrownBy(() -> partition.findAll(keys));
                }))
                .isEmpty();
    }

    @Test
    void aMalformedItemIsNamed() {
        partition.create("a", "1");
        store.putItem("b", Map.of("version", s("one"), "payload", s("x")));

        assertThatExceptionOfType(MalformedItemException.class)
                .isThrownBy(() -> partition.findAll(List.of("a", "b")))
                .withMessageContainingAll("'b'", "version");
        store.putItem("b", Map.of("version", n(1), "payload", n(1)));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> partition.findAll(List.of("a", "b")));
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> store.store.table("Nowhere").partition("p").findAll(List.of("a")));
    }

    @Test
    void aFailureHalfWayTellsHowFarItCame() {
        List<String> keys = Rows.write(store, 250, i -> false);
        wire.next(READ, pass(), pass()).next(READ, times(ATTEMPTS, drop()));

        BatchFailedException thrown = catchThrowableOfType(BatchFailedException.class, () -> seen.findAll(keys));

        assertThat(thrown.completed()).isEqualTo(200);
        assertThat(thrown.partition()).isEqualTo(partition.name());
        assertThat(thrown)
                .hasCauseInstanceOf(SdkClientException.class)
                .hasMessageStartingWith("Ended half-way: 200 keys of partition '" + partition.name()
                        + "' of table 'CRMTable' were read, then it failed: ")
                .hasMessageEndingWith(". Call again for the rest.");
    }

    @Test
    void aFailureAtTheFirstRequestIsTheSdksOwn() {
        wire.next(READ, times(ATTEMPTS, drop()));

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> seen.findAll(List.of("a")));
    }

    @Test
    void throttlingIsOutwaitedTenTimesAndThenReported() {
        wire.next(READ, times(ATTEMPTS * (IDLE_TRIES - 1), throughputExceeded()));
        assertThat(seen.findAll(List.of("a"))).isEmpty();
        assertThat(pauses).hasSize(IDLE_TRIES - 1);

        wire.reset();
        wire.next(READ, times(ATTEMPTS * IDLE_TRIES, throughputExceeded()));
        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> seen.findAll(List.of("a")));
        assertThat(wire.unused()).isZero();
    }

    private static List<String> shuffled(List<String> keys) {
        List<String> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled;
    }

    private static Fault[] times(int times, Fault fault) {
        Fault[] faults = new Fault[times];
        Arrays.fill(faults, fault);
        return faults;
    }
}
