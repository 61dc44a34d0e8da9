package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.cost.Contender.Held;
import io.dynastore.benchmarks.cost.Contender.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where one contender plays one scenario once: a lease that nobody has used, and processes that come and go. */
final class Stage implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final Contender contender;
    private final String lease;
    private final int run;
    private final DynamoDbClient uncounted;
    private final List<Actor> actors = new ArrayList<>();

    Stage(EmbeddedDatabase database, Contender contender, String lease, int run) {
        this.database = database;
        this.contender = contender;
        this.lease = lease;
        this.run = run;
        this.uncounted = database.client();
    }

    /** Which of several runs it is, from 0. */
    int run() {
        return run;
    }

    /** A process that has just started. */
    Actor actor(Duration duration) {
        Actor actor = new Actor(duration);
        actors.add(actor);
        return actor;
    }

    /** What a refused write was charged: the item is as large as it was then, or gone. */
    private int unitsPerRefusal() {
        return WriteUnits.of(uncounted
                .getItem(get -> get.tableName(contender.tableName())
                        .key(contender.itemKey(lease))
                        .consistentRead(true))
                .item());
    }

    @Override
    public void close() {
        actors.forEach(Actor::close);
        uncounted.close();
    }

    /** A process: it has a client of its own, whose requests are counted. Its scenario has one lease only. */
    final class Actor {
        private final Meter meter = new Meter();
        private final DynamoDbClient client = meter.client(database);
        private final Session session;

        private Actor(Duration duration) {
            session = contender.start(client, duration);
        }

        Optional<Held> tryAcquire() throws InterruptedException {
            return session.tryAcquire(lease);
        }

        /** Acquires the lease, which is free. */
        Held acquireFree() throws InterruptedException {
            return tryAcquire()
                    .orElseThrow(() -> new IllegalStateException(contender.title() + " did not get " + lease));
        }

        Held acquire() throws InterruptedException {
            return session.acquire(lease);
        }

        /** Measures what this process sends meanwhile. */
        Sample measure(Step step) throws InterruptedException {
            meter.reset();
            long start = System.nanoTime();
            step.run();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new Sample(meter.cost(unitsPerRefusal()), time);
        }

        private void close() {
            session.close();
            client.close();
        }
    }

    /** What is measured. */
    interface Step {
        void run() throws InterruptedException;
    }

    /**
     * What a step cost in one run.
     *
     * @param cost what was sent
     * @param time how long it took, or what else the scenario calls its time
     */
    record Sample(Cost cost, Duration time) {}
}
