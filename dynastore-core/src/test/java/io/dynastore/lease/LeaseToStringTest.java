package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TestStore;
import org.junit.jupiter.api.Test;

/** Logs show objects of this package in a readable form. */
class LeaseToStringTest {
    private final TestStore store = new TestStore();
    private final Node node = new Node(new SimulatedTime(), store);
    private final String partition = store.partition.name();

    @Test
    void aLeaseShowsItsNameAndToken() {
        Lease lease = node.acquire("a");

        assertThat(lease).hasToString("Lease[CRMTable, " + partition + ", a, token " + lease.token() + "]");
        assertThat(node.leases.view("a").orElseThrow().toString()).contains("name=a", "state=HELD");
        assertThat(lease.handle().toString()).contains("name=a");
    }

    @Test
    void leasesShowTheirPartitionAndWhetherTheyAreClosed() {
        assertThat(node.leases.toString()).contains(partition).doesNotContain("closed");

        node.leases.close();

        assertThat(node.leases.toString()).contains(partition, "closed");
    }

    @Test
    void optionsShowWhatTheySet() {
        node.leases.tryAcquire(
                "a",
                options -> assertThat(options.holder("me").withoutRenewal())
                        .hasToString("LeaseOptions[duration=PT30S, holder=me, renewed=false]"));
    }

    @Test
    void claimsShowTheirWork() {
        node.partition.put("i-1", "pay");
        WorkClaims<String> claims = WorkClaims.create(node.leases, node.partition);

        assertThat(claims.toString()).contains("WorkClaims", partition);
        assertThat(claims.claim("i-1").orElseThrow().toString()).startsWith("Claim[i-1, Lease[");
    }

    @Test
    void anEndIsTheRestOfASentence() {
        assertThat(LeaseEnd.of(LeaseEnd.Reason.RELEASED)).hasToString("it was released");
        assertThat(LeaseEnd.takenOver(7)).hasToString("it was taken over with token 7");
        assertThat(new LeaseEnd(LeaseEnd.Reason.TAKEN_OVER, null, null)).hasToString("it was taken over");
    }
}
