package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBLockProvider;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBUtils;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** ShedLock's {@link DynamoDBLockProvider}. A lease's duration is its {@code lockAtMostFor}. */
final class ShedLock implements Contender {
    /** It creates no table that is paid on demand; the embedded database limits nothing. */
    private static final ProvisionedThroughput THROUGHPUT = ProvisionedThroughput.builder()
            .readCapacityUnits(1L)
            .writeCapacityUnits(1L)
            .build();

    @Override
    public String title() {
        return "ShedLock " + Versions.of("shedlock");
    }

    @Override
    public String tableName() {
        return "shedlock";
    }

    @Override
    public void createTable(DynamoDbClient client) {
        DynamoDBUtils.createLockTable(client, tableName(), THROUGHPUT);
    }

    @Override
    public Map<String, AttributeValue> itemKey(String lease) {
        return Map.of("_id", AttributeValue.fromS(lease));
    }

    @Override
    public Session start(DynamoDbClient client, Duration lease) {
        return new ShedLockSession(new DynamoDBLockProvider(client, tableName()), lease);
    }

    @Override
    public Optional<Duration> renewalPeriod(Duration lease) {
        return Optional.empty();
    }

    private record ShedLockSession(LockProvider provider, Duration lease) implements Session {
        @Override
        public Optional<Held> tryAcquire(String name) {
            return provider.lock(new LockConfiguration(Instant.now(), name, lease, Duration.ZERO))
                    .map(lock -> new HeldByShedLock(lock, lease));
        }

        @Override
        public Held acquire(String name) {
            throw new UnsupportedOperationException("ShedLock skips what is locked; it never waits.");
        }

        @Override
        public void close() {}
    }

    private record HeldByShedLock(SimpleLock lock, Duration lease) implements Held {
        /** The provider throws {@link UnsupportedOperationException}. */
        @Override
        public void renew() {
            if (lock.extend(lease, Duration.ZERO).isEmpty()) {
                throw new IllegalStateException("Lost before it was extended: " + lock);
            }
        }

        @Override
        public void release() {
            lock.unlock();
        }
    }
}
