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
import java.util.stream.Stream;

/** The rows of the table of leases. */
final class Scenarios {
    /** Of all leases that nobody waits for. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Of those whose pauses are left to chance. */
    static final int WAIT_RUNS = 25;

    private static final Duration CONTENDED_LEASE = Duration.ofSeconds(60);

    /**
     * Not the same in each run: otherwise the release would always meet who looks every second at the same moment. All
     * runs together spread over such a second.
     */
    private static final Duration HOLD_SPREAD = Duration.ofSeconds(1);

    static final Duration DEAD_LEASE = Duration.ofSeconds(3);
    private static final Duration EARLY = Duration.ofSeconds(1);

    /** Past the lease's end by more than the bound on clock skew that dynastore has by default, 5 s. */
    static final Duration LATE = Duration.ofSeconds(10);

    static final String ACQUIRE_NEW = "acquire, never used before";
    static final String ACQUIRE_AGAIN = "acquire, used and released before";
    static final Scenario RENEW = new Scenario("renew", false, Scenarios::renew);

    static final String TRY_HELD = "try once, somebody else has it";

    /** The one of the waits that a goal is set for. */
    static final Scenario CONTENDED = await(Duration.ofSeconds(4));

    static final String EARLY_TAKEOVER = "take over: the holder of a lease of " + seconds(DEAD_LEASE)
            + " has died, the process starts " + seconds(EARLY) + " after it was acquired";

    static final List<Scenario> WAITS = List.of(
            await(Duration.ofSeconds(1)), CONTENDED, await(Duration.ofSeconds(10)), await(Duration.ofSeconds(30)));

    static final List<Scenario> ALL = Stream.of(
                    List.of(
                            new Scenario(ACQUIRE_NEW, false, Scenarios::acquireNew),
                            new Scenario(ACQUIRE_AGAIN, false, Scenarios::acquireReleased),
                            RENEW,
                            new Scenario("release", false, Scenarios::release),
                            new Scenario(TRY_HELD, false, Scenarios::tryHeld)),
                    WAITS,
                    List.of(
                            new Scenario(EARLY_TAKEOVER, true, Scenarios::takeOverEarly),
                            new Scenario(
                                    "take over: the same, but the process starts " + seconds(LATE)
                                            + " after it was acquired",
                                    true,
                                    Scenarios::takeOverLate)))
            .flatMap(List::stream)
            .toList();

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

    private static Scenario await(Duration hold) {
        return new Scenario(
                "wait for it: released after " + seconds(hold(hold, 0)) + " to " + seconds(hold(hold, WAIT_RUNS)),
                true,
                WAIT_RUNS,
                stage -> await(stage, hold(hold, stage.run())));
    }

    private static Sample await(Stage stage, Duration hold) throws InterruptedException {
        Actor holder = stage.actor(CONTENDED_LEASE);
        // Before the time runs: to start a client takes a while.
        Actor waiter = stage.actor(CONTENDED_LEASE);
        Held held = holder.acquireFree();
        CompletableFuture<Long> release = CompletableFuture.supplyAsync(
                () -> {
                    held.release();
                    return System.nanoTime();
                },
                after(hold));
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

    private static Duration hold(Duration mean, int run) {
        return mean.minus(HOLD_SPREAD.dividedBy(2))
                .plus(HOLD_SPREAD.multipliedBy(run).dividedBy(WAIT_RUNS));
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
