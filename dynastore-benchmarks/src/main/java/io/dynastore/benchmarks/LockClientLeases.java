package io.dynastore.benchmarks;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import io.dynastore.benchmarks.LeaseClient.Held;
import io.dynastore.benchmarks.LeaseClient.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link AmazonDynamoDBLockClient} with its default settings, except for those that a scenario states. */
record LockClientLeases(AmazonDynamoDBLockClient client) implements Session {
    private static final String TABLE = "lock-client";

    /** By default it sends a heartbeat every 5 s for a lease of 20 s. */
    static final LeaseClient CLIENT = new LeaseClient(
            "lock client " + Report.version("dynamodb-lock-client"),
            client -> AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                    CreateDynamoDBTableOptions.builder(client, LeaseClient.THROUGHPUT, TABLE)
                            .build()),
            LockClientLeases::start,
            4);

    private static Session start(DynamoDbClient client, Duration lease) {
        return new LockClientLeases(new AmazonDynamoDBLockClient(AmazonDynamoDBLockClientOptions.builder(client, TABLE)
                .withTimeUnit(TimeUnit.MILLISECONDS)
                .withLeaseDuration(lease.toMillis())
                .withCreateHeartbeatBackgroundThread(false)
                .build()));
    }

    @Override
    public Optional<Held> tryAcquire(String name) throws InterruptedException {
        try {
            return client.tryAcquireLock(AcquireLockOptions.builder(name)
                            .withShouldSkipBlockingWait(true)
                            .build())
                    .map(LockClientLeases::held);
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
