package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.benchmarks.LeaseClient.Held;
import io.dynastore.benchmarks.LeaseClient.Session;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link Leases} with its default settings, except for those that a scenario states. */
record DynastoreLeases(Leases leases) implements Session {
    static final LeaseClient CLIENT = new LeaseClient(
            "dynastore " + Report.version("dynastore"),
            client -> partition(client).table().createIfAbsent(),
            DynastoreLeases::start,
            3);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Session start(DynamoDbClient client, Duration lease) {
        return new DynastoreLeases(
                Leases.builder(partition(client)).duration(lease).renewal(false).build());
    }

    private static Partition<String> partition(DynamoDbClient client) {
        return DynaStore.create(client).table("dynastore-leases").partition("leases");
    }

    @Override
    public Optional<Held> tryAcquire(String name) {
        return leases.tryAcquire(name).map(DynastoreLeases::held);
    }

    @Override
    public Held acquire(String name) throws InterruptedException {
        return held(leases.tryAcquire(name, PATIENCE).orElseThrow());
    }

    private static Held held(Lease lease) {
        return new Held(lease::renew, () -> {
            if (!lease.release()) {
                throw new IllegalStateException("The lease ended before it was released: " + lease);
            }
        });
    }

    @Override
    public void close() {
        leases.close();
    }
}
