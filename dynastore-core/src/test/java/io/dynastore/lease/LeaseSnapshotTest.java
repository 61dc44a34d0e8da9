package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.OperationHook;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leases before a snapshot of the process, and after processes were restored from it. */
class LeaseSnapshotTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);

    private static void snapshot(Leases leases) {
        leases.beforeSnapshot();
        leases.afterRestore();
    }

    @Test
    void leasesAreReleasedBefore() {
        Lease a = node.acquire("a");
        Lease b = node.acquire("b");

        node.leases.beforeSnapshot();

        assertThat(Stream.of(a, b).map(Lease::end).map(Optional::orElseThrow))
                .extracting(LeaseEnd::reason)
                .containsOnly(LeaseEnd.Reason.RELEASED);
        assertThat(node.leases.held()).isEmpty();
        other.acquire("a");
        other.acquire("b");
        node.leases.afterRestore();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(a::renew);
    }

    @Test
    void noLeaseIsAcquiredBetweenSnapshotAndRestore() throws InterruptedException {
        LeaseHandle handle = other.acquire("resumed").handle();
        node.leases.beforeSnapshot();
        node.leases.beforeSnapshot();
        node.http.reset();

        assertThatIllegalStateException()
                .isThrownBy(() -> node.leases.tryAcquire("a"))
                .withMessageContaining("afterRestore()");
        assertThatIllegalStateException().isThrownBy(() -> node.leases.resume(handle));
        assertThat(node.leases.tryAcquire("a", SECOND)).isEmpty();
        assertThat(node.requests()).isEqualTo("0 reads, 0 writes");
        node.leases.afterRestore();
        node.acquire("a");
    }

    @Test
    void eachRestoredProcessHasAHolderOfItsOwn() {
        String before = node.leases.holder();
        Lease held = node.acquire("a");
        snapshot(node.leases);
        snapshot(other.leases);

        Lease again = node.acquire("a");
        assertThat(again.holder()).isEqualTo(node.leases.holder()).startsWith(before + ", restored as ");
        assertThat(other.leases.holder())
                .startsWith(before + ", restored as ")
                .isNotEqualTo(node.leases.holder())
                .isEqualTo(other.leases.holder());
        assertThat(again.owner()).isNotEqualTo(held.owner());
        snapshot(node.leases);
        assertThat(node.leases.holder()).isNotEqualTo(again.holder());
    }

    @Test
    void theHolderOfTheApplicationIsMadeFromTheNameOfTheProcess() {
        Node named = new Node(time, store, with -> with.holder(process -> "shop (" + process + ")"));
        Node fixed = new Node(time, store, with -> with.holder("shop"));
        snapshot(named.leases);
        snapshot(fixed.leases);

        assertThat(named.leases.holder()).matches("shop \\(.+, restored as \\w{8}\\)");
        assertThat(fixed.leases.holder()).isEqualTo("shop");
        Node invalid = new Node(time, store, with -> with.holder(process -> "\uD800"));
        assertThatIllegalArgumentException().isThrownBy(invalid.leases::holder).withMessageContaining("holder");
    }

    @Test
    void aReplyThatArrivedBeforeASnapshotIsOfNoUseAfterIt() {
        Leases[] leases = new Leases[1];
        AtomicInteger snapshots = new AtomicInteger();
        OperationHook hook = OperationHook.onCompletion(operation -> {
            if (operation.name().equals("acquireLease") && snapshots.getAndIncrement() == 0) {
                snapshot(leases[0]);
            }
        });
        leases[0] = Leases.builder(DynaStore.builder(store.raw())
                        .hook(hook)
                        .build()
                        .table(TestStore.CRM)
                        .partition(store.partition.name()))
                .timing(node.process)
                .build();

        assertThat(leases[0].tryAcquire("a")).isEmpty();
        assertThat(snapshots).hasValue(1);
        assertThat(leases[0].held()).isEmpty();
        other.acquire("a");
    }

    @Test
    void aHolderThatWasWatchedBeforeIsNotDeadAfterwards() {
        for (boolean taken : new boolean[] {false, true}) {
            String name = "watched-" + taken;
            Node watcher = new Node(time, store, with -> with.takeoverByDeadline(false));
            other.leases.tryAcquire(name, with -> with.duration(SECOND).withoutRenewal());
            assertThat(watcher.leases.tryAcquire(name)).isEmpty();
            if (taken) {
                snapshot(watcher.leases);
            }
            time.advance(SECOND);

            assertThat(watcher.leases.tryAcquire(name).isEmpty()).isEqualTo(taken);
        }
    }

    @Test
    void aLeaseThatThisProcessLeftIsNotTakenForItsOwnAfterwards() {
        node.leases.tryAcquire("a", with -> with.duration(SECOND).withoutRenewal());
        time.advance(SECOND);
        snapshot(node.leases);

        assertThat(node.leases.tryAcquire("a")).isEmpty();
        time.advance(Duration.ofSeconds(6));
        node.acquire("a");
    }

    @Test
    void threadsThatWaitGoOnAfterTheRestore() throws InterruptedException {
        Node patient = new Node(time, store, with -> with.pollInterval(Duration.ofHours(1)));
        Lease rival = other.acquire("a");
        time.in(SECOND, patient.leases::beforeSnapshot);
        time.in(SECOND.multipliedBy(2), rival::close);
        time.in(SECOND.multipliedBy(10), patient.leases::afterRestore);

        Lease lease = patient.leases.tryAcquire("a", Duration.ofMinutes(1)).orElseThrow();

        assertThat(time.now()).isEqualTo(SECOND.multipliedBy(10).toNanos());
        assertThat(lease.holder()).isEqualTo(patient.leases.holder()).contains("restored");
    }

    @Test
    void leasesThatWereNotSuspendedEndAtTheRestore() {
        Lease lease = node.acquire("a");

        node.leases.afterRestore();

        assertThat(lease.isHeld()).isFalse();
        other.acquire("a");
    }

    @Test
    void leasesThatCannotBeReleasedEndAllTheSame() {
        Lease lease = node.acquire("a");
        node.http.next("UpdateItem", 3, Fault.drop());

        node.leases.beforeSnapshot();

        assertThat(lease.isHeld()).isFalse();
        assertThat(other.leases.tryAcquire("a")).isEmpty();
        time.advance(Duration.ofSeconds(36));
        other.acquire("a");
    }

    @Test
    void anElectionGoesOnAfterTheRestore() {
        LeaderElection election = node.election("leader");
        time.advance(SECOND);
        assertThat(election.isLeader()).isTrue();

        node.leases.beforeSnapshot();
        time.advance(SECOND.multipliedBy(30));
        assertThat(election.isLeader()).isFalse();
        node.leases.afterRestore();
        time.advance(SECOND.multipliedBy(5));

        assertThat(election.leadership().orElseThrow().holder()).contains("restored");
        election.close();
    }

    @Test
    void closedLeasesStayClosed() {
        node.leases.close();

        snapshot(node.leases);

        assertThatIllegalStateException()
                .isThrownBy(() -> node.leases.tryAcquire("a"))
                .withMessageContaining("closed");
    }

    @Test
    void leasesWithoutThreadsEndByTheClock() {
        Node caller = new Node(time, store, LeasesBuilder::withoutThreads);
        Lease lease = caller.acquire("a");
        time.advance(Duration.ofSeconds(28));
        assertThat(lease.isHeld()).isTrue();
        time.advance(SECOND);

        assertThat(lease.isHeld()).isFalse();
        caller.acquire("a").close();
        other.acquire("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> caller.election("leader"))
                .withMessageContaining("withoutThreads");
    }

    @Test
    void leasesWithoutThreadsStartNone() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Leases leases = Leases.builder(store.partition).withoutThreads().build()) {
            Lease lease = leases.tryAcquire("a").orElseThrow();
            lease.renew();
            assertThat(leases.tryAcquire("a", Duration.ofMillis(1))).isEmpty();

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("dynastore-lease"))
                    .isSubsetOf(before);
        }
    }
}
