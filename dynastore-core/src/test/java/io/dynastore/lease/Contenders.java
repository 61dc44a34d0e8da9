package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.StaleFenceException;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Simulates processes that contend for one lease, and checks them: after each event, at most one of them believes it holds the
 * lease; each acquisition has a higher token than all before; and a fenced entry, which they write also long after they have
 * lost the lease, never goes back to an earlier holder. The same seed makes the same history.
 */
final class Contenders {
    static final Duration LEASE = Duration.ofSeconds(10);
    private static final String NAME = "contended";

    /**
     * The conditions under which the processes contend.
     *
     * @param trouble how often, at most 1, a request or reply is late, or a request arrives twice
     * @param faults the faults of requests beyond that
     * @param pauses whether processes stand still for up to two leases, and die
     * @param wallClocks by how much wall clocks are wrong, in either direction
     * @param steps whether wall clocks are set while the processes run
     * @param takeoverByDeadline whether leases are taken over by the deadline that the holder wrote
     */
    record Conditions(
            double trouble,
            boolean faults,
            boolean pauses,
            Duration wallClocks,
            boolean steps,
            boolean takeoverByDeadline) {}

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final String resourceName = TestDynamoDb.uniqueName("results");
    private final Random random;
    private final long seed;
    private final Conditions conditions;
    private final OperationHook hook;
    private final List<Contender> contenders = new ArrayList<>();
    final List<LeaseEnd> ends = new ArrayList<>();
    int tenures;
    int staleWrites;
    private long written;
    long highest;

    Contenders(long seed, Conditions conditions) {
        this(seed, conditions, new OperationHook() {});
    }

    Contenders(long seed, Conditions conditions, OperationHook hook) {
        this.seed = seed;
        this.random = new Random(seed);
        this.conditions = conditions;
        this.hook = hook;
        for (int i = 0; i < 6; i++) {
            contenders.add(new Contender());
        }
    }

    /** Runs the simulation. */
    Contenders run(Duration duration) {
        long end = time.now() + duration.toNanos();
        while (time.runNext(end)) {
            check();
        }
        return this;
    }

    private void check() {
        List<Lease> believed = contenders.stream()
                .map(contender -> contender.lease)
                .filter(lease -> lease != null && lease.isHeld())
                .toList();
        assertThat(believed)
                .as("those who believe they hold the lease, with seed %d at %s", seed, Duration.ofNanos(time.now()))
                .hasSizeLessThan(2);
    }

    private Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    private Duration wallOffset() {
        Duration most = conditions.wallClocks();
        return upTo(most.multipliedBy(2)).minus(most);
    }

    /** A process, and the processes that replace it when it dies. */
    private final class Contender {
        private final Faults faults = new Faults();
        private final DynamoDbClient client = TestDynamoDb.client(
                new SimulatedNetwork(
                        TestDynamoDb.http(faults), time, random, LEASE.multipliedBy(2), conditions.trouble()),
                3);
        private SimulatedProcess process = new SimulatedProcess(time);
        private Leases leases = start();
        private final Partition<String> resource = DynaStore.builder(client)
                .hook(hook)
                .build()
                .table(TestStore.CRM)
                .partition(resourceName);
        private @Nullable Lease lease;

        Contender() {
            if (conditions.faults()) {
                faults.randomly(RandomFaults.seeded(random.nextLong())
                        .with(Fault.loseReply(), 0.05)
                        .with(Fault.drop(), 0.05)
                        .with(Fault.duplicate(), 0.05)
                        .with(Fault.throughputExceeded(), 0.05)
                        .with(Fault.internalServerError().afterExecution(), 0.02));
            }
        }

        private Leases start() {
            process = new SimulatedProcess(time).wallAhead(wallOffset());
            leases = Leases.builder(DynaStore.builder(client)
                            .clock(process.clock())
                            .hook(hook)
                            .build()
                            .table(TestStore.CRM)
                            .partition(store.partition.name()))
                    .duration(LEASE)
                    .pollInterval(Duration.ofSeconds(3))
                    .takeoverByDeadline(conditions.takeoverByDeadline())
                    .timing(process)
                    .build();
            lease = null;
            campaign();
            process.schedule(upTo(LEASE.multipliedBy(4)), this::misfortune);
            return leases;
        }

        private void campaign() {
            Acquisition acquisition = DefaultLeases.of(leases).acquisition(NAME, defaults -> {});
            process.schedule(upTo(Duration.ofSeconds(2)), () -> stand(acquisition));
        }

        private void stand(Acquisition acquisition) {
            Lease acquired = null;
            try {
                acquired = acquisition.attempt();
            } catch (SdkException | DynaStoreException e) {
                // The next attempt may succeed.
            }
            if (acquired == null) {
                process.schedule(acquisition.pause(), () -> stand(acquisition));
            } else {
                hold(acquired);
            }
        }

        private void hold(Lease acquired) {
            if (!acquired.isHeld()) {
                campaign();
                return;
            }
            assertThat(acquired.token()).as("token with seed %d", seed).isGreaterThan(highest);
            highest = acquired.token();
            tenures++;
            lease = acquired;
            acquired.onEnd(end -> {
                ends.add(end);
                campaign();
            });
            process.schedule(upTo(LEASE.multipliedBy(3)), acquired::close);
            // The process writes while it holds the lease, and afterwards, as if it had not noticed the end.
            for (int i = 0; i < 5; i++) {
                process.schedule(upTo(LEASE.multipliedBy(6)), () -> write(acquired.token()));
            }
        }

        private void write(long token) {
            try {
                resource.fence(token).put("result", Long.toString(token));
            } catch (StaleFenceException e) {
                staleWrites++;
            } catch (SdkException | DynaStoreException e) {
                // The entry may have been written or not.
            }
            long now = Long.parseLong(store.table
                    .partition(resource.name())
                    .find("result")
                    .map(Entry::value)
                    .orElse("0"));
            assertThat(now).as("token of the last write, with seed %d", seed).isGreaterThanOrEqualTo(written);
            written = now;
        }

        private void misfortune() {
            if (conditions.steps()) {
                process.wallAhead(wallOffset());
            }
            if (conditions.pauses()) {
                if (random.nextInt(4) == 0) {
                    process.kill();
                    lease = null;
                    time.in(upTo(LEASE), this::start);
                    return;
                }
                process.pause(upTo(LEASE.multipliedBy(2)));
            }
            process.schedule(upTo(LEASE.multipliedBy(4)), this::misfortune);
        }
    }
}
