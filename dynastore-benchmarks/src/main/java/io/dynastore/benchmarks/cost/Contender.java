package io.dynastore.benchmarks.cost;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One of the implementations that are compared. They may call a lease a lock. */
interface Contender {
    /** What the column is called. */
    String title();

    /** Creates its table as it likes it. */
    void createTable(DynamoDbClient client);

    String tableName();

    /** The key of the item that a lease is kept in. */
    Map<String, AttributeValue> itemKey(String lease);

    /**
     * Starts what a process has one of. It has seen no lease yet.
     *
     * @param lease how long its leases last
     */
    Session start(DynamoDbClient client, Duration lease);

    /** After how long it usually renews a lease that lasts so long; empty if it cannot renew. */
    Optional<Duration> renewalPeriod(Duration lease);

    /** What a process has one of. What an implementation cannot do throws {@link UnsupportedOperationException}. */
    interface Session extends AutoCloseable {
        /** Acquires a lease if that is possible at once. */
        Optional<Held> tryAcquire(String name) throws InterruptedException;

        /** Waits for a lease as long as it takes, as the implementation waits by default. */
        Held acquire(String name) throws InterruptedException;

        @Override
        void close();
    }

    /** A lease that was acquired. It is not renewed by itself, so that a scenario decides what is sent. */
    interface Held {
        void renew();

        void release();
    }
}
