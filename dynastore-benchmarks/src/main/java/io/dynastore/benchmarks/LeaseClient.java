package io.dynastore.benchmarks;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBLockProvider;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBUtils;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * A client whose leases are compared, with its default settings, except for those that a scenario states. It may call a lease a
 * lock.
 *
 * @param title the title of its columns
 * @param renewals the number of times that a lease is renewed by default while it would last; 0 if it cannot be renewed
 * @param createTable creates its table
 * @param start starts a process, whose leases have a duration
 */
record LeaseClient(
        String title,
        int renewals,
        Consumer<DynamoDbClient> createTable,
        BiFunction<DynamoDbClient, Duration, Session> start) {
    /** The throughput of the tables that are not paid on demand; the embedded database limits nothing. */
    private static final ProvisionedThroughput THROUGHPUT = ProvisionedThroughput.builder()
            .readCapacityUnits(1L)
            .writeCapacityUnits(1L)
            .build();

    static final LeaseClient DYNASTORE = new LeaseClient(
            "dynastore " + Report.version("dynastore"),
            3,
            client -> DynastoreSession.partition(client).table().createIfAbsent(),
            DynastoreSession::new);

    /** By default it sends a heartbeat every 5 s for a lease of 20 s. */
    static final LeaseClient LOCK_CLIENT = new LeaseClient(
            "lock client " + Report.version("dynamodb-lock-client"),
            4,
            client -> AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                    CreateDynamoDBTableOptions.builder(client, THROUGHPUT, LockClientSession.TABLE)
                            .build()),
            LockClientSession::new);

    static final LeaseClient SHEDLOCK = new LeaseClient(
            "ShedLock " + Report.version("shedlock-provider-dynamodb2"),
            0,
            client -> DynamoDBUtils.createLockTable(client, ShedLockSession.TABLE, THROUGHPUT),
            ShedLockSession::new);

    static final List<LeaseClient> ALL = List.of(DYNASTORE, LOCK_CLIENT, SHEDLOCK);

    /** The leases of a process, which has seen none yet. An unsupported operation throws the exception for that. */
    interface Session extends AutoCloseable {
        /** Acquires a lease that is free. */
        Optional<Held> tryAcquire(String name) throws InterruptedException;

        /** Waits for a lease as long as it takes, in the client's default way. */
        Held acquire(String name) throws InterruptedException;

        @Override
        default void close() {}
    }

    /** A lease that was acquired and is not renewed by itself, so that a scenario decides what is sent. */
    record Held(Runnable renew, Runnable release) {}

    private record DynastoreSession(Leases leases) implements Session {
        private static final Duration PATIENCE = Duration.ofMinutes(2);

        private DynastoreSession(DynamoDbClient client, Duration lease) {
            this(Leases.builder(partition(client))
                    .duration(lease)
                    .renewal(false)
                    .build());
        }

        private static Partition<String> partition(DynamoDbClient client) {
            return DynaStore.create(client).table("dynastore-leases").partition("leases");
        }

        @Override
        public Optional<Held> tryAcquire(String name) {
            return leases.tryAcquire(name).map(DynastoreSession::held);
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

    private record LockClientSession(AmazonDynamoDBLockClient client) implements Session {
        private static final String TABLE = "lock-client";

        private LockClientSession(DynamoDbClient client, Duration lease) {
            this(new AmazonDynamoDBLockClient(AmazonDynamoDBLockClientOptions.builder(client, TABLE)
                    .withTimeUnit(TimeUnit.MILLISECONDS)
                    .withLeaseDuration(lease.toMillis())
                    .withCreateHeartbeatBackgroundThread(false)
                    .build()));
        }

        @Override
        public Optional<Held> tryAcquire(String name) throws InterruptedException {
            try {
                AcquireLockOptions once = AcquireLockOptions.builder(name)
                        .withShouldSkipBlockingWait(true)
                        .build();
                return client.tryAcquireLock(once).map(LockClientSession::held);
            } catch (LockCurrentlyUnavailableException e) {
                return Optional.empty();
            }
        }

        @Override
        public Held acquire(String name) throws InterruptedException {
            return held(client.acquireLock(AcquireLockOptions.builder(name).build()));
        }

        private static Held held(LockItem lock) {
            return new Held(lock::sendHeartBeat, lock::close);
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The duration of a lease is its {@code lockAtMostFor}. The provider does not support its extension. */
    private record ShedLockSession(LockProvider provider, Duration lease) implements Session {
        private static final String TABLE = "shedlock";

        private ShedLockSession(DynamoDbClient client, Duration lease) {
            this(new DynamoDBLockProvider(client, TABLE), lease);
        }

        @Override
        public Optional<Held> tryAcquire(String name) {
            return provider.lock(new LockConfiguration(Instant.now(), name, lease, Duration.ZERO))
                    .map(lock -> new Held(() -> lock.extend(lease, Duration.ZERO), lock::unlock));
        }

        @Override
        public Held acquire(String name) {
            throw new UnsupportedOperationException("ShedLock skips what is locked; it never waits.");
        }
    }
}
