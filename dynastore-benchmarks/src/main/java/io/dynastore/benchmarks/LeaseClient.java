package io.dynastore.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * A client whose leases are compared. It may call a lease a lock.
 *
 * @param title the title of its columns
 * @param createTable creates its table
 * @param start starts a process, whose leases have a duration
 * @param renewals the number of times that a lease is renewed by default while it would last; 0 if it cannot be renewed
 */
record LeaseClient(
        String title,
        Consumer<DynamoDbClient> createTable,
        BiFunction<DynamoDbClient, Duration, Session> start,
        int renewals) {
    /** The throughput of the tables that are not paid on demand; the embedded database limits nothing. */
    static final ProvisionedThroughput THROUGHPUT = ProvisionedThroughput.builder()
            .readCapacityUnits(1L)
            .writeCapacityUnits(1L)
            .build();

    /** The leases of a process, which has seen none yet. An unsupported operation throws the exception for that. */
    interface Session extends AutoCloseable {
        /** Acquires a lease that is free. */
        Optional<Held> tryAcquire(String name) throws InterruptedException;

        /** Waits for a lease as long as it takes, in the client's default way. */
        Held acquire(String name) throws InterruptedException;

        @Override
        void close();
    }

    /** A lease that was acquired and is not renewed by itself, so that a scenario decides what is sent. */
    record Held(Runnable renew, Runnable release) {}
}
