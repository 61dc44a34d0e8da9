package io.dynastore.spring.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** The example of the README and docs/leases.md; a test of the core compares it. */
class LeaderCandidateExampleTest {
    @Configuration(proxyBeanMethods = false)
    static class Scheduler {
        private final Partition<String> invoices;

        Scheduler(Partition<String> invoices) {
            this.invoices = invoices;
        }

        // tag::leader[]
        @Bean
        LeaderCandidate scheduler(Leases leases) {
            return new LeaderCandidate(leases, "scheduler");
        }

        @EventListener
        void lead(LeaderElectedEvent event) {
            invoices.fence(event.leadership()).put("last", "begun"); // refused if another is the leader by then
        }

        @EventListener
        void stop(LeadershipRevokedEvent event) {} // before another can be elected
        // end::leader[]
    }

    @Test
    void theLeaderWrites() {
        StarterContext.onTable(TestDynamoDb.uniqueTable())
                .withPropertyValues("dynastore.partitions.invoices.consistent-reads=true")
                .withUserConfiguration(Scheduler.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    @SuppressWarnings("unchecked")
                    Partition<String> invoices = context.getBean("invoices", Partition.class);
                    await().untilAsserted(() ->
                            assertThat(invoices.find("last").map(Entry::value)).contains("begun"));
                });
    }
}
