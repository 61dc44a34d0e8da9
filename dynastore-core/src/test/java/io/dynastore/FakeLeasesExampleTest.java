package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.lease.Claim;
import io.dynastore.lease.LeaderElection;
import io.dynastore.lease.LeaderListener;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseHandle;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.LeaseOptions;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.lease.NotALeaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md: an application's unit test that fakes leases. */
class FakeLeasesExampleTest {
    /** What an application would test. */
    private static final class NightlyReport {
        private final Leases leases;
        private final List<String> written = new ArrayList<>();

        NightlyReport(Leases leases) {
            this.leases = leases;
        }

        boolean run() {
            return leases.runWithLease("nightly-report", this::write);
        }

        private void write(Lease lease) {
            for (String chapter : List.of("sales", "stock")) {
                lease.ensureHeld();
                written.add(chapter);
            }
        }
    }

    /** A lease that is held as long as the test says. */
    static class FakeLease implements Lease {
        private final String name;
        private int stepsLeft;
        private LeaseEnd end;

        FakeLease(String name, int stepsLeft) {
            this.name = name;
            this.stepsLeft = stepsLeft;
        }

        @Override
        public void ensureHeld() {
            if (stepsLeft-- == 0) {
                end = new LeaseEnd(LeaseEnd.Reason.EXPIRED, null, null);
            }
            if (end != null) {
                throw new LeaseLostException(handle(), end);
            }
        }

        @Override
        public boolean isHeld() {
            return end == null;
        }

        @Override
        public Optional<LeaseEnd> end() {
            return Optional.ofNullable(end);
        }

        @Override
        public boolean release() {
            boolean held = isHeld();
            end = held ? new LeaseEnd(LeaseEnd.Reason.RELEASED, null, null) : end;
            return held;
        }

        @Override
        public void close() {
            release();
        }

        @Override
        public LeaseHandle handle() {
            return new LeaseHandle("CRMTable", "leases", name, "an id", token(), duration());
        }

        @Override
        public Duration remaining() {
            return isHeld() ? duration() : Duration.ZERO;
        }

        @Override
        public long token() {
            return 1;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String owner() {
            return "an id";
        }

        @Override
        public Partition<?> partition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration duration() {
            return Duration.ofSeconds(30);
        }

        @Override
        public String holder() {
            return "a test";
        }

        @Override
        public void renew(Duration duration) {
            ensureHeld();
        }

        @Override
        public void replaceHolder(String holder) {
            ensureHeld();
        }

        @Override
        public void closeAfter(Duration rest) {
            release();
        }

        @Override
        public void onEnd(Consumer<? super LeaseEnd> listener) {
            end().ifPresent(listener);
        }
    }

    // tag::fakeleases[]
    /** Leases that hand out the lease of a test, or none. */
    static class FakeLeases implements Leases {
        private final Lease lease;

        FakeLeases(Lease leaseOrNull) {
            this.lease = leaseOrNull;
        }

        @Override
        public Optional<Lease> tryAcquire(String name, Consumer<? super LeaseOptions> options) {
            return Optional.ofNullable(lease);
        }

        @Override
        public Optional<Lease> tryAcquire(String name, Duration wait, Consumer<? super LeaseOptions> options) {
            return Optional.ofNullable(lease);
        }

        @Override
        public Optional<LeaseView> view(String name) {
            return Optional.ofNullable(lease)
                    .map(held -> new LeaseView(
                            name,
                            LeaseView.State.HELD,
                            held.token(),
                            held.holder(),
                            held.duration(),
                            null,
                            Duration.ZERO));
        }
        // end::fakeleases[]

        @Override
        public Stream<LeaseView> views(String prefix) {
            return Stream.empty();
        }

        @Override
        public List<Lease> held() {
            return lease == null ? List.of() : List.of(lease);
        }

        @Override
        public Lease resume(LeaseHandle handle) {
            throw new NotALeaseException(handle.table(), handle.partition(), handle.name());
        }

        @Override
        public boolean release(LeaseHandle handle) {
            return false;
        }

        @Override
        public String holder() {
            return "a test";
        }

        @Override
        public Partition<?> partition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    // tag::fakeuse[]
    @Test
    void reportIsLeftToTheProcessThatHoldsTheLease() {
        NightlyReport report = new NightlyReport(new FakeLeases(null));

        assertThat(report.run()).isFalse();
        assertThat(report.written).isEmpty();
    }

    @Test
    void reportStopsWhenItsLeaseEnds() {
        NightlyReport report = new NightlyReport(new FakeLeases(new FakeLease("nightly-report", 1)));

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(report::run)
                .satisfies(lost -> assertThat(lost.end().reason()).isEqualTo(LeaseEnd.Reason.EXPIRED));
        assertThat(report.written).containsExactly("sales");
    }
    // end::fakeuse[]

    @Test
    void reportReleasesItsLease() {
        FakeLease lease = new FakeLease("nightly-report", 10);

        assertThat(new NightlyReport(new FakeLeases(lease)).run()).isTrue();

        assertThat(lease.end()).map(LeaseEnd::reason).contains(LeaseEnd.Reason.RELEASED);
        assertThat(new FakeLeases(lease).view("nightly-report"))
                .map(LeaseView::holder)
                .contains("a test");
    }

    @Test
    void electionNeedsLeasesThatAreNotFaked() {
        LeaderListener listener = new LeaderListener() {
            @Override
            public void onElected(Lease leadership) {}

            @Override
            public void onRevoked(LeaseEnd end) {}
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaderElection.create(new FakeLeases(null), "leader", listener))
                .withMessageContaining("Leases.create or Leases.builder");
    }

    @Test
    void claimOnWorkCanBeFakedAsWell() {
        List<String> completed = new ArrayList<>();
        Claim<String> claim = new Claim<>() {
            @Override
            public Entry<String> entry() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Lease lease() {
                return new FakeLease("invoices/i-1", 10);
            }

            @Override
            public void complete() {
                completed.add("i-1");
            }

            @Override
            public void complete(Entry<String> latest) {
                complete();
            }

            @Override
            public void abandon() {}
        };
        try (claim) {
            claim.complete();
        }
        assertThat(completed).containsExactly("i-1");
    }
}
