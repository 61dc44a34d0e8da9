package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Meters that are removed while operations go on, and operations of one call on several threads. */
class MeteredOperationsTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final DynamoDbClient client = TestDynamoDb.raw();

    private Partition<String> partition(DynaStore store) {
        store.table(table).createIfAbsent();
        return store.table(table).partition("customers");
    }

    @Test
    void metersThatWereRemovedAreRegisteredAgain() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Partition<String> partition = partition(
                DynaStore.builder(client).hook(new MeteredOperations(meters)).build());
        partition.find("a");
        partition.find("a");
        assertThat(requests(meters)).isEqualTo(2);

        meters.clear();
        partition.find("a");
        assertThat(requests(meters)).isEqualTo(1);

        meters.remove(meters.get("dynastore.requests").counter());
        partition.find("a");
        assertThat(requests(meters)).isEqualTo(1);
    }

    private static double requests(SimpleMeterRegistry meters) {
        return meters.get("dynastore.requests").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void requestsOnOtherThreadsBelongToTheObservationOfTheCaller() {
        ObservationRegistry observations = ObservationRegistry.create();
        List<Observation.Context> stopped = Collections.synchronizedList(new ArrayList<>());
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof DynaStoreObservationContext;
            }
        });
        Partition<String> partition = partition(DynaStore.builder(client)
                .hook(new ObservedOperations(observations, null))
                .build());
        Observation caller = Observation.start("caller", observations);

        caller.scoped(() -> partition.findAll(
                IntStream.range(0, 800).mapToObj(i -> "k-" + i).toList()));

        assertThat(stopped)
                .hasSize(8)
                .allSatisfy(
                        context -> assertThat(context.getParentObservation()).isSameAs(caller));
    }
}
