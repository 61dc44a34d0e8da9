package io.dynastore.embedded.internal.throughput;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.value.Bytes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The capacity units that tables, global indexes and partitions have left. A request that needs more than are left of any is
 * refused and takes nothing. Thread-safe.
 */
public final class Throughput {
    private static final int FEW = 1_000;

    private final Clock clock;
    private final boolean splitsHotPartitions;
    private final Map<Resource, Bucket> resources = new HashMap<>();
    private final Map<PartitionKey, Partition> partitions = new HashMap<>();
    private int most = FEW;

    /**
     * Creates the limits of all tables of a database.
     *
     * @param clock the clock by which units come back
     * @param splitsHotPartitions whether the items of a partition key that are used too often are spread over partitions
     */
    public Throughput(Clock clock, boolean splitsHotPartitions) {
        this.clock = clock;
        this.splitsHotPartitions = splitsHotPartitions;
    }

    private record Resource(String table, String index, boolean write, Limit limit) {}

    private record PartitionKey(String table, String index, Bytes key) {}

    /** Takes what a request needs, or returns the limit that it exceeds. */
    public synchronized Optional<Excess> take(Demand demand) {
        long now = clock.millis();
        Optional<Excess> excess = excess(demand, now);
        if (excess.isEmpty()) {
            take(demand, now, 1);
        }
        return excess;
    }

    /** Takes what all actions need, or nothing; returns the limits that actions exceed, in the order of the actions. */
    public synchronized List<Optional<Excess>> takeAll(List<Demand> demands) {
        long now = clock.millis();
        List<Optional<Excess>> all = new ArrayList<>();
        List<Demand> taken = new ArrayList<>();
        for (Demand demand : demands) {
            Optional<Excess> excess = excess(demand, now);
            all.add(excess);
            if (excess.isEmpty()) {
                take(demand, now, 1);
                taken.add(demand);
            }
        }
        if (taken.size() < demands.size()) {
            taken.forEach(demand -> take(demand, now, -1));
        }
        return all;
    }

    /** Forgets a table that is deleted. */
    public synchronized void forget(TableSchema table) {
        resources.keySet().removeIf(resource -> resource.table().equals(table.id()));
        partitions.keySet().removeIf(partition -> partition.table().equals(table.id()));
    }

    private Optional<Excess> excess(Demand demand, long now) {
        for (Map.Entry<String, Double> each : demand.units().entrySet()) {
            Rate rate = Rate.of(demand.table(), each.getKey(), demand.write());
            if (!resource(demand, each.getKey(), rate).has(each.getValue(), rate, now)) {
                return Optional.of(demand.excess(each.getKey(), rate.limit()));
            }
        }
        for (Map.Entry<Demand.Place, Double> each : demand.byPlace().entrySet()) {
            Demand.Place place = each.getKey();
            boolean splits = splitsHotPartitions && canSplit(demand.table());
            if (!partition(demand, place, now).has(place.sort(), each.getValue(), demand.write(), splits, now)) {
                return Optional.of(demand.excess(place.index(), Limit.KEY_RANGE));
            }
        }
        return Optional.empty();
    }

    /** Adaptive capacity does not split the items of a partition key if the table has a local index. */
    private static boolean canSplit(TableSchema table) {
        return table.indexes().stream().allMatch(IndexSchema::global);
    }

    private void take(Demand demand, long now, int sign) {
        demand.units().forEach((index, units) -> {
            Rate rate = Rate.of(demand.table(), index, demand.write());
            resource(demand, index, rate).take(sign * units);
        });
        demand.byPlace()
                .forEach((place, units) ->
                        partition(demand, place, now).take(place.sort(), sign * units, demand.write()));
    }

    /** Returns the units of a table or an index, which are saved from the creation of the table on. */
    private Bucket resource(Demand demand, String index, Rate rate) {
        return resources.computeIfAbsent(
                new Resource(demand.table().id(), index, demand.write(), rate.limit()),
                absent -> new Bucket(rate, demand.table().createdMillis()));
    }

    private Partition partition(Demand demand, Demand.Place place, long now) {
        if (partitions.size() > most) {
            partitions.values().removeIf(partition -> partition.isNew(now));
            most = Math.max(FEW, 2 * partitions.size());
        }
        return partitions.computeIfAbsent(
                new PartitionKey(demand.table().id(), place.index(), place.partition()), absent -> new Partition(now));
    }

    @Override
    public String toString() {
        return "Throughput[splitsHotPartitions=" + splitsHotPartitions + "]";
    }
}
