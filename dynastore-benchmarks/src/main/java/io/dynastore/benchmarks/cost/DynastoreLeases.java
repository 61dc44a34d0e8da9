package io.dynastore.benchmarks.cost;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.benchmarks.Versions;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@link Leases} with its default settings, but for what a scenario says. */
final class DynastoreLeases implements Contender {
    private static final String PARTITION = "leases";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "dynastore " + Versions.of("dynastore");
    }

    @Override
    public String tableName() {
        return "dynastore";
    }

    @Override
    public void createTable(DynamoDbClient client) {
        table(client).createIfAbsent();
    }

    @Override
    public Map<String, AttributeValue> itemKey(String lease) {
        return Map.of("id", AttributeValue.fromS(PARTITION), "name", AttributeValue.fromS(lease));
    }

    @Override
    public Session start(DynamoDbClient client, Duration lease) {
        return new LeasesSession(Leases.builder(table(client).partition(PARTITION))
                .duration(lease)
                .renewal(false)
                .build());
    }

    private Table table(DynamoDbClient client) {
        return DynaStore.create(client).table(tableName());
    }

    /** As {@link Leases} does by itself. */
    @Override
    public Optional<Duration> renewalPeriod(Duration lease) {
        return Optional.of(lease.dividedBy(3));
    }

    private record LeasesSession(Leases leases) implements Session {
        @Override
        public Optional<Held> tryAcquire(String name) {
            return leases.tryAcquire(name).map(HeldByLeases::new);
        }

        @Override
        public Held acquire(String name) throws InterruptedException {
            return new HeldByLeases(leases.tryAcquire(name, PATIENCE).orElseThrow());
        }

        @Override
        public void close() {
            leases.close();
        }
    }

    private record HeldByLeases(Lease lease) implements Held {
        @Override
        public void renew() {
            lease.renew();
        }

        @Override
        public void release() {
            if (!lease.release()) {
                throw new IllegalStateException("Lost before it was released: " + lease);
            }
        }
    }
}
