package io.dynastore.benchmarks.cost;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import io.dynastore.benchmarks.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** {@link AmazonDynamoDBLockClient} with its default settings, but for what a scenario says. */
final class AmazonLockClient implements Contender {
    /** It creates no table that is paid on demand; the embedded database limits nothing. */
    private static final ProvisionedThroughput THROUGHPUT = ProvisionedThroughput.builder()
            .readCapacityUnits(1L)
            .writeCapacityUnits(1L)
            .build();

    @Override
    public String title() {
        return "lock client " + Versions.of("lock-client");
    }

    @Override
    public String tableName() {
        return "lock-client";
    }

    @Override
    public void createTable(DynamoDbClient client) {
        AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                CreateDynamoDBTableOptions.builder(client, THROUGHPUT, tableName())
                        .build());
    }

    @Override
    public Map<String, AttributeValue> itemKey(String lease) {
        return Map.of("key", AttributeValue.fromS(lease));
    }

    @Override
    public Session start(DynamoDbClient client, Duration lease) {
        return new LockClientSession(
                new AmazonDynamoDBLockClient(AmazonDynamoDBLockClientOptions.builder(client, tableName())
                        .withTimeUnit(TimeUnit.MILLISECONDS)
                        .withLeaseDuration(lease.toMillis())
                        .withCreateHeartbeatBackgroundThread(false)
                        .build()));
    }

    /** By default it sends a heartbeat every 5 s for a lease of 20 s. */
    @Override
    public Optional<Duration> renewalPeriod(Duration lease) {
        return Optional.of(lease.dividedBy(4));
    }

    private record LockClientSession(AmazonDynamoDBLockClient client) implements Session {
        @Override
        public Optional<Held> tryAcquire(String name) throws InterruptedException {
            try {
                return client.tryAcquireLock(AcquireLockOptions.builder(name)
                                .withShouldSkipBlockingWait(true)
                                .build())
                        .map(HeldByLockClient::new);
            } catch (LockCurrentlyUnavailableException e) {
                return Optional.empty();
            }
        }

        @Override
        public Held acquire(String name) throws InterruptedException {
            return new HeldByLockClient(
                    client.acquireLock(AcquireLockOptions.builder(name).build()));
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

    private record HeldByLockClient(LockItem lock) implements Held {
        @Override
        public void renew() {
            lock.sendHeartBeat();
        }

        @Override
        public void release() {
            lock.close();
        }
    }
}
