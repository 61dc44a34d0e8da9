package io.dynastore.spring.test;

import io.dynastore.lease.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A time that stands still until the test lets it pass, for the expiry of entries and for leases.
 *
 * <pre>{@code
 * sessions.put("s-1", session, with -> with.timeToLive(Duration.ofMinutes(30)));
 * time.advance(Duration.ofMinutes(31));
 * assertThat(sessions.find("s-1")).isEmpty();
 * }</pre>
 *
 * <p>Before {@link #advance} returns, everything that is due in that time has happened, in its order: leases have been renewed or
 * have ended, their listeners have been notified, candidates have stood for election. Actions that are due immediately, such as the
 * notification that a lease was released, run on another thread even if the time is not advanced; {@code advance(Duration.ZERO)}
 * waits for them.
 *
 * <p>A call that waits, such as {@code Leases.tryAcquire(name, wait)}, lets time pass if it is made on the thread of the test, because
 * nothing else would. On any other thread, it waits until the test has advanced the time far enough.
 *
 * <p>The time begins in the future and never goes back: a DynamoDB in a container deletes expired items by the machine's clock, so
 * no entry may expire earlier by that clock.
 *
 * <p>With {@link DynaStoreTest} and {@link AutoConfigureTestDynaStore}, it is a bean, and the embedded DynamoDB uses it, too. Without
 * Spring:
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
    /** The default start of the time: the first moment of the year 2100. */
    public static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

    /** Half as long as DynamoDB keeps changes. */
    private static final Duration STEP = Duration.ofHours(12);

    private final Timeline timeline;
    private final ReentrantLock advancing = new ReentrantLock();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();
    private volatile Thread testsThread = Thread.currentThread();

    /** Creates a time that begins at {@link #START}. The calling thread is regarded as the thread of the test. */
    public TestTime() {
        this(START);
    }

    /**
     * Creates a time. The calling thread is regarded as the thread of the test.
     *
     * @param start the start of the time
     * @throws IllegalArgumentException if the start is less than a day in the future
     */
    public TestTime(Instant start) {
        if (start.isBefore(Instant.now().plus(Duration.ofDays(1)))) {
            throw new IllegalArgumentException(
                    "The start of the test's time is invalid: " + start + " is less than a day in"
                            + " the future, so a DynamoDB in a container would delete entries before they expire.");
        }
        this.timeline = new Timeline(start);
    }

    /**
     * Returns the current time of the test.
     *
     * @return the time
     */
    public Instant now() {
        return timeline.now();
    }

    /**
     * Returns a clock that shows this time, for {@code DynaStore.Builder.clock} and for beans that use a clock.
     *
     * @return the clock, in UTC
     */
    public Clock clock() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /**
     * Returns this time for one {@code Leases} object. Each object needs a timing of its own, as if it were in another process. The
     * timing is closed with the leases.
     *
     * @return the timing, for {@code LeasesBuilder.timing}
     */
    public Timing timing() {
        return new TestTiming(this, timeline);
    }

    /**
     * Lets time pass, and waits until everything that is due in that time has happened.
     *
     * @param duration the duration; zero to wait for what is due now
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if it is called by an action that is due in this time, if such an action does not end within
     *     half a minute of real time, or if the thread is interrupted
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
     * Runs an action whenever time has passed, on the thread that lets it pass and before {@link #advance} returns, for example to
     * delete expired items.
     *
     * @param action the action
     */
    public void onAdvance(Runnable action) {
        actions.add(action);
    }

    void forget(Runnable action) {
        actions.remove(action);
    }

    /** Runs an action after each half day that passes, or less, behind those that follow each passing of time. */
    void onStep(Runnable action) {
        readers.add(action);
    }

    void forgetStep(Runnable action) {
        readers.remove(action);
    }

    /**
     * Waits until another thread waits for time to pass, as in {@code Leases.tryAcquire(name, wait)}.
     *
     * @throws IllegalStateException if no other thread waits within half a minute of real time, or if this thread is interrupted
     */
    public void awaitWaiter() {
        try {
            if (!timeline.awaitWaiter()) {
                throw new IllegalStateException("No other thread waits for time to pass.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while no other thread waited for time to pass", e);
        }
    }

    /** Declares the calling thread the thread of the test. */
    void begin() {
        testsThread = Thread.currentThread();
    }

    /** Waits for time to pass; on the thread of the test, lets it pass. */
    void sleep(Duration duration, TestTiming timing) throws InterruptedException {
        if (Thread.currentThread() == testsThread) {
            pass(duration.isNegative() ? Duration.ZERO : duration);
        } else {
            timeline.sleep(duration, timing);
        }
    }

    private void pass(Duration duration) throws InterruptedException {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time cannot go back, but the duration is " + duration + ".");
        }
        if (timeline.isOnTask()) {
            throw new IllegalStateException("Only a test can let time pass, not an action that is due in it.");
        }
        advancing.lockInterruptibly();
        try {
            Duration left = duration;
            do {
                Duration step = readers.isEmpty() || left.compareTo(STEP) < 0 ? left : STEP;
                passStep(step);
                left = left.minus(step);
            } while (!left.isZero());
        } finally {
            advancing.unlock();
        }
    }

    private void passStep(Duration duration) throws InterruptedException {
        timeline.advance(duration);
        if (!duration.isZero()) {
            // The timeline is not locked here, because a database reads the clock on threads of its own.
            actions.forEach(Runnable::run);
            readers.forEach(Runnable::run);
        }
    }

    @Override
    public String toString() {
        return "TestTime[" + now() + "]";
    }
}
