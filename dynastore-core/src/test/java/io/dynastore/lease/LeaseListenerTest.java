package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LeaseListenerTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Recorder told = new Recorder();
    private final Node node = new Node(time, store, with -> with.listener(told));
    private final Node other = new Node(time, store);

    @Test
    void listenersAreNotifiedOfAnAcquisitionAndItsEnd() {
        Lease lease = node.acquire("a");
        assertThat(told.events).containsExactly("a acquired after PT0S");

        lease.release();
        assertThat(told.events).containsExactly("a acquired after PT0S", "a ended: RELEASED");
        assertThat(told.leases).containsOnly(lease);
    }

    @Test
    void listenersAreNotNotifiedOfALeaseThatIsNotAcquired() {
        other.acquire("a");

        assertThat(node.leases.tryAcquire("a")).isEmpty();

        assertThat(told.events).isEmpty();
    }

    @Test
    void listenersAreNotifiedOfTheTimeOfTheWait() throws Exception {
        Lease lease = other.acquire("a");
        time.in(Duration.ofSeconds(20), lease::release);

        assertThat(node.leases.tryAcquire("a", Duration.ofMinutes(1))).isPresent();

        assertThat(told.waited)
                .singleElement()
                .satisfies(waited -> assertThat(waited).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(23)));
    }

    @Test
    void listenersAreNotifiedOnceOfEveryReason() {
        node.acquire("deleted");
        store.partition.delete("deleted");
        Lease elsewhere = node.acquire("elsewhere");
        other.leases.release(elsewhere.handle());
        time.advance(Duration.ofSeconds(11));
        Lease once =
                node.leases.tryAcquire("expired", LeaseOptions::withoutRenewal).orElseThrow();
        time.advance(Duration.ofSeconds(40));
        once.release();
        once.isHeld();
        node.acquire("closed");
        node.leases.close();

        assertThat(told.events)
                .filteredOn(event -> event.contains("ended"))
                .containsExactlyInAnyOrder(
                        "deleted ended: DELETED",
                        "elsewhere ended: RELEASED",
                        "expired ended: EXPIRED",
                        "closed ended: CLOSED");
    }

    @Test
    void listenersAreNotifiedOfATakeover() {
        node.acquire("a");
        store.partition.delete("a");
        time.advance(Duration.ofSeconds(1));
        other.acquire("a");

        time.advance(Duration.ofSeconds(11));

        assertThat(told.events).endsWith("a ended: TAKEN_OVER");
    }

    @Test
    void listenersAreNotifiedOfAResumedLeaseWithoutAWait() {
        Lease lease = other.acquire("a");
        time.advance(Duration.ofSeconds(5));

        node.leases.resume(lease.handle()).release();

        assertThat(told.events).containsExactly("a acquired after PT0S", "a ended: RELEASED");
    }

    @Test
    void listenersAreNotifiedOfAnElection() {
        LeaderElection election = node.election("leader");
        time.advance(Duration.ofSeconds(1));
        assertThat(told.events).containsExactly("leader acquired after PT0S");

        election.close();

        assertThat(told.events).containsExactly("leader acquired after PT0S", "leader ended: RELEASED");
    }

    @Test
    void listenersAreNotifiedOfTheEndAfterTheAcquisitionAlsoIfOneReleases() {
        told.atAcquired = Lease::release;

        assertThat(node.acquire("a").isHeld()).isFalse();

        assertThat(told.events).containsExactly("a acquired after PT0S", "a ended: RELEASED");
        assertThat(node.leases.held()).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        Recorder second = new Recorder();
        Node throwing =
                new Node(time, store, with -> with.listener(new Throwing()).listener(second));

        Lease lease = throwing.acquire("a");
        time.advance(Duration.ofMinutes(5));
        assertThat(lease.isHeld()).as("renewed").isTrue();
        assertThat(lease.release()).isTrue();

        assertThat(second.events).containsExactly("a acquired after PT0S", "a ended: RELEASED");
        assertThat(throwing.leases.held()).isEmpty();
    }

    @Test
    void listenersAreNotNotifiedOfALeaseThatIsAcquiredTooLate() {
        node.leases.close();

        assertThatIllegalStateException().isThrownBy(() -> node.leases.tryAcquire("a"));

        assertThat(told.events).isEmpty();
    }

    private static final class Recorder implements LeaseListener {
        final List<String> events = new ArrayList<>();
        final List<Duration> waited = new ArrayList<>();
        final List<Lease> leases = new ArrayList<>();
        Consumer<Lease> atAcquired = lease -> {};

        @Override
        public void acquired(Lease lease, Duration after) {
            events.add(lease.name() + " acquired after " + after);
            waited.add(after);
            leases.add(lease);
            atAcquired.accept(lease);
        }

        @Override
        public void ended(Lease lease, LeaseEnd end) {
            events.add(lease.name() + " ended: " + end.reason());
            leases.add(lease);
        }
    }

    private static final class Throwing implements LeaseListener {
        @Override
        public void acquired(Lease lease, Duration waited) {
            throw new IllegalStateException("thrown by a listener on purpose");
        }

        @Override
        public void ended(Lease lease, LeaseEnd end) {
            throw new AssertionError("thrown by a listener on purpose");
        }
    }
}
