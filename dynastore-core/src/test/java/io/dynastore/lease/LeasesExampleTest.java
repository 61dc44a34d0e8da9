package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The examples of docs/leases.md. */
class LeasesExampleTest {
    private final DynaStore store = DynaStore.create(new TestStore().raw());

    @Test
    void leases() {
        Partition<String> leases1 = store.table("CRMTable").partition("leases");
        Partition<String> reports1 = store.table("CRMTable").partition("reports");
        leases1.delete("nightly-report");
        reports1.delete("2026-01-31");
        quickStart(reports1);
        assertThat(reports1.get("2026-01-31").value()).isEqualTo("all is well");

        try (Leases leases = Leases.create(leases1)) {
            Lease lease = leases.tryAcquire("nightly-report").orElseThrow();
            // tag::fence[]
            Partition<String> reports = store.table("CRMTable").partition("reports");

            reports.fence(lease).put("2026-01-31", "all is well");
            // end::fence[]
            // tag::strict[]
            store.transact(tx -> tx.check(lease).put(reports, "2026-01-31", "all is well"));
            // end::strict[]
            assertThat(reports.get("2026-01-31").version()).isEqualTo(3);
        }
    }

    private void quickStart(Partition<String> reports) {
        // tag::quickstart[]
        Leases leases = Leases.create(store.table("CRMTable").partition("leases"));

        try (Lease lease = leases.tryAcquire("nightly-report").orElse(null)) {
            if (lease != null) {
                reports.fence(lease).put("2026-01-31", "all is well");
            }
        }
        // end::quickstart[]
        leases.close();
    }

    @Test
    void leaderElection() throws InterruptedException {
        Scheduler scheduler = new Scheduler();
        try (Leases leases = Leases.create(store.table("CRMTable").partition(TestDynamoDb.uniqueName("leases")))) {
            // tag::leader[]
            LeaderElection election = LeaderElection.create(leases, "scheduler", new LeaderListener() {
                @Override
                public void onElected(Lease leadership) {
                    scheduler.start();
                }

                @Override
                public void onRevoked(LeaseEnd end) {
                    scheduler.stop();
                }
            });
            election.start();
            // end::leader[]
            assertThat(scheduler.started.await(20, TimeUnit.SECONDS)).isTrue();
            election.close();
            assertThat(scheduler.stopped.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workClaims() {
        Mail mail = new Mail();
        Partition<String> invoices = store.table("CRMTable").partition(TestDynamoDb.uniqueName("invoices"));
        invoices.put("i-1", "pay");
        try (Leases leases = Leases.create(store.table("CRMTable").partition(TestDynamoDb.uniqueName("leases")))) {
            // tag::claims[]
            WorkClaims<String> claims = WorkClaims.create(leases, invoices);

            try (Claim<String> claim = claims.claimAny().orElse(null)) {
                if (claim != null) {
                    mail.send(claim.entry().value());
                    claim.complete();
                }
            }
            // end::claims[]
        }
        assertThat(mail.sent).containsExactly("pay");
        assertThat(invoices.exists("i-1")).isFalse();
    }

    @Test
    void lambda() {
        Context context = new Context(20_000);
        try (Leases leases = Leases.create(store.table("CRMTable").partition(TestDynamoDb.uniqueName("leases")))) {
            // tag::lambda[]
            Optional<Lease> lease = leases.tryAcquire(
                    "import",
                    with -> with.duration(Duration.ofMillis(context.remainingMillis()))
                            .withoutRenewal());
            // end::lambda[]
            assertThat(lease).isPresent();
            assertThat(lease.orElseThrow().remaining()).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void checkpoint() {
        Partition<String> leasing = store.table("CRMTable").partition(TestDynamoDb.uniqueName("leases"));
        try (Leases leases = Leases.create(leasing)) {
            for (int i = 0; i < 3; i++) {
                Lease lease = leases.tryAcquire("copy").orElseThrow();
                // tag::checkpoint[]
                String from = lease.previousHolder().orElse("0");
                lease.release(copy(from));
                // end::checkpoint[]
            }
            assertThat(leases.view("copy")).map(LeaseView::holder).contains("3");
        }
    }

    private static String copy(String from) {
        return Integer.toString(Integer.parseInt(from) + 1);
    }

    private record Context(long remainingMillis) {}

    private static final class Scheduler {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch stopped = new CountDownLatch(1);

        void start() {
            started.countDown();
        }

        void stop() {
            stopped.countDown();
        }
    }

    private static final class Mail {
        private final List<String> sent = new ArrayList<>();

        void send(String text) {
            sent.add(text);
        }
    }
}
