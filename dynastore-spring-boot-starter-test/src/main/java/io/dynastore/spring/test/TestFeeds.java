package io.dynastore.spring.test;

import io.dynastore.lease.Timing;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.ShardProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.Lifecycle;

/**
 * The change feeds of the tested application.
 *
 * <pre>{@code
 * customers.create("c-1", ada);
 * feeds.catchUp();
 * assertThat(index.search("Ada")).containsExactly("c-1");
 * }</pre>
 *
 * <p>Feeds read in real time, on threads of their own, but their wall clock is the {@link TestTime}. When that advances, they
 * handle what has changed, such as entries that have expired, before {@link TestTime#advance} returns. Before each test they are
 * stopped and begin anew, with the changes of the test; feeds that are beans are not.
 *
 * <p>With {@link DynaStoreTest} and {@link AutoConfigureTestDynaStore}, it is a bean. Thread-safe.
 */
public final class TestFeeds {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SLICE = Duration.ofMillis(50);

    /** Members look at each other only when a test waits for them, so that long times pass quickly. */
    private static final Duration LEASE = Duration.ofHours(1);

    /** DynamoDB rounds the time of a change down to the second. */
    private static final Duration BETWEEN_TESTS = Duration.ofSeconds(2);

    private final ObjectProvider<ChangeFeeds> feeds;
    private final TestTime time;

    TestFeeds(ObjectProvider<ChangeFeeds> feeds, TestTime time) {
        this.feeds = feeds;
        this.time = time;
    }

    /**
     * Waits until the feeds have handled all changes that were made before this call.
     *
     * @throws IllegalStateException if a handler throws an exception, which is the cause; if it is called again, so is the handler.
     *     Also if a feed has stopped, if handlers take longer than half a minute, or if the thread is interrupted
     */
    public void catchUp() {
        ChangeFeeds all = feeds.getIfAvailable();
        if (all == null) {
            return;
        }
        for (Map.Entry<String, ChangeFeed> each : all.feeds().entrySet()) {
            ChangeFeed feed = each.getValue();
            if (!caughtUp(feed)) {
                Throwable failure = failure(feed);
                throw new IllegalStateException(
                        "The change feed '" + each.getKey() + "' "
                                + (!feed.isRunning()
                                        ? "has stopped."
                                        : failure == null
                                                ? "has not handled all changes within half a minute."
                                                : "cannot handle a change."),
                        failure);
            }
        }
    }

    /** Lets the feeds handle what has changed while time passed. A failure is shown by the next call of the test. */
    void afterStep() {
        ChangeFeeds all = feeds.getIfAvailable();
        if (all != null) {
            all.feeds().values().forEach(TestFeeds::caughtUp);
        }
    }

    /** Reads until all is handled; returns false if an attempt fails in the meantime. */
    private static boolean caughtUp(ChangeFeed feed) {
        Throwable known = failure(feed);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!feed.catchUp(SLICE)) {
                Throwable failure = failure(feed);
                boolean failed = failure != null && failure != known;
                if (!feed.isRunning() || failed || System.nanoTime() - deadline >= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a change feed catches up", e);
        }
    }

    private static @Nullable Throwable failure(ChangeFeed feed) {
        Optional<Throwable> stopped = feed.failure();
        return stopped.isPresent()
                ? stopped.get()
                : feed.shards().stream()
                        .map(ShardProgress::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    boolean isEmpty() {
        ChangeFeeds all = feeds.getIfAvailable();
        return all == null || all.isEmpty();
    }

    void stop() {
        if (feeds.getIfAvailable() instanceof Lifecycle lifecycle) {
            lifecycle.stop();
        }
    }

    /** Begins anew, after the changes that were made before. */
    void start() {
        if (!isEmpty()) {
            time.advance(BETWEEN_TESTS);
        }
        if (feeds.getIfAvailable() instanceof Lifecycle lifecycle) {
            lifecycle.start();
        }
    }

    /** Gives the feeds of the starter the time of the test. */
    static ChangeFeedCustomizer customizer(TestTime time) {
        return (String group, ChangeFeedBuilder builder) ->
                builder.timing(Timing.system(time.clock())).duration(LEASE).clockSkew(Duration.ZERO);
    }

    @Override
    public String toString() {
        ChangeFeeds all = feeds.getIfAvailable();
        return "TestFeeds" + (all == null ? "[]" : all.feeds().keySet());
    }
}
