package io.dynastore.benchmarks;

import io.dynastore.benchmarks.LeaseClient.Held;
import io.dynastore.benchmarks.LeaseClient.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBLockProvider;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBUtils;

/** ShedLock's {@link DynamoDBLockProvider}. The duration of a lease is its {@code lockAtMostFor}. */
record ShedLockLeases(LockProvider provider, Duration lease) implements Session {
    private static final String TABLE = "shedlock";

    static final LeaseClient CLIENT = new LeaseClient(
            "ShedLock " + Report.version("shedlock-provider-dynamodb2"),
            client -> DynamoDBUtils.createLockTable(client, TABLE, LeaseClient.THROUGHPUT),
            (client, lease) -> new ShedLockLeases(new DynamoDBLockProvider(client, TABLE), lease),
            0);

    @Override
    public Optional<Held> tryAcquire(String name) {
        return provider.lock(new LockConfiguration(Instant.now(), name, lease, Duration.ZERO))
                .map(lock -> new Held(() -> renew(lock), lock::unlock));
    }

    /** Fails, since the provider does not support it. */
    private void renew(SimpleLock lock) {
        if (lock.extend(lease, Duration.ZERO).isEmpty()) {
            throw new IllegalStateException("The lock ended before it was extended: " + lock);
        }
    }

    @Override
    public Held acquire(String name) {
        throw new UnsupportedOperationException("ShedLock skips what is locked; it never waits.");
    }

    @Override
    public void close() {}
}
