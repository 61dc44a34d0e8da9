package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.lease.LeaseView.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag(TestDynamoDb.CONTRACT)
class LeaseViewTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node holder = new Node(time, store);
    private final Node observer = new Node(time, store);

    @Test
    void thereIsNothingToSeeOfALeaseThatWasNeverUsed() {
        assertThat(observer.leases.view("a")).isEmpty();
    }

    @Test
    void aLeaseThatIsHeldSaysByWhomAndUntilWhen() {
        Lease lease = holder.leases.tryAcquire("a", with -> with.holder("me")).orElseThrow();

        assertThat(observer.leases.view("a"))
                .contains(new LeaseView(
                        "a",
                        State.HELD,
                        lease.token(),
                        "me",
                        Duration.ofSeconds(30),
                        TestStore.START.plusSeconds(30),
                        Duration.ZERO));
    }

    @Test
    void aLeaseThatSaysNothingElseNamesItsHolder() {
        holder.acquire("a");

        assertThat(observer.leases.view("a")).map(LeaseView::holder).contains(holder.leases.holder());
    }

    @Test
    void aLeaseThatIsRenewedNeverGrowsOld() {
        holder.acquire("a");
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofSeconds(7));
            LeaseView view = observer.leases.view("a").orElseThrow();
            assertThat(view.state()).isEqualTo(State.HELD);
            assertThat(view.age()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void oneLookDoesNotTellADeadHolderAndAnotherOneDoes() {
        holder.acquire("a");
        holder.process.kill();
        time.advance(Duration.ofDays(1));

        assertThat(observer.leases.view("a")).map(LeaseView::state).contains(State.HELD);
        time.advance(Duration.ofSeconds(30));

        LeaseView view = observer.leases.view("a").orElseThrow();
        assertThat(view.state()).isEqualTo(State.STALE);
        assertThat(view.age()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aReleasedLeaseIsFree() {
        Lease lease = holder.acquire("a");
        lease.release();

        assertThat(observer.leases.view("a")).hasValueSatisfying(view -> {
            assertThat(view.state()).isEqualTo(State.FREE);
            assertThat(view.token()).isEqualTo(lease.token());
            assertThat(view.until()).isNull();
        });
    }

    @Test
    void allLeasesOfAPrefixAreSeenInTheOrderOfTheirNames() {
        holder.acquire("jobs/2");
        holder.acquire("jobs/1").release();
        holder.acquire("other");
        store.partition.put("jobs/3", "no lease");
        store.putItem("jobs/1-broken", Map.of());
        store.putItem(
                "jobs/1-text", Map.of("version", AttributeValue.fromS("1"), "leaseMillis", AttributeValue.fromN("1")));

        assertThat(observer.leases.views("jobs/")).extracting(LeaseView::name).containsExactly("jobs/1", "jobs/2");
        assertThat(observer.leases.views("")).hasSize(3);
    }

    @Test
    void theItemIsKeptForTheRetentionAfterTheDeadlineAndAfterTheRelease() {
        Lease lease = holder.acquire("a");
        assertThat(store.partition.get("a").expires())
                .isEqualTo(TestStore.START.plusSeconds(86_431).minusMillis(250));
        time.advance(Duration.ofHours(1));
        assertThat(store.partition.get("a").expires())
                .isEqualTo(TestStore.START.plusSeconds(90_031).minusMillis(250));
        lease.release();
        assertThat(store.partition.get("a").expires())
                .isEqualTo(TestStore.START.plusSeconds(90_001).minusMillis(250));
    }

    @Test
    void aLeaseAfterTheRetentionHasAHigherTokenStill() {
        Lease lease = holder.acquire("a");
        lease.release();
        time.advance(Duration.ofDays(2));
        assertThat(observer.leases.view("a")).isEmpty();

        assertThat(observer.acquire("a").token()).isEqualTo(lease.token() + 1);
    }
}
