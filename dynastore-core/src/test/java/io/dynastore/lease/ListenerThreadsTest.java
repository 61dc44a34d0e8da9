package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners are called on threads that renew nothing, about one lease in order, and independently of each other. */
class ListenerThreadsTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final TestStore store = new TestStore();
    private final Faults faults = new Faults();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final Leases leases = Leases.builder(DynaStore.create(TestDynamoDb.client(faults, 1))
                    .table(TestStore.CRM)
                    .partition(store.partition.name()))
            .duration(LEASE)
            .pollInterval(Duration.ofMillis(50))
            .listener(new Recorder("blocked", true))
            .listener(new Recorder("free", false))
            .build();

    @AfterEach
    void end() {
        blocked.countDown();
        leases.close();
    }

    @Test
    void aLeaseThatIsLostInTheBackgroundIsReportedElsewhere() throws Exception {
        Lease lease = leases.tryAcquire("a").orElseThrow();
        lease.onEnd(end -> record("onEnd"));
        store.partition.delete("a");

        RealTime.await("the end", () -> events.contains("free ended a") && events.contains("onEnd"));
        assertThat(threads).allMatch(name -> !name.matches("dynastore-lease-\\d+|dynastore-lease-timer.*"));
        assertThat(events).doesNotContain("blocked ended a again");
        assertThat(leases.tryAcquire("b")).isPresent();
    }

    @Test
    void anElectionIsReportedElsewhereAndInOrder() throws Exception {
        LeaderElection election = LeaderElection.create(leases, "leader", new LeaderListener() {
            @Override
            public void onElected(Lease leadership) {
                record("elected");
            }

            @Override
            public void onRevoked(LeaseEnd end) {
                record("revoked");
            }
        });
        election.start();
        RealTime.await("the election", () -> events.contains("elected") && events.contains("free acquired leader"));
        store.partition.delete("leader");
        RealTime.await("the end", () -> events.contains("revoked") && events.contains("free ended leader"));

        assertThat(events.stream().filter(event -> event.startsWith("free")).toList())
                .startsWith("free acquired leader", "free ended leader");
        assertThat(threads).allMatch(name -> !name.matches("dynastore-lease-\\d+|dynastore-lease-timer.*"));
        // The lease may be held again, and then its listeners hear of this release on this thread.
        blocked.countDown();
        election.close();
    }

    private void record(String event) {
        threads.add(Thread.currentThread().getName());
        events.add(event);
    }

    private final class Recorder implements LeaseListener {
        private final String name;
        private final boolean blocking;

        Recorder(String name, boolean blocking) {
            this.name = name;
            this.blocking = blocking;
        }

        @Override
        public void acquired(Lease lease, Duration waited) {
            record(name + " acquired " + lease.name());
        }

        @Override
        public void ended(Lease lease, LeaseEnd end) {
            record(name + " ended " + lease.name());
            if (blocking) {
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
