package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final Recorder here = new Recorder();
    private final Recorder there = new Recorder();
    private final LeaderElection election =
            LeaderElection.create(node.leases, "leader", here, with -> with.holder("here"));
    private final LeaderElection rival =
            LeaderElection.create(other.leases, "leader", there, with -> with.holder("there"));

    @AfterEach
    void close() {
        election.close();
        rival.close();
    }

    @Test
    void theFirstToStandIsElectedAndStaysTheLeader() throws InterruptedException {
        election.start();
        time.advance(Duration.ZERO);
        rival.start();
        time.advance(Duration.ofHours(1));

        assertThat(here.next()).isEqualTo("elected");
        assertThat(election.isLeader()).isTrue();
        assertThat(rival.isLeader()).isFalse();
        assertThat(rival.currentLeader()).map(LeaseView::holder).contains("here");
        assertThat(there.events).isEmpty();
    }

    @Test
    void nobodyIsTheLeaderBeforeAnybodyStands() {
        assertThat(election.isLeader()).isFalse();
        assertThat(election.leadership()).isEmpty();
        assertThat(election.currentLeader()).isEmpty();
        assertThat(node.http.attempts("UpdateItem")).isZero();
    }

    @Test
    void anotherIsElectedWhenTheLeaderCloses() throws InterruptedException {
        standBoth();
        long token = election.leadership().orElseThrow().token();

        election.close();
        assertThat(here.next()).isEqualTo("revoked RELEASED");
        time.advance(Duration.ofSeconds(4));

        assertThat(there.next()).isEqualTo("elected");
        assertThat(rival.leadership().orElseThrow().token()).isEqualTo(token + 1);
        assertThatIllegalStateException().isThrownBy(election::start);
    }

    @Test
    void anotherIsElectedWhenTheLeaderDies() throws InterruptedException {
        standBoth();
        node.process.kill();

        time.advance(Duration.ofSeconds(31));

        assertThat(there.next()).isEqualTo("elected");
        assertThat(election.isLeader()).isFalse();
    }

    @Test
    void anotherIsElectedWhenTheLeaderResignsWhichThenStandsAgain() throws InterruptedException {
        standBoth();

        election.resign();
        time.advance(Duration.ofSeconds(10));

        assertThat(here.next()).isEqualTo("revoked RELEASED");
        assertThat(there.next()).isEqualTo("elected");
        rival.close();
        time.advance(Duration.ofSeconds(10));
        assertThat(here.next()).isEqualTo("elected");
    }

    @Test
    void aLeaderThatResignsAloneIsElectedAgain() throws InterruptedException {
        election.start();
        time.advance(Duration.ZERO);
        assertThat(here.next()).isEqualTo("elected");

        election.resign();
        time.advance(Duration.ofMillis(3_999));
        assertThat(election.isLeader()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertThat(here.next()).isEqualTo("revoked RELEASED");
        assertThat(here.next()).isEqualTo("elected");
    }

    @Test
    void leadershipIsRevokedAQuarterOfTheLeaseBeforeAnotherCanBeElected() throws InterruptedException {
        standBoth();
        node.http.randomly(RandomFaults.seeded(1).with(Fault.drop(), 1));
        time.advance(Duration.ofMillis(22_499));
        assertThat(election.isLeader()).isTrue();
        time.advance(Duration.ofMillis(1));

        assertThat(here.next()).isEqualTo("revoked EXPIRED");
        assertThat(rival.isLeader()).isFalse();
        assertThat(there.events).isEmpty();
        time.advance(Duration.ofSeconds(9));
        assertThat(there.next()).isEqualTo("elected");
    }

    @Test
    void anOutageIsWaitedOut() throws InterruptedException {
        node.http.randomly(RandomFaults.seeded(1).with(Fault.drop(), 1));
        election.start();
        time.advance(Duration.ofMinutes(1));
        assertThat(here.events).isEmpty();

        node.http.randomly(RandomFaults.none());
        time.advance(Duration.ofSeconds(4));

        assertThat(here.next()).isEqualTo("elected");
    }

    @Test
    void aListenerThatFailsToBeElectedResignsAndIsNotified() throws InterruptedException {
        here.failure = new IllegalStateException("cannot lead");
        standBoth();

        assertThat(here.next()).isEqualTo("revoked RELEASED");
        time.advance(Duration.ofSeconds(4));
        assertThat(there.next()).isEqualTo("elected");
    }

    @Test
    void aListenerThatIsStillAtWorkIsInterruptedWhenLeadershipEnds() throws InterruptedException {
        here.blocking = true;
        standBoth();

        node.http.randomly(RandomFaults.seeded(1).with(Fault.drop(), 1));
        time.advance(Duration.ofSeconds(23));

        assertThat(here.next()).isEqualTo("interrupted");
        assertThat(here.next()).isEqualTo("revoked EXPIRED");
    }

    @Test
    void aListenerThatThrowsWhenRevokedIsElectedAgainAllTheSame() throws InterruptedException {
        election.start();
        time.advance(Duration.ZERO);
        assertThat(here.next()).isEqualTo("elected");
        here.failure = new IllegalStateException("cannot let go");
        election.resign();
        assertThat(here.next()).isEqualTo("revoked RELEASED");
        here.failure = null;

        time.advance(Duration.ofSeconds(4));

        assertThat(here.next()).isEqualTo("elected");
    }

    @Test
    void closingTheLeasesRevokesLeadership() throws InterruptedException {
        standBoth();

        node.leases.close();

        assertThat(here.next()).isEqualTo("revoked CLOSED");
        time.advance(Duration.ofSeconds(4));
        assertThat(there.next()).isEqualTo("elected");
    }

    private void standBoth() throws InterruptedException {
        election.start();
        time.advance(Duration.ZERO);
        rival.start();
        time.advance(Duration.ZERO);
        assertThat(here.next()).isEqualTo("elected");
    }

    /** Records its notifications. */
    private static final class Recorder implements LeaderListener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private volatile RuntimeException failure;
        private volatile boolean blocking;

        @Override
        public void onElected(Lease leadership) throws InterruptedException {
            events.add("elected");
            if (blocking) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    events.add("interrupted");
                    throw e;
                }
            }
            throwFailure();
        }

        @Override
        public void onRevoked(LeaseEnd end) {
            events.add("revoked " + end.reason());
            throwFailure();
        }

        private void throwFailure() {
            if (failure != null) {
                throw failure;
            }
        }

        String next() throws InterruptedException {
            return events.poll(20, TimeUnit.SECONDS);
        }
    }
}
