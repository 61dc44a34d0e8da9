package io.dynastore.spring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of a test's time: the events that are due, the tasks that they start, and the threads that wait. Thread-safe.
 */
final class Timeline {
    /** A task makes a few calls to a database on this machine; one that takes longer, in real time, does not end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant start;

    /** This and all fields below are guarded by this. */
    private final PriorityQueue<TestEvent> events =
            new PriorityQueue<>(Comparator.comparingLong(TestEvent::at).thenComparingLong(TestEvent::order));

    private final Set<TestTask> tasks = new HashSet<>();
    private final Set<Sleeper> sleepers = new HashSet<>();
    private long nanos;
    private long order;

    /** A thread that waits for time to pass, and its task, if it runs one. */
    private record Sleeper(
            long until,
            Thread thread,
            TestTiming timing,
            @Nullable TestTask task) {}

    Timeline(Instant start) {
        this.start = start;
    }

    synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    /** Returns the time since the start. */
    synchronized long nanos() {
        return nanos;
    }

    /** Waits until another thread than one of the tasks waits for time to pass; returns whether one does. */
    synchronized boolean awaitWaiter() throws InterruptedException {
        return await(() -> sleepers.stream().anyMatch(sleeper -> sleeper.task() == null), PATIENCE);
    }

    synchronized void sleep(Duration duration, TestTiming timing) throws InterruptedException {
        if (timing.isClosed() || duration.isNegative() || duration.isZero()) {
            return;
        }
        Sleeper sleeper = new Sleeper(nanos + duration.toNanos(), Thread.currentThread(), timing, current());
        sleepers.add(sleeper);
        notifyAll();
        try {
            while (sleepers.contains(sleeper)) {
                wait();
            }
        } finally {
            sleepers.remove(sleeper);
        }
    }

    /** Schedules an action, which is started immediately if there is no delay. */
    synchronized TestEvent schedule(Duration delay, TestTiming timing, Runnable action) {
        TestEvent event = new TestEvent(this, nanos + Math.max(0, delay.toNanos()), order++, timing, action);
        if (event.at() <= nanos) {
            startUnlessClosed(timing, event::runUnlessCancelled);
        } else if (!timing.isClosed()) {
            events.add(event);
        }
        return event;
    }

    synchronized void forget(TestEvent event) {
        events.remove(event);
    }

    /** Starts an action on another thread, which ends before time passes; returns whether it is started. */
    synchronized boolean startUnlessClosed(TestTiming timing, Runnable action) {
        if (timing.isClosed()) {
            return false;
        }
        TestTask task = new TestTask(this, timing, action);
        tasks.add(task);
        task.start();
        return true;
    }

    synchronized void ended(TestTask task) {
        tasks.remove(task);
        notifyAll();
    }

    /** Wakes waiting threads, removes events and waits for tasks of a timing; returns the tasks that still run in the end. */
    synchronized Set<TestTask> close(TestTiming timing, Duration atMost) throws InterruptedException {
        timing.closed();
        events.removeIf(event -> event.timing() == timing);
        sleepers.removeIf(sleeper -> sleeper.timing() == timing);
        notifyAll();
        TestTask self = current();
        Set<TestTask> left = new HashSet<>();
        await(
                () -> {
                    left.clear();
                    tasks.stream()
                            .filter(task -> task.timing() == timing && task != self)
                            .forEach(left::add);
                    return left.isEmpty();
                },
                atMost);
        return left;
    }

    /** Returns whether the current thread runs a task. */
    boolean isOnTask() {
        return current() != null;
    }

    private synchronized @Nullable TestTask current() {
        return tasks.stream().filter(TestTask::isCurrent).findAny().orElse(null);
    }

    /** Lets time pass from event to event, after the tasks of each have ended. */
    synchronized void advance(Duration duration) throws InterruptedException {
        long end = nanos + duration.toNanos();
        do {
            awaitRest();
        } while (step(end));
    }

    /** Moves to the next event or end of a wait, but not past the end; returns whether there may be more to do. */
    private boolean step(long end) {
        TestEvent event = events.peek();
        long next = Math.min(
                event == null ? Long.MAX_VALUE : event.at(),
                sleepers.stream().mapToLong(Sleeper::until).min().orElse(Long.MAX_VALUE));
        if (next > end) {
            boolean more = nanos < end;
            moveTo(end);
            return more;
        }
        moveTo(next);
        if (event != null && event.at() == next) {
            events.remove(event);
            startUnlessClosed(event.timing(), event::runUnlessCancelled);
        }
        return true;
    }

    private void moveTo(long time) {
        nanos = Math.max(nanos, time);
        if (sleepers.removeIf(sleeper -> sleeper.until() <= nanos)) {
            notifyAll();
        }
    }

    /** Waits until all tasks have ended or wait for time to pass. */
    private void awaitRest() throws InterruptedException {
        if (!await(() -> tasks.stream().allMatch(this::isAsleep), PATIENCE)) {
            throw hangs(
                    tasks.stream().filter(task -> !isAsleep(task)).findFirst().orElse(null));
        }
    }

    private boolean isAsleep(TestTask task) {
        return sleepers.stream().anyMatch(sleeper -> sleeper.task() == task);
    }

    private IllegalStateException hangs(@Nullable TestTask task) {
        IllegalStateException hanging =
                new IllegalStateException("An action that is due at " + now() + " does not end.");
        if (task != null) {
            hanging.addSuppressed(task.whereItIs());
        }
        return hanging;
    }

    /** Waits for a condition, releasing the lock; returns whether it holds. */
    private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
