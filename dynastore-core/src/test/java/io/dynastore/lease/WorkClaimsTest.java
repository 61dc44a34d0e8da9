package io.dynastore.lease;

import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.TransactionFailedException;
import io.dynastore.TransactionFailedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkClaimsTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final String workName = TestDynamoDb.uniqueName("work");
    private final Partition<String> work = store.table.partition(workName);
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final WorkClaims<String> claims = claims(node);
    private final WorkClaims<String> others = claims(other);

    private WorkClaims<String> claims(Node of) {
        return WorkClaims.create(of.leases, of.partition.table().partition(workName));
    }

    @Test
    void thereIsNothingToClaimWithoutWork() {
        assertThat(claims.claimAny()).isEmpty();
        assertThat(claims.claim("w-1")).isEmpty();
        assertThat(node.leases.held()).isEmpty();
    }

    @Test
    void workIsClaimedByOneAndCompletedOnce() {
        Entry<String> entry = work.put("w-1", "do it");

        Claim<String> claim = claims.claimAny().orElseThrow();
        assertThat(claim.entry()).isEqualTo(entry);
        assertThat(others.claimAny()).isEmpty();
        assertThat(others.claim("w-1")).isEmpty();
        claim.complete();

        assertThat(work.exists("w-1")).isFalse();
        assertThat(claim.lease().isHeld()).isFalse();
        assertThat(others.claim("w-1")).isEmpty();
        assertThat(other.leases.held()).isEmpty();
    }

    @Test
    void abandonedWorkIsClaimedByOthers() {
        work.put("w-1", "do it");

        try (Claim<String> claim = claims.claimAny().orElseThrow()) {
            assertThat(claim.entry().value()).isEqualTo("do it");
        }

        assertThat(others.claimAny()).isPresent();
    }

    @Test
    void workOfAWorkerThatStoodStillIsDoneByAnotherAndCompletedOnce() {
        work.put("w-1", "do it");
        Claim<String> claim = claims.claimAny().orElseThrow();
        node.process.pause(Duration.ofHours(1));
        time.advance(Duration.ofMinutes(1));

        Claim<String> next = others.claimAny().orElseThrow();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(claim::complete);
        assertThat(work.exists("w-1")).isTrue();
        next.complete();

        assertThat(work.exists("w-1")).isFalse();
    }

    @Test
    void aWorkerWhoseLeaseWasDeletedCompletesNothing() {
        work.put("w-1", "do it");
        Claim<String> claim = claims.claimAny().orElseThrow();
        store.partition.delete(workName + "/w-1");

        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(claim::complete)
                .satisfies(failed -> assertThat(failed.failures())
                        .extracting(TransactionFailedException.Failure::reason)
                        .containsExactly(Reason.STALE_FENCE));
        assertThat(work.exists("w-1")).isTrue();
    }

    @Test
    void workThatWasPutAnewMeanwhileIsNotCompleted() {
        work.put("w-1", "do it");
        Claim<String> claim = claims.claimAny().orElseThrow();
        work.put("w-1", "do more");

        assertThatExceptionOfType(TransactionFailedException.class).isThrownBy(claim::complete);

        assertThat(work.get("w-1").value()).isEqualTo("do more");
    }

    @Test
    void anEntryWithRecordedProgressIsCompletedToo() {
        work.put("w-1", "do it");
        Claim<String> claim = claims.claimAny().orElseThrow();
        Entry<String> half = work.fence(claim.lease()).update(claim.entry(), "half done");

        claim.complete(half);

        assertThat(work.exists("w-1")).isFalse();
        Entry<String> foreign = work.put("w-2", "x");
        assertThatIllegalArgumentException().isThrownBy(() -> claim.complete(foreign));
    }

    @Test
    void completionIsRecognisedWhenItsReplyIsLost() {
        work.put("w-1", "do it");
        Claim<String> claim = claims.claimAny().orElseThrow();
        node.http.next("TransactWriteItems", loseReply(), loseReply(), loseReply());

        claim.complete();

        assertThat(work.exists("w-1")).isFalse();
    }

    @Test
    void workIsClaimedByPrefix() {
        work.put("mail/1", "a");
        work.put("print/1", "b");

        assertThat(claims.claimAny("print/"))
                .map(claim -> claim.entry().value())
                .contains("b");
        assertThat(claims.claimAny("print/")).isEmpty();
    }

    @Test
    void manyPagesOfWorkAreSharedWithoutDoublesAndWithFewRefusals() {
        IntStream.range(0, 130).forEach(i -> work.put("w-%03d".formatted(i), "do it"));
        Set<String> claimed = new HashSet<>();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            for (WorkClaims<String> worker : List.of(claims, others)) {
                String key = worker.claimAny().orElseThrow().entry().key();
                assertThat(claimed.add(key)).isTrue();
                order.add(key);
            }
        }

        assertThat(claims.claimAny()).isEmpty();
        assertThat(order)
                .as("in random order")
                .isNotEqualTo(order.stream().sorted().toList());
        assertThat(node.http.attempts("UpdateItem"))
                .as("one write for each claim, for what is claimed is seen before")
                .isEqualTo(65);
    }

    @Test
    void aClaimIsOneListOneBatchOneWriteAndOneRead() {
        for (int i = 0; i < 3; i++) {
            work.put("w-" + i, "x");
        }
        node.http.reset();

        Optional<Claim<String>> claim = claims.claimAny();

        assertThat(claim).isPresent();
        assertThat(node.http.attempts("Query")).isEqualTo(1);
        assertThat(node.http.attempts("BatchGetItem")).isEqualTo(1);
        assertThat(node.http.attempts("UpdateItem")).isEqualTo(1);
        assertThat(node.http.attempts("GetItem")).isEqualTo(1);
    }

    @Test
    void leasesOfAnotherStoreAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkClaims.create(node.leases, work))
                .withMessageContaining("two stores");
    }
}
