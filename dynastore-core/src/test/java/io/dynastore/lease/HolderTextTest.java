package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A lease carries a text that changes while it is held, and its item is kept for as long as the holder says. */
class HolderTextTest {
    private static final String UNPAIRED = "a\uD800";

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final AtomicReference<String> text = new AtomicReference<>("first");

    private Lease acquire() {
        return node.leases.tryAcquire("a", with -> with.holder(text::get)).orElseThrow();
    }

    private String shown() {
        return other.leases.view("a").orElseThrow().holder();
    }

    @Test
    void eachRegularRenewalCarriesTheTextWithoutAFurtherRequest() {
        acquire();
        assertThat(shown()).isEqualTo("first");
        node.http.reset();

        text.set("second");
        time.advance(Duration.ofSeconds(11));

        assertThat(shown()).isEqualTo("second");
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
    }

    @Test
    void aReleaseLeavesTheTextToTheNextHolder() {
        Lease lease = acquire();
        text.set("last");
        lease.close();

        assertThat(other.acquire("a").previousHolder()).contains("last");
    }

    @Test
    void closingTheLeasesLeavesTheTextToTheNextHolder() {
        acquire();
        text.set("last");
        node.leases.close();

        assertThat(other.acquire("a").previousHolder()).contains("last");
    }

    @Test
    void aTextThatCannotBeMadeEndsNoLease() {
        Lease lease = acquire();
        text.set(UNPAIRED);
        time.advance(Duration.ofMinutes(2));

        assertThat(lease.isHeld()).isTrue();
        assertThat(shown()).isEqualTo("first");
        lease.close();
        assertThat(other.acquire("a").previousHolder()).contains("first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.tryAcquire("b", with -> with.holder(text::get)))
                .withMessageContaining("not valid Unicode");
    }

    @Test
    void theItemIsKeptForTheRetentionOfItsLease() {
        Lease lease = node.leases
                .tryAcquire("a", with -> with.retention(Duration.ofDays(7)))
                .orElseThrow();
        assertExpires(Duration.ofDays(7).plusSeconds(30));
        time.advance(Duration.ofSeconds(11));
        assertExpires(Duration.ofDays(7).plusSeconds(30));
        lease.close();
        assertExpires(Duration.ofDays(7));
        assertThatThrownBy(() -> node.leases.tryAcquire("b", with -> with.retention(Duration.ofSeconds(59))))
                .hasMessageContaining("shorter than a minute");
    }

    private void assertExpires(Duration afterNow) {
        Instant expires = Instant.ofEpochSecond(
                Long.parseLong(store.item("a").get("expires").n()));
        assertThat(expires)
                .isBetween(
                        node.process.now().plus(afterNow).minusSeconds(2),
                        node.process.now().plus(afterNow).plusSeconds(2));
    }
}
