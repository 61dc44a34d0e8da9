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

/** What tests of leases in real time need: leases, processes, faults, and the items as they are in the table. */
final class RealTime implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What happens to the requests of {@link #leases()}. */
    final Faults http = new Faults();

    private final TestStore table = new TestStore();
    private final Duration lease;
    private final Duration skew;
    private final Duration poll;
    private final Deque<OtherProcess> processes = new ArrayDeque<>();
    private final Deque<Leases> opened = new ArrayDeque<>();

    /** Takes how long leases last, by how much clocks may differ, and how often a lease is looked at that is waited for. */
    RealTime(Duration lease, Duration skew, Duration poll) {
        this.lease = lease;
        this.skew = skew;
        this.poll = poll;
    }

    /** New leases in this process; they know nothing of what others have seen. */
    Leases leases() {
        return open(TestDynamoDb.client(http, 3));
    }

    /** New leases in this process whose requests meet no faults and are not counted. */
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
                TestDynamoDb.endpoint().toString(),
                TestStore.CRM.name(),
                table.partition.name(),
                lease.toString(),
                skew.toString(),
                poll.toString());
        processes.add(process);
        return process;
    }

    /** The entries that the processes write. */
    Partition<String> entries() {
        return DynaStore.create(table.raw())
                .table(TestStore.CRM)
                .partition(HolderProcess.entries(table.partition.name()));
    }

    /** The lease as it is in the table. */
    Map<String, AttributeValue> item(String name) {
        return table.item(name);
    }

    boolean isFree(String name) {
        return !item(name).containsKey("owner");
    }

    void awaitFree(String name) throws InterruptedException {
        await(name + " is free", () -> isFree(name));
    }

    /** The deadline that the holder has written. */
    Instant until(String name) {
        return Instant.ofEpochMilli(Long.parseLong(item(name).get("until").n()));
    }

    /** When the holder acquired or last renewed the lease. */
    Instant renewed(String name) {
        return until(name).minus(lease);
    }

    /** Waits until something is so. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting until %s", what).isBefore(end);
            Thread.sleep(5);
        }
    }

    /** Waits until a time is past. */
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
