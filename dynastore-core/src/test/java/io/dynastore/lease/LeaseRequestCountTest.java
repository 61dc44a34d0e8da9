package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests of each operation are counted. */
class LeaseRequestCountTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private Lease lease = node.acquire("a");

    @BeforeEach
    void forget() {
        node.http.reset();
    }

    @Test
    void acquiringALeaseThatWasNeverUsedIsOneWrite() {
        node.acquire("b");
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void renewingIsOneWrite() {
        lease.renew();
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void replacingTheDataIsOneWrite() {
        lease.replaceHolder("x");
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void releasingIsOneWrite() {
        lease.release();
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void acquiringALeaseThatWasUsedBeforeIsOneWrite() {
        lease.release();
        other.acquire("a");
        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void findingALeaseHeldIsOneWrite() {
        assertThat(other.leases.tryAcquire("a")).isEmpty();
        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void takingOverByDeadlineIsOneWrite() {
        node.process.kill();
        time.advance(Duration.ofSeconds(36));

        lease = other.acquire("a");

        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void resumingIsOneWrite() {
        time.advance(Duration.ofSeconds(5));
        other.leases.resume(lease.handle());
        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void releasingByHandleIsOneWrite() {
        other.leases.release(lease.handle());
        assertThat(other.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void lookingIsOneRead() {
        other.leases.view("a");
        assertThat(other.requests()).isEqualTo("1 reads, 0 writes");
    }

    @Test
    void waitingIsOneReadAPollAndOneWriteWhenTheLeaseIsFree() throws InterruptedException {
        node.process.schedule(Duration.ofMinutes(1), lease::close);

        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(2))).isPresent();

        // There is a first attempt, one shorter pause, and then pauses of one to two seconds.
        assertThat(other.http.attempts("UpdateItem")).isEqualTo(2);
        assertThat(other.http.attempts("GetItem")).isBetween(30L, 1 + 60L);
    }

    @Test
    void pausesOfAWaitingProcessBeginNearASecondAndGrowToThePollInterval() {
        Acquisition acquisition = acquisition(other);

        acquisition.attempt();
        assertThat(pauses(acquisition)).allSatisfy(pause -> assertThat(pause).isBetween(millis(750), millis(1500)));
        acquisition.attempt();
        assertThat(pauses(acquisition)).allSatisfy(pause -> assertThat(pause).isBetween(millis(1000), millis(2000)));
    }

    @Test
    void noPauseOfAWaitingProcessIsLongerThanThePollInterval() {
        Node impatient = new Node(time, store, with -> with.pollInterval(millis(200)));
        Acquisition acquisition = acquisition(impatient);

        acquisition.attempt();

        assertThat(pauses(acquisition)).allSatisfy(pause -> assertThat(pause).isBetween(millis(100), millis(200)));
    }

    @Test
    void waitingForADeadHolderIsOneWriteWhenItsTimeIsUp() throws InterruptedException {
        Node distrustful = new Node(time, store, with -> with.takeoverByDeadline(false));
        node.process.kill();

        assertThat(distrustful.leases.tryAcquire("a", Duration.ofMinutes(2))).isPresent();

        assertThat(time.now()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(distrustful.http.attempts("UpdateItem")).isEqualTo(2);
    }

    private static Acquisition acquisition(Node node) {
        return DefaultLeases.of(node.leases).acquisition("a", defaults -> {});
    }

    /** Returns many pauses, each of which is drawn at random. */
    private static List<Duration> pauses(Acquisition acquisition) {
        return Stream.generate(acquisition::pause).limit(100).toList();
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
