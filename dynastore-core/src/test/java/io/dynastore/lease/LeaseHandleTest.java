package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.jackson.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestDynamoDb.CONTRACT)
class LeaseHandleTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final Lease lease = node.leases
            .tryAcquire(
                    "a",
                    with -> with.duration(Duration.ofMinutes(1))
                            .holder("step 1")
                            .withoutRenewal())
            .orElseThrow();

    @Test
    void anotherProcessGoesOnWithTheLease() {
        time.advance(Duration.ofSeconds(50));

        Lease resumed = other.leases.resume(lease.handle());
        time.advance(Duration.ofMinutes(10));

        assertThat(resumed.isHeld()).isTrue();
        assertThat(resumed.token()).isEqualTo(lease.token());
        assertThat(resumed.holder()).isEqualTo("step 1");
        assertThat(resumed.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(lease.isHeld()).as("here, where nobody has renewed it").isFalse();
        assertThat(resumed.release()).isTrue();
    }

    @Test
    void bothProcessesMayRenewTheLease() {
        Lease resumed = other.leases.resume(lease.handle());
        other.process.wallAhead(Duration.ofMinutes(5));
        resumed = other.leases.resume(resumed.handle());

        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(1));
            resumed.renew();
            lease.renew();
        }

        assertThat(lease.isHeld()).isTrue();
        assertThat(resumed.isHeld()).isTrue();
    }

    @Test
    void anotherProcessReleasesTheLease() {
        assertThat(other.leases.release(lease.handle())).isTrue();

        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aHandleIsSerializable() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(lease.handle());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(lease.handle());
        }
    }

    @Test
    void aHandleIsPlainJson() {
        JsonCodec<LeaseHandle> codec = JsonCodec.of(LeaseHandle.class);

        assertThat(codec.decode(codec.encode(lease.handle()))).isEqualTo(lease.handle());
    }

    @Test
    void aHandleOfAnotherPartitionIsRefused() {
        LeaseHandle handle = new Node(time, new TestStore()).acquire("a").handle();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.resume(handle))
                .withMessageContaining(handle.partition());
        assertThatIllegalArgumentException().isThrownBy(() -> node.leases.release(handle));
    }
}
