package io.dynastore.benchmarks.overhead;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** dynastore, without a hook. */
final class DynastoreContender<V> implements Contender {
    private static final Query PAGE = Query.all().limit(Sample.PAGE_SIZE);

    private final Partition<V> partition;
    private final V value;
    private final Entry<V> previous;

    DynastoreContender(DynamoDbClient client, Clock clock, Codec<V> codec, V value) {
        this.partition = DynaStore.builder(client)
                .clock(clock)
                .build()
                .table(Sample.TABLE)
                .partition(Sample.PARTITION, codec);
        this.value = value;
        this.previous = partition.get(Sample.KEY);
    }

    @Override
    public Object get() {
        return partition.get(Sample.KEY);
    }

    @Override
    public Object update() {
        return partition.update(previous, value);
    }

    @Override
    public Object create() {
        return partition.create(Sample.KEY, value, with -> with.timeToLive(Sample.TIME_TO_LIVE));
    }

    @Override
    public Object page() {
        return partition.list(PAGE);
    }
}
