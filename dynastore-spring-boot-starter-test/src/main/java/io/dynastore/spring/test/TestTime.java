package io.dynastore.spring.test;

import io.dynastore.lease.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until the test lets it pass, for the expiry of entries and for leases.
 *
 * <pre>{@code
 * sessions.put("s-1", session, with -> with.timeToLive(Duration.ofMinutes(30)));
 * time.advance(Duration.ofMinutes(31));
 * assertThat(sessions.find("s-1")).isEmpty();
 * }</pre>
 *
 * <p>Before {@link #advance} returns, all that was to happen in that time has happened, in its order: leases have been renewed
 * or lost, their listeners told, candidates have stood for election. What is to happen at once, such as that a listener is told
 * of a lease that was released, happens on another thread without the test's doing; {@code advance(Duration.ZERO)} waits for it.
 *
 * <p>Who waits for time to pass, as {@code Leases.tryAcquire(name, wait)} does, lets it pass if it is the test's own thread, since
 * nobody else would; on any other thread it waits until the test has let enough pass.
 *
 * <p>It begins in the future, and never goes back: a DynamoDB in a container deletes what has expired by the machine's clock, so
 * no entry may expire before that does.
 *
 * <p>With {@link DynaStoreTest} and {@link AutoConfigureTestDynaStore} it is a bean, which the embedded DynamoDB follows, too.
 * Without Spring:
 *
 * <pre>{@code
 * EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().clock(time.clock()).start();
 * time.onAdvance(database::expireItems);
 * DynaStore store = DynaStore.builder(EmbeddedClients.of(database)).clock(time.clock()).build();
 * Leases leases = Leases.builder(partition).timing(time.timing()).build();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class TestTime {
    /** When time begins unless told otherwise: the first moment of the year 2100. */
    public static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

    /** What happens makes a few calls to a database on this machine; past this it hangs. In real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant start;
    private final ReentrantLock advancing = new ReentrantLock();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    /** All below is guarded by this. */
    private final PriorityQueue<TestEvent> events =
            new PriorityQueue<>(Comparator.comparingLong(TestEvent::at).thenComparingLong(TestEvent::order));

    private final Set<TestTask> tasks = new HashSet<>();
    private final Set<Sleeper> sleepers = new HashSet<>();
    private long nanos;
    private long order;
    private Thread testsThread = Thread.currentThread();

    /** A thread that waits for time to pass; and its task, if it is one. */
    private record Sleeper(
            long until,
            Thread thread,
            TestTiming timing,
            @Nullable TestTask task) {}

    /** Creates a time that begins at {@link #START}. The thread that creates it is the test's. */
    public TestTime() {
        this(START);
    }

    /**
     * Creates a time. The thread that creates it is the test's.
     *
     * @param start when it begins
     * @throws IllegalArgumentException if that is not in the future, by a day at least
     */
    public TestTime(Instant start) {
        if (start.isBefore(Instant.now().plus(Duration.ofDays(1)))) {
            throw new IllegalArgumentException(
                    "The test's time is to begin at " + start + ", which is not more than a day ahead: a DynamoDB in"
                            + " a container would delete entries that have yet to expire.");
        }
        this.start = start;
    }

    /**
     * The time.
     *
     * @return the time
     */
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    /**
     * A clock that shows this time, for {@code DynaStore.Builder.clock} and for beans that take a clock.
     *
     * @return the clock, in UTC
     */
    public Clock clock() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /**
     * This time for one {@code Leases} object: another one, as in another process, needs another. Closed with the leases.
     *
     * @return what to hand to {@code LeasesBuilder.timing}
     */
    public Timing timing() {
        return new TestTiming(this);
    }

    /**
     * Lets time pass, and waits until all that was to happen in it has happened.
     *
     * @param duration how long; zero to wait for what is to happen now
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if something that happens in this time calls this, or hangs for half a minute of real
     *     time, or if the thread is interrupted meanwhile
     */
    public void advance(Duration duration) {
        try {
            pass(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while time passed", e);
        }
    }

    /**
     * Runs an action each time that time has passed, on the thread that lets it pass, before {@link #advance} returns: one that
     * deletes what has expired, for example.
     *
     * @param action the action
     */
    public void onAdvance(Runnable action) {
        actions.add(action);
    }

    void forget(Runnable action) {
        actions.remove(action);
    }

    /**
     * Waits until another thread waits for time to pass, as in {@code Leases.tryAcquire(name, wait)}.
     *
     * @throws IllegalStateException if none does for half a minute of real time, or if this thread is interrupted
     */
    public synchronized void awaitWaiter() {
        try {
            if (!await(() -> sleepers.stream().anyMatch(sleeper -> sleeper.task() == null), PATIENCE)) {
                throw new IllegalStateException("No other thread waits for time to pass.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while no other thread waited for time to pass", e);
        }
    }

    /** From now on, the calling thread is the test's. */
    synchronized void begin() {
        testsThread = Thread.currentThread();
    }

    synchronized long nanos() {
        return nanos;
    }

    void sleep(Duration duration, TestTiming timing) throws InterruptedException {
        if (isTestsThread()) {
            pass(duration.isNegative() ? Duration.ZERO : duration);
            return;
        }
        synchronized (this) {
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
    }

    synchronized TestEvent in(Duration delay, TestTiming timing, Runnable action) {
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

    /** Returns whether the action is started: on another thread, before time goes on. */
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

    /** Wakes who waits, forgets what is to come and waits for what runs; returns what still does after a while. */
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

    private synchronized boolean isTestsThread() {
        return Thread.currentThread() == testsThread;
    }

    private synchronized @Nullable TestTask current() {
        return tasks.stream().filter(TestTask::isCurrent).findAny().orElse(null);
    }

    private void pass(Duration duration) throws InterruptedException {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + duration);
        }
        if (current() != null) {
            throw new IllegalStateException("Only a test lets time pass, not what happens in it.");
        }
        advancing.lockInterruptibly();
        try {
            synchronized (this) {
                long end = nanos + duration.toNanos();
                do {
                    awaitRest();
                } while (step(end));
            }
            if (!duration.isZero()) {
                // Not while this is locked: a database reads the clock on threads of its own.
                actions.forEach(Runnable::run);
            }
        } finally {
            advancing.unlock();
        }
    }

    /** Goes to where the next thing is to happen, but not past the end; returns whether there may be more. */
    private boolean step(long end) {
        TestEvent event = events.peek();
        long next = Math.min(
                event == null ? Long.MAX_VALUE : event.at(),
                sleepers.stream().mapToLong(Sleeper::until).min().orElse(Long.MAX_VALUE));
        if (next > end) {
            boolean further = nanos < end;
            moveTo(end);
            return further;
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

    /** Waits for all tasks but those that wait for time to pass. */
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
        IllegalStateException hanging = new IllegalStateException("What happens at " + now() + " does not end.");
        if (task != null) {
            hanging.addSuppressed(task.whereItIs());
        }
        return hanging;
    }

    /** Waits, holding this, until something is so; returns whether it is. */
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

    @Override
    public String toString() {
        return "TestTime[" + now() + "]";
    }
}
