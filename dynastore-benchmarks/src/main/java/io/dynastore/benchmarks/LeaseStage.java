package io.dynastore.benchmarks;

import io.dynastore.benchmarks.LeaseClient.Held;
import io.dynastore.benchmarks.LeaseClient.Session;
import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The scenarios of leases for one contender and one run, with a lease of its own and processes that come and go. A scenario
 * that does not end as it should throws.
 */
final class LeaseStage implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration DEAD_LEASE = Duration.ofSeconds(3);
    private static final Duration CONTENDED_LEASE = Duration.ofSeconds(60);

    private final EmbeddedDynamoDb database;
    private final LeaseClient contender;
    private final String lease;
    private final List<Actor> actors = new ArrayList<>();

    LeaseStage(EmbeddedDynamoDb database, LeaseClient contender, String lease) {
        this.database = database;
        this.contender = contender;
        this.lease = lease;
    }

    Cost acquireNew() throws InterruptedException {
        Actor actor = new Actor(LEASE);
        return actor.meter.measure(actor::acquireFree);
    }

    Cost acquireReleased() throws InterruptedException {
        new Actor(LEASE).acquireFree().release().run();
        return acquireNew();
    }

    Cost renew() throws InterruptedException {
        Actor actor = new Actor(LEASE);
        return actor.meter.measure(actor.acquireFree().renew()::run);
    }

    Cost release() throws InterruptedException {
        Actor actor = new Actor(LEASE);
        return actor.meter.measure(actor.acquireFree().release()::run);
    }

    Cost tryHeld() throws InterruptedException {
        new Actor(LEASE).acquireFree();
        Actor actor = new Actor(LEASE);
        return actor.meter.measure(() -> {
            if (actor.session.tryAcquire(lease).isPresent()) {
                throw new IllegalStateException("Two processes hold the same lease.");
            }
        });
    }

    /** Waits for a lease that is released after some time; the time of the cost counts from the release. */
    Cost await(Duration hold) throws InterruptedException {
        Actor holder = new Actor(CONTENDED_LEASE);
        // The waiter starts before the time runs, since a client takes a while to start.
        Actor waiter = new Actor(CONTENDED_LEASE);
        Held held = holder.acquireFree();
        CompletableFuture<Stopwatch> release = CompletableFuture.supplyAsync(
                () -> {
                    held.release().run();
                    return new Stopwatch();
                },
                CompletableFuture.delayedExecutor(hold.toNanos(), TimeUnit.NANOSECONDS));
        try {
            Cost cost = waiter.meter.measure(() -> waiter.session.acquire(lease));
            // The reply to the release may arrive after the waiter has seen it.
            return cost.withTime(release.join().elapsed());
        } finally {
            release.join();
        }
    }

    /** Takes over the lease of a holder that died; the process starts some time after the lease was acquired. */
    Cost takeOver(Duration delay) throws InterruptedException {
        new Actor(DEAD_LEASE).acquireFree();
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        Actor heir = new Actor(DEAD_LEASE);
        return heir.meter.measure(() -> {
            try {
                heir.session.acquire(lease);
            } catch (UnsupportedOperationException e) {
                if (delay.compareTo(DEAD_LEASE) < 0) {
                    throw e;
                }
                heir.acquireFree(); // It cannot wait, and does not have to.
            }
        });
    }

    @Override
    public void close() {
        actors.forEach(Actor::close);
    }

    /** A process: it has a client of its own, whose requests are counted. */
    private final class Actor {
        private final Meter meter = new Meter();
        private final DynamoDbClient client = meter.client(database);
        private final Session session;

        private Actor(Duration duration) {
            session = contender.start().apply(client, duration);
            actors.add(this);
        }

        private Held acquireFree() throws InterruptedException {
            return session.tryAcquire(lease)
                    .orElseThrow(() -> new IllegalStateException(contender.title() + " did not acquire " + lease));
        }

        private void close() {
            session.close();
            client.close();
        }
    }
}
