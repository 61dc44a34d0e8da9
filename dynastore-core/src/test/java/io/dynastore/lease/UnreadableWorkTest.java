package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.CodecException;
import io.dynastore.DynaStoreException;
import io.dynastore.MalformedItemException;
import io.dynastore.Partition;
import io.dynastore.TestStore;
import io.dynastore.jackson.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Entries that cannot be read do not keep others from being claimed. */
class UnreadableWorkTest {
    record Job(String task) {}

    private static final AttributeValue GOOD = AttributeValue.fromS("{\"task\":\"mail\"}");
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** Items that are not jobs. */
    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Map<String, AttributeValue>> BROKEN = List.of(
            Map.of("version", ONE, "payload", AttributeValue.fromS("{broken")),
            Map.of("version", ONE, "payload", AttributeValue.fromS("")),
            Map.of("version", ONE, "payload", AttributeValue.fromS("[1]")),
            Map.of("version", ONE, "payload", ONE),
            Map.of("version", ONE, "payload", AttributeValue.fromB(SdkBytes.fromUtf8String("{}"))),
            Map.of("version", ONE, "payload", AttributeValue.fromNul(true)),
            Map.of("version", ONE),
            Map.of("payload", GOOD),
            Map.of("version", AttributeValue.fromS("1"), "payload", GOOD),
            Map.of("version", AttributeValue.fromN("1.5"), "payload", GOOD),
            Map.of("version", ONE, "payload", GOOD, "writeId", AttributeValue.fromS("x")));

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore jobs = new TestStore();
    private final TestStore leasing = new TestStore();
    private final List<String> skipped = new ArrayList<>();
    private final Node node = new Node(
            time,
            leasing,
            with -> with.listener(new LeaseListener() {
                @Override
                public void skipped(Partition<?> work, String key, RuntimeException failure) {
                    skipped.add(
                            work.name() + "/" + key + ": " + failure.getClass().getSimpleName());
                }
            }));
    private final WorkClaims<Job> claims = WorkClaims.create(
            node.leases, node.partition.table().partition(jobs.partition.name(), JsonCodec.of(Job.class)));

    @BeforeEach
    void putWork() {
        for (int i = 0; i < 4; i++) {
            jobs.partition.put("good-" + i, GOOD.s());
        }
    }

    @ParameterizedTest
    @FieldSource("BROKEN")
    void theOthersAreDoneAndItIsReportedOnce(Map<String, AttributeValue> broken) {
        jobs.putItem("bad", broken);

        for (int i = 0; i < 4; i++) {
            claims.claimAny().orElseThrow().complete();
        }
        assertThat(claims.claimAny()).isEmpty();
        assertThat(claims.claimAny()).isEmpty();

        assertThat(skipped)
                .singleElement()
                .satisfies(event -> assertThat(event).startsWith(jobs.partition.name() + "/bad: "));
        assertThat(node.leases.held()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BROKEN")
    void aClaimOfItSaysWhatIsWrongAndKeepsNoLease(Map<String, AttributeValue> broken) {
        jobs.putItem("bad", broken);

        assertThatExceptionOfType(DynaStoreException.class)
                .isThrownBy(() -> claims.claim("bad"))
                .satisfies(e -> assertThat(e).isInstanceOfAny(CodecException.class, MalformedItemException.class))
                .satisfies(e -> assertThat(e.key()).isEqualTo("bad"));

        assertThat(node.leases.held()).isEmpty();
        assertThat(node.leases.tryAcquire(jobs.partition.name() + "/bad")).isPresent();
    }

    @Test
    void anEntryThatIsBrokenAfterItWasListedIsSkippedToo() {
        jobs.partition.deleteAll("");
        jobs.partition.put("bad", GOOD.s());
        // The lease is acquired after the list; then the entry is read again.
        WorkClaims<Job> breaking = WorkClaims.create(
                node.leases,
                node.partition.table().partition(jobs.partition.name(), JsonCodec.of(Job.class)),
                with -> jobs.partition.put("bad", "{broken"));

        assertThat(breaking.claimAny()).isEmpty();

        assertThat(skipped).containsExactly(jobs.partition.name() + "/bad: CodecException");
        assertThat(node.leases.held()).isEmpty();
    }

    @Test
    void anEntryThatWasRepairedIsClaimedAndReportedAgainIfItBreaksAgain() {
        jobs.partition.deleteAll("");
        jobs.partition.put("bad", "{broken");
        assertThat(claims.claimAny()).isEmpty();
        jobs.partition.put("bad", GOOD.s());
        claims.claimAny().orElseThrow().abandon();
        jobs.partition.put("bad", "{broken");

        assertThat(claims.claimAny()).isEmpty();

        assertThat(skipped).hasSize(2);
    }

    @Test
    void anEntryWhoseLeaseCannotBeAcquiredIsSkipped() {
        leasing.partition.put(jobs.partition.name() + "/good-0", "not a lease");
        leasing.putItem(
                jobs.partition.name() + "/good-1",
                Map.of("version", AttributeValue.fromS("x"), "payload", AttributeValue.fromS("not a lease")));
        leasing.putItem(jobs.partition.name() + "/good-2", Map.of("version", ONE));

        assertThat(claims.claimAny()).map(claim -> claim.entry().key()).contains("good-3");
        assertThat(claims.claimAny()).isEmpty();

        assertThat(skipped).hasSize(3);
    }

    @Test
    void aListenerThatThrowsDoesNotMatter() {
        Node throwing = new Node(
                time,
                leasing,
                with -> with.listener(new LeaseListener() {
                    @Override
                    public void skipped(Partition<?> work, String key, RuntimeException failure) {
                        throw new IllegalStateException("thrown by a listener on purpose");
                    }
                }));
        jobs.putItem("bad", Map.of("version", ONE));

        Optional<Claim<Job>> claim = WorkClaims.create(
                        throwing.leases,
                        throwing.partition.table().partition(jobs.partition.name(), JsonCodec.of(Job.class)))
                .claimAny();

        assertThat(claim).isPresent();
    }
}
