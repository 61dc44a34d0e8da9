package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The example of docs/operations.md for a partition that is spread over several. */
class ShardsExampleTest {
    private static final int SHARDS = 4;

    private final Table table = new TestStore().table;

    // tag::shards[]
    Partition<String> events(String key) {
        return table.partition("events-" + Math.floorMod(key.hashCode(), SHARDS));
    }
    // end::shards[]

    @Test
    void anEntryIsFoundInThePartitionOfItsKey() {
        List<String> keys = IntStream.range(0, 20).mapToObj(n -> "e-" + n).toList();
        keys.forEach(key -> events(key).put(key, key));

        assertThat(keys)
                .allSatisfy(key -> assertThat(events(key).get(key).value()).isEqualTo(key));
        assertThat(keys.stream().map(key -> events(key).name()).distinct()).hasSizeGreaterThan(1);
        assertThat(IntStream.range(0, SHARDS)
                        .mapToLong(shard -> table.partition("events-" + shard)
                                .count(Query.all().prefix("e-")))
                        .sum())
                .isEqualTo(keys.size());
    }
}
