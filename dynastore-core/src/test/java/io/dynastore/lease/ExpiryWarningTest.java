package io.dynastore.lease;

import static io.dynastore.embedded.Fault.drop;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TestStore;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lease that is not renewed warns before its deadline. */
class ExpiryWarningTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final List<String> events = new ArrayList<>();
    private final Node node = new Node(
            time,
            store,
            with -> with.listener(new LeaseListener() {
                @Override
                public void expiring(Lease lease, Duration remaining) {
                    events.add(lease.name() + " expires in " + remaining.toMillis());
                }

                @Override
                public void ended(Lease lease, LeaseEnd end) {
                    events.add(lease.name() + " " + end.reason());
                }
            }));

    private void outage(boolean on) {
        node.http.randomly(on ? RandomFaults.seeded(1).with(drop(), 1) : RandomFaults.none());
    }

    @Test
    void aLeaseThatIsRenewedDoesNotWarn() {
        node.acquire("a").onExpiring(lease -> events.add("warned"));

        time.advance(Duration.ofHours(1));

        assertThat(events).isEmpty();
    }

    @Test
    void anOutageWarnsOnceWhenAThirdOfTheTimeIsLeft() {
        Lease lease = node.acquire("a");
        lease.onExpiring(warned -> events.add("warned " + (warned == lease)));
        outage(true);

        time.advance(Duration.ofMillis(19_333));
        assertThat(events).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(events).containsExactlyInAnyOrder("a expires in 9666", "warned true");
        time.advance(Duration.ofSeconds(5));
        assertThat(events).hasSize(2);
        time.advance(Duration.ofSeconds(5));

        assertThat(events).hasSize(3).endsWith("a EXPIRED");
    }

    @Test
    void itWarnsAgainAfterARenewalThatSucceeded() {
        Lease lease = node.acquire("a");
        List<Lease> warned = new ArrayList<>();
        lease.onExpiring(warned::add);
        for (int outages = 1; outages <= 3; outages++) {
            lease.renew();
            outage(true);
            time.advance(Duration.ofSeconds(20));
            assertThat(warned).hasSize(outages);
            outage(false);
            time.advance(Duration.ofSeconds(20));
            assertThat(warned).hasSize(outages);
        }
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void aLeaseWithoutRenewalWarnsAndIsRenewedByHand() {
        Lease lease = node.leases
                .tryAcquire(
                        "a",
                        with -> with.duration(Duration.ofMinutes(1))
                                .withoutRenewal()
                                .expiryWarning(0.5))
                .orElseThrow();
        lease.onExpiring(Lease::renew);

        time.advance(Duration.ofMinutes(10));

        assertThat(lease.isHeld()).isTrue();
        assertThat(events).hasSizeGreaterThan(10).containsOnly("a expires in 29500");
    }

    @Test
    void theWarningCanBeSetAndDisabled() {
        Node other = new Node(time, store, with -> with.expiryWarning(0));
        List<String> warned = new ArrayList<>();
        other.acquire("off").onExpiring(lease -> warned.add("off"));
        other.leases
                .tryAcquire("late", with -> with.expiryWarning(0.1))
                .orElseThrow()
                .onExpiring(lease -> {
                    warned.add("late " + lease.remaining().toMillis());
                });
        other.http.randomly(RandomFaults.seeded(1).with(drop(), 1));

        time.advance(Duration.ofMinutes(1));

        assertThat(warned).containsExactly("late 2900");
    }

    @Test
    void aLeaseThatEndsBeforehandDoesNotWarn() {
        Lease lease = node.acquire("a");
        lease.onExpiring(warned -> events.add("warned"));
        outage(true);
        time.advance(Duration.ofSeconds(15));
        outage(false);

        lease.release();
        time.advance(Duration.ofMinutes(1));

        assertThat(events).containsExactly("a RELEASED");
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        Lease lease = node.acquire("a");
        lease.onExpiring(warned -> {
            throw new IllegalStateException("thrown by a listener on purpose");
        });
        lease.onExpiring(warned -> events.add("second"));
        outage(true);
        time.advance(Duration.ofSeconds(20));
        outage(false);
        time.advance(Duration.ofSeconds(20));

        assertThat(events).contains("second");
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void aLeaderIsWarnedToo() {
        LeaderElection election = node.election("leader");
        time.advance(Duration.ofMinutes(1));
        assertThat(events).isEmpty();
        outage(true);
        time.advance(Duration.ofSeconds(20));

        assertThat(events).containsExactly("leader expires in 7500");
        election.close();
    }
}
