package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Contender.Held;
import io.dynastore.benchmarks.cost.Stage.Actor;
import io.dynastore.benchmarks.cost.Stage.Sample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The rows of the table of leases. */
final class Scenarios {
    /** Of all leases that nobody waits for. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration CONTENDED_LEASE = Duration.ofSeconds(10);

    /** Not the same in each run: otherwise the release would always meet who looks every second at the same moment. */
    private static final Duration FIRST_HOLD = Duration.ofMillis(3500);

    private static final Duration HOLD_STEP = Duration.ofMillis(200);
    static final Duration DEAD_LEASE = Duration.ofSeconds(3);
    private static final Duration EARLY = Duration.ofSeconds(1);

    /** Past the lease's end by more than the bound on clock skew that dynastore has by default, 5 s. */
    static final Duration LATE = Duration.ofSeconds(10);

    static final Scenario RENEW = new Scenario("renew", false, Scenarios::renew);

    static final List<Scenario> ALL = List.of(
            new Scenario("acquire, never used before", false, Scenarios::acquireNew),
            new Scenario("acquire, used and released before", false, Scenarios::acquireReleased),
            RENEW,
            new Scenario("release", false, Scenarios::release),
            new Scenario("try once, somebody else has it", false, Scenarios::tryHeld),
            new Scenario(
                    "wait for it: a lease of " + seconds(CONTENDED_LEASE) + ", released after " + seconds(FIRST_HOLD)
                            + " to " + seconds(hold(LeaseRuns.RUNS - 1)),
                    true,
                    Scenarios::await),
            new Scenario(
                    "take over: the holder of a lease of " + seconds(DEAD_LEASE) + " has died, the process starts "
                            + seconds(EARLY) + " after it was acquired",
                    true,
                    Scenarios::takeOverEarly),
            new Scenario(
                    "take over: the same, but the process starts " + seconds(LATE) + " after it was acquired",
                    true,
                    Scenarios::takeOverLate));

    private Scenarios() {}

    private static Sample acquireNew(Stage stage) throws InterruptedException {
        Actor actor = stage.actor(LEASE);
        return actor.measure(actor::acquireFree);
    }

    private static Sample acquireReleased(Stage stage) throws InterruptedException {
        stage.actor(LEASE).acquireFree().release();
        Actor actor = stage.actor(LEASE);
        return actor.measure(actor::acquireFree);
    }

    private static Sample renew(Stage stage) throws InterruptedException {
        Actor actor = stage.actor(LEASE);
        Held held = actor.acquireFree();
        return actor.measure(held::renew);
    }

    private static Sample release(Stage stage) throws InterruptedException {
        Actor actor = stage.actor(LEASE);
        Held held = actor.acquireFree();
        return actor.measure(held::release);
    }

    private static Sample tryHeld(Stage stage) throws InterruptedException {
        stage.actor(LEASE).acquireFree();
        Actor actor = stage.actor(LEASE);
        return actor.measure(() -> {
            if (actor.tryAcquire().isPresent()) {
                throw new IllegalStateException("Two have the same lease");
            }
        });
    }

    private static Sample await(Stage stage) throws InterruptedException {
        Held held = stage.actor(CONTENDED_LEASE).acquireFree();
        Actor waiter = stage.actor(CONTENDED_LEASE);
        CompletableFuture<Long> release = CompletableFuture.supplyAsync(
                () -> {
                    held.release();
                    return System.nanoTime();
                },
                after(hold(stage.run())));
        AtomicLong acquired = new AtomicLong();
        try {
            Cost cost = waiter.measure(() -> {
                        waiter.acquire();
                        acquired.set(System.nanoTime());
                    })
                    .cost();
            // The holder may hear of its release after the waiter has seen it.
            return new Sample(cost, Duration.ofNanos(Math.max(0, acquired.get() - release.join())));
        } finally {
            release.join();
        }
    }

    private static Duration hold(int run) {
        return FIRST_HOLD.plus(HOLD_STEP.multipliedBy(run));
    }

    private static Sample takeOverEarly(Stage stage) throws InterruptedException {
        dieAndWait(stage, EARLY);
        Actor heir = stage.actor(DEAD_LEASE);
        return heir.measure(heir::acquire);
    }

    private static Sample takeOverLate(Stage stage) throws InterruptedException {
        dieAndWait(stage, LATE);
        Actor heir = stage.actor(DEAD_LEASE);
        return heir.measure(() -> {
            try {
                heir.acquire();
            } catch (UnsupportedOperationException e) {
                // Who cannot wait may not need to.
                heir.acquireFree();
            }
        });
    }

    /** A holder acquires the lease and is not heard of again. */
    private static void dieAndWait(Stage stage, Duration time) throws InterruptedException {
        stage.actor(DEAD_LEASE).acquireFree();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return (millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0)) + " s";
    }
}
