package io.dynastore.lease;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Those in one process who wait for one lease are served in order, by one write each. Waiting is simulated, on one thread. */
class WaitersTest {
    private static final String UPDATE = "UpdateItem";

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final List<String> order = new ArrayList<>();

    /** Waits in the background, and then works. */
    private AcquisitionLoop waiting(String waiter, Consumer<Lease> work) {
        return waiting(with -> with.holder(waiter), work);
    }

    private AcquisitionLoop waiting(Consumer<LeaseOptions> options, Consumer<Lease> work) {
        AcquisitionLoop loop =
                new AcquisitionLoop(DefaultLeases.of(node.leases).acquisition("a", options), node.process);
        loop.start(Duration.ZERO, lease -> {
            order.add(lease.holder());
            work.accept(lease);
        });
        time.advance(Duration.ZERO);
        return loop;
    }

    @Test
    void aHandoverIsOneWriteWithANewToken() {
        Lease first = node.acquire("a");
        List<Lease> leases = new ArrayList<>();
        waiting("second", leases::add);
        waiting("third", leases::add);
        node.http.reset();
        time.advance(Duration.ofSeconds(9));
        assertThat(node.requests()).as("while it is held here").isEqualTo("0 reads, 0 writes");

        assertThat(first.release()).isTrue();
        time.advance(Duration.ZERO);
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        leases.get(0).close();
        time.advance(Duration.ZERO);

        assertThat(node.requests()).isEqualTo("0 reads, 2 writes");
        assertThat(order).containsExactly("second", "third");
        assertThat(leases).extracting(Lease::token).containsExactly(first.token() + 1, first.token() + 2);
        assertThat(other.leases.view("a")).map(LeaseView::holder).contains("third");
        assertThat(leases.get(1).previousHolder()).contains("second");
        time.advance(Duration.ofHours(1));
        assertThat(leases.get(1).isHeld()).as("renewed").isTrue();
    }

    @Test
    void oneOfThemReadsForAll() {
        Lease others = other.acquire("a");
        for (int i = 0; i < 500; i++) {
            waiting("waiter-" + i, Lease::close);
        }
        node.http.reset();

        time.advance(Duration.ofMinutes(1));
        assertThat(node.http.attempts("GetItem")).isBetween(30L, 1 + 60L);
        assertThat(node.http.attempts(UPDATE)).isZero();
        node.http.reset();
        others.close();
        time.advance(Duration.ofMinutes(5));

        assertThat(order).hasSize(500).isSortedAccordingTo((one, two) -> Integer.compare(number(one), number(two)));
        assertThat(node.http.attempts(UPDATE))
                .as("one for each tenure, one each to release, and one each that finds it free")
                .isBetween(500L, 500L + 3 * 50L);
        assertThat(node.http.attempts("GetItem")).isLessThan(100);
    }

    private static int number(String waiter) {
        return Integer.parseInt(waiter.substring("waiter-".length()));
    }

    /** Waits for the lease in the other process, and returns where it will be. */
    private List<Lease> waitingElsewhere() {
        List<Lease> theirs = new ArrayList<>();
        new AcquisitionLoop(DefaultLeases.of(other.leases).acquisition("a", with -> {}), other.process)
                .start(Duration.ZERO, theirs::add);
        return theirs;
    }

    @Test
    void afterTenHandoversOtherProcessesGetTheLease() {
        Lease first = node.acquire("a");
        for (int i = 0; i < 15; i++) {
            waiting("waiter-" + i, lease -> node.process.schedule(Duration.ofSeconds(1), lease::close));
        }
        List<Lease> theirs = waitingElsewhere();

        first.close();
        time.advance(Duration.ofSeconds(10));
        assertThat(order).hasSize(10);
        assertThat(other.leases.view("a")).map(LeaseView::state).contains(LeaseView.State.FREE);
        time.advance(Duration.ofSeconds(2));

        assertThat(theirs)
                .singleElement()
                .satisfies(lease -> assertThat(lease.token()).isEqualTo(first.token() + 11));
        theirs.get(0).close();
        time.advance(Duration.ofSeconds(20));
        assertThat(order).hasSize(15);
    }

    @Test
    void afterOneDurationOtherProcessesGetTheLease() {
        Lease first = node.acquire("a");
        for (int i = 0; i < 5; i++) {
            waiting("waiter-" + i, lease -> node.process.schedule(Duration.ofSeconds(16), lease::close));
        }
        List<Lease> theirs = waitingElsewhere();

        first.close();
        time.advance(Duration.ofSeconds(34));

        assertThat(order).as("the second tenure ends after 32 s").hasSize(2);
        assertThat(theirs).hasSize(1);
    }

    @Test
    void theOptionsOfEachAreHonoured() {
        Lease first = node.acquire("a");
        List<Lease> leases = new ArrayList<>();
        waiting(with -> with.duration(Duration.ofMinutes(5)).holder("long"), leases::add);
        waiting(with -> with.duration(Duration.ofSeconds(1)).holder("once").withoutRenewal(), leases::add);

        first.close();
        time.advance(Duration.ZERO);
        assertThat(leases.get(0).duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(other.leases.view("a")).map(LeaseView::duration).contains(Duration.ofMinutes(5));
        leases.get(0).close();
        time.advance(Duration.ofSeconds(1));

        assertThat(leases.get(1).duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(leases.get(1).isHeld()).as("not renewed").isFalse();
    }

    @Test
    void aWaiterThatLeavesLeavesNoTrace() {
        Lease first = node.acquire("a");
        AcquisitionLoop second = waiting("second", lease -> {});
        AcquisitionLoop third = waiting("third", lease -> {});
        waiting("fourth", lease -> {});

        second.cancel();
        third.cancel();
        first.close();
        time.advance(Duration.ofHours(1));

        assertThat(order).containsExactly("fourth");
    }

    @Test
    void aWaiterThatLeavesDuringTheHandoverPassesTheLeaseOn() {
        Lease first = node.acquire("a");
        AcquisitionLoop second = waiting("second", lease -> {});
        waiting("third", lease -> {});

        first.close();
        second.cancel();
        time.advance(Duration.ofSeconds(5));

        assertThat(order).containsExactly("third");
        assertThat(node.leases.held()).hasSize(1);
    }

    @Test
    void aLeaseThatNobodyWaitsForIsReleased() {
        Lease first = node.acquire("a");
        waiting("second", Lease::close);

        first.close();
        time.advance(Duration.ZERO);

        assertThat(order).containsExactly("second");
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aThreadThatWaitsIsServedAtOnceAndThoseInTheBackgroundAfterIt() throws InterruptedException {
        Lease first = node.acquire("a");
        time.in(Duration.ofSeconds(5), first::close);
        time.in(Duration.ofSeconds(1), () -> waiting("background", Lease::close));
        node.http.reset();

        Optional<Lease> lease = node.leases.tryAcquire("a", Duration.ofMinutes(1), with -> with.holder("thread"));

        assertThat(time.now()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        lease.orElseThrow().close();
        time.advance(Duration.ZERO);
        assertThat(order).containsExactly("background");
    }

    @Test
    void aHandoverOfWhichNothingIsKnownIsUndoneOrFoundByTheWaiter() {
        for (boolean executed : new boolean[] {true, false}) {
            order.clear();
            Lease first = node.acquire("a");
            List<Lease> leases = new ArrayList<>();
            waiting("second", leases::add);
            node.http.next(UPDATE, executed ? loseReply() : drop(), drop(), drop());

            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(first::release);
            time.advance(Duration.ofSeconds(3));

            assertThat(order).containsExactly("second");
            leases.get(0).renew();
            leases.get(0).close();
        }
    }

    @Test
    void aHandoverThatIsRefusedByDynamoDbIsRepeatedByTheWaiter() {
        Lease first = node.acquire("a");
        List<Lease> leases = new ArrayList<>();
        waiting("second", leases::add);
        node.http.next(
                UPDATE,
                io.dynastore.embedded.Fault.throughputExceeded(),
                io.dynastore.embedded.Fault.throughputExceeded(),
                io.dynastore.embedded.Fault.throughputExceeded());

        assertThatExceptionOfType(ProvisionedThroughputExceededException.class).isThrownBy(first::release);
        time.advance(Duration.ofSeconds(3));

        assertThat(leases)
                .singleElement()
                .satisfies(lease -> assertThat(lease.token()).isEqualTo(first.token() + 1));
    }

    @Test
    void aHandoverIsRecognisedIfItsFirstReplyIsLost() {
        Lease first = node.acquire("a");
        List<Lease> leases = new ArrayList<>();
        waiting("second", leases::add);
        node.http.next(UPDATE, loseReply(), loseReply());

        assertThat(first.release("state")).isTrue();
        time.advance(Duration.ZERO);

        assertThat(leases).singleElement().satisfies(lease -> {
            assertThat(lease.token()).isEqualTo(first.token() + 1);
            assertThat(lease.previousHolder()).contains("state");
        });
    }

    @Test
    void aLeaseThatWasLostIsNotHandedOver() {
        Lease first = node.acquire("a");
        waiting("second", lease -> {});
        store.partition.delete("a");
        time.advance(Duration.ofSeconds(1));
        Lease theirs = other.acquire("a");

        assertThat(first.release()).isFalse();
        time.advance(Duration.ofSeconds(5));

        assertThat(order).isEmpty();
        theirs.close();
        time.advance(Duration.ofSeconds(5));
        assertThat(order).containsExactly("second");
    }

    @Test
    void electionsOfOneProcessHandOverLeadership() {
        List<LeaderElection> elections = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            LeaderElection election = node.election("a");
            time.advance(Duration.ZERO);
            elections.add(election);
        }
        assertThat(elections.get(0).isLeader()).isTrue();
        node.http.reset();

        elections.get(0).resign();
        time.advance(Duration.ZERO);

        assertThat(elections.get(1).isLeader()).isTrue();
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        elections.forEach(LeaderElection::close);
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void closingTheLeasesHandsNothingOver() {
        node.acquire("a");
        waiting("second", lease -> {});

        node.leases.close();
        time.advance(Duration.ofSeconds(5));

        assertThat(order).isEmpty();
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }
}
