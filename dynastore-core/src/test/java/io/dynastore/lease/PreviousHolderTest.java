package io.dynastore.lease;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A holder learns what the holder before has left. */
class PreviousHolderTest {
    private static final String UPDATE = "UpdateItem";

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store, with -> with.holder("node"));
    private final Node other = new Node(time, store, with -> with.holder("other"));

    @Test
    void theFirstHolderHasNoPrevious() {
        assertThat(node.acquire("a").previousHolder()).isEmpty();
    }

    @Test
    void theTextOfTheHolderBeforeIsReadByTheAcquisition() {
        node.acquire("a").close();
        other.http.reset();

        Lease lease = other.acquire("a");

        assertThat(lease.previousHolder()).contains("node");
        assertThat(lease.holder()).isEqualTo("other");
        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
        time.advance(Duration.ofMinutes(5));
        lease.replaceHolder("half done");
        assertThat(lease.previousHolder()).as("after renewals").contains("node");
        lease.close();
        assertThat(node.acquire("a").previousHolder()).contains("half done");
    }

    @Test
    void aReleaseLeavesATextWithoutAFurtherRequest() {
        Lease lease = node.acquire("a");
        node.http.reset();

        assertThat(lease.release("done up to 42")).isTrue();

        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        assertThat(other.leases.view("a").orElseThrow())
                .satisfies(view -> assertThat(view.state()).isEqualTo(LeaseView.State.FREE))
                .satisfies(view -> assertThat(view.holder()).isEqualTo("done up to 42"));
        assertThat(other.acquire("a").previousHolder()).contains("done up to 42");
        assertThat(lease.release("too late")).isFalse();
    }

    @Test
    void theTextOfADeadHolderIsReadByTheTakeover() {
        Lease lease = node.acquire("a");
        lease.replaceHolder("up to 7");
        node.process.kill();
        time.advance(Duration.ofSeconds(36));

        assertThat(other.acquire("a").previousHolder()).contains("up to 7");
    }

    @Test
    void lostRepliesDoNotMatter() {
        Lease lease = node.acquire("a");
        node.http.next(UPDATE, loseReply(), loseReply());
        assertThat(lease.release("up to 1")).isTrue();
        other.http.next(UPDATE, loseReply(), loseReply());

        Lease next = other.acquire("a");

        assertThat(next.previousHolder()).contains("up to 1");
    }

    @Test
    void anAcquisitionThatWasUndoneIsNoHolder() {
        node.acquire("a").release("up to 1");
        other.http.next(UPDATE, loseReply(), drop(), drop());
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> other.leases.tryAcquire("a"));
        time.advance(Duration.ZERO);

        assertThat(other.leases.view("a")).map(LeaseView::holder).contains("up to 1");
        assertThat(node.acquire("a").previousHolder()).contains("up to 1");
    }

    @Test
    void aResumedLeaseKnowsItToo() {
        other.acquire("a").release("state");
        Lease lease = node.acquire("a");

        assertThat(other.leases.resume(lease.handle()).previousHolder()).contains("state");
    }

    @Test
    void anEmptyTextIsNone() {
        node.acquire("a").release("");

        assertThat(other.acquire("a").previousHolder()).isEmpty();
    }

    @Test
    void anyTextIsKept() {
        for (String text : List.of(" ", "\u0000\n", "\ud83d\ude00", "x".repeat(10_000))) {
            node.acquire("a").release(text);
            Lease next = other.acquire("a");
            assertThat(next.previousHolder()).contains(text);
            next.close();
        }
    }
}
