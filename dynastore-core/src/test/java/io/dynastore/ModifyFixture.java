package io.dynastore;

import io.dynastore.embedded.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who modifies, through faults and counted, and a rival who is neither. */
abstract class ModifyFixture {
    final TestStore store = new TestStore();
    final List<Duration> pauses = new ArrayList<>();
    final Faults faults = store.faults;

    /** What is tested; each of its attempts is counted. */
    final Partition<String> partition = partition(pauses::add);

    /** Everybody else, not counted. */
    final Partition<String> rival = DynaStore.builder(store.raw())
            .clock(store.clock)
            .build()
            .table(TestStore.CRM)
            .partition(partition.name());

    Partition<String> partition(Backoff.Pause pause) {
        return DynaStore.builder(TestDynamoDb.client(store.http, 3))
                .clock(store.clock)
                .pause(pause)
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());
    }

    /** A change that takes so long that the rival is faster. */
    String late(String value) {
        rival.update(rival.get("k"), value + "r");
        return value + "m";
    }
}
