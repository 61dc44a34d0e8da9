package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.lease.WorkClaims;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the meters of leases say of work claims and warnings. */
class MeteredClaimsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredLeases metered = new MeteredLeases(registry);
    private final DynaStore store = DynaStore.create(TestDynamoDb.raw());
    private final Partition<String> leasing = store.table("Claims").partition("leases");

    @BeforeEach
    void createTable() {
        store.table(TableDefinition.of("Claims")).createIfAbsent();
    }

    @Test
    void anEntryThatIsSkippedIsCountedOnceWithItsPartition() {
        store.table("Claims").partition("work").put("bad", "%%");
        try (Leases leases = Leases.builder(leasing).listener(metered).build()) {
            WorkClaims<byte[]> claims =
                    WorkClaims.create(leases, store.table("Claims").partition("work", Codec.bytes()));
            assertThat(claims.claimAny()).isEmpty();
            assertThat(claims.claimAny()).isEmpty();
        }
        assertThat(registry.get("dynastore.claim.skipped")
                        .tags("db.collection.name", "Claims", "dynastore.partition", "work")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aWarningIsCounted() {
        try (Leases leases = Leases.builder(leasing).listener(metered).build()) {
            Lease lease = leases.tryAcquire("a").orElseThrow();
            metered.expiring(lease, Duration.ofSeconds(1));
        }
        assertThat(registry.get("dynastore.lease.expiring")
                        .tags("dynastore.partition", "leases")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
