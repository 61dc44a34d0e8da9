package io.dynastore.lease;

import io.dynastore.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The clocks of one simulated process: it can be paused and killed, and its wall clock can be set. */
public final class SimulatedProcess implements Timing {
    final SimulatedTime time;
    private final Set<Runnable> executing = new LinkedHashSet<>();
    private Duration wallOffset = Duration.ZERO;
    private long pausedUntil;
    private boolean closed;
    private boolean ended;

    public SimulatedProcess(SimulatedTime time) {
        this.time = time;
    }

    /** Sets the wall clock ahead by a duration, or back if it is negative. */
    public SimulatedProcess wallAhead(Duration offset) {
        wallOffset = offset;
        return this;
    }

    /** Pauses the process for some time, while its clocks advance. */
    public void pause(Duration duration) {
        pausedUntil = time.now() + duration.toNanos();
    }

    public boolean isPaused() {
        return time.now() < pausedUntil;
    }

    /** Ends the process. */
    public void kill() {
        ended = true;
    }

    boolean isDead() {
        return ended;
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public Instant now() {
        return TestStore.START.plusNanos(time.now()).plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return time.now();
    }

    /** Advances the time on the thread that sleeps, and runs what is due meanwhile. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        time.advance(duration);
    }

    @Override
    public void sleep(Duration duration, Semaphore wakeUp) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        time.advance(duration, wakeUp::tryAcquire);
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            task.run();
            return;
        }
        if (ended) {
            return;
        }
        executing.add(task);
        schedule(Duration.ZERO, () -> {
            if (executing.remove(task)) {
                task.run();
            }
        });
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        boolean[] cancelled = new boolean[1];
        time.in(delay, () -> run(task, cancelled));
        return () -> cancelled[0] = true;
    }

    private void run(Runnable task, boolean[] cancelled) {
        if (ended || cancelled[0]) {
            return;
        }
        if (isPaused()) {
            time.at(pausedUntil, () -> run(task, cancelled));
        } else {
            task.run();
        }
    }

    @Override
    public void close(Duration atMost) {
        List<Runnable> left = List.copyOf(executing);
        executing.clear();
        left.forEach(Runnable::run);
        closed = !ended;
        ended = true;
    }
}
