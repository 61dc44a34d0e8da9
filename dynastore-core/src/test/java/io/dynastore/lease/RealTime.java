package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Provides leases, processes, faults and items to tests of leases in real time. */
final class RealTime implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The faults of the requests of {@link #leases()}. */
    final Faults http = new Faults();

    private final CallTimes calls = new CallTimes();
    private final TestStore table = new TestStore();
    private final Duration lease;
    private final Duration skew;
    private final Duration poll;
    private final Deque<OtherProcess> processes = new ArrayDeque<>();
    private final Deque<Leases> opened = new ArrayDeque<>();

    /** Takes the duration of leases, the bound on clock skew, and the poll interval. */
    RealTime(Duration lease, Duration skew, Duration poll) {
        this.lease = lease;
        this.skew = skew;
        this.poll = poll;
    }

    /** Creates leases in this process, which have observed nothing yet. */
    Leases leases() {
        return open(TestDynamoDb.builder(TestDynamoDb.http(http))
                .overrideConfiguration(TestDynamoDb.trying(3).andThen(with -> with.addExecutionInterceptor(calls)))
                .build());
    }

    /** Returns the longest time that a call of {@link #leases()} has taken, whatever came of it. */
    Duration longestCall() {
        return calls.longest();
    }

    /** Creates leases in this process whose requests meet no faults and are not counted. */
    Leases rival() {
        return open(table.raw());
    }

    private Leases open(DynamoDbClient client) {
        Leases leases = Leases.builder(
                        DynaStore.create(client).table(TestStore.CRM).partition(table.partition.name()))
                .duration(lease)
                .clockSkew(skew)
                .pollInterval(poll)
                .build();
        opened.add(leases);
        return leases;
    }

    /** Starts a process on the same leases; its first answer is READY. */
    OtherProcess process() {
        OtherProcess process = OtherProcess.start(
                HolderProcess.class,
                TestDynamoDb.endpoint().toString(),
                TestStore.CRM.name(),
                table.partition.name(),
                lease.toString(),
                skew.toString(),
                poll.toString());
        processes.add(process);
        return process;
    }

    /** Returns the partition of the entries that the processes write. */
    Partition<String> entries() {
        return DynaStore.create(table.raw())
                .table(TestStore.CRM)
                .partition(HolderProcess.entries(table.partition.name()));
    }

    /** Returns the lease as it is in the table. */
    Map<String, AttributeValue> item(String name) {
        return table.item(name);
    }

    boolean isFree(String name) {
        return !item(name).containsKey("owner");
    }

    void awaitFree(String name) throws InterruptedException {
        await(name + " is free", () -> isFree(name));
    }

    /** Returns the deadline that the holder has written. */
    Instant until(String name) {
        return Instant.ofEpochMilli(Long.parseLong(item(name).get("until").n()));
    }

    /** Returns the time at which the holder acquired or last renewed the lease. */
    Instant renewed(String name) {
        return until(name).minus(lease);
    }

    /** Waits until a condition holds. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting until %s", what).isBefore(end);
            Thread.sleep(5);
        }
    }

    /** Waits until a time has passed. */
    static void await(Instant time) throws InterruptedException {
        for (Instant now = Instant.now(); !now.isAfter(time); now = Instant.now()) {
            Thread.sleep(Duration.between(now, time).toMillis() + 1);
        }
    }

    @Override
    public void close() {
        http.reset();
        http.randomly(RandomFaults.none());
        processes.forEach(OtherProcess::close);
        opened.forEach(Leases::close);
    }
}
