package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The example of docs/metrics.md; a test of the core compares it. */
class MetricsExampleTest {
    @Test
    void thePartsAreGivenToTheBuilders() {
        MeterRegistry meterRegistry = new SimpleMeterRegistry();
        ObservationRegistry observationRegistry = ObservationRegistry.create();
        DynamoDbClient client = TestDynamoDb.raw();
        // tag::builders[]
        DynaStore store = DynaStore.builder(client)
                .hook(new ObservedOperations(observationRegistry, null))
                .hook(new MeteredOperations(meterRegistry))
                .build();
        Leases leases = Leases.builder(store.table("CRMTable").partition("leases"))
                .listener(new MeteredLeases(meterRegistry))
                .build();
        // end::builders[]
        store.table(TableDefinition.of("CRMTable")).createIfAbsent();
        assertThat(leases.tryAcquire("report")).isPresent();
        leases.close();
        assertThat(meterRegistry.find("dynastore.requests").counter()).isNotNull();
        assertThat(meterRegistry.find("dynastore.lease.acquired").counter()).isNotNull();
    }
}
