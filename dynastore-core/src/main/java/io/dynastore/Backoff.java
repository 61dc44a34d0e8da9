package io.dynastore;

import java.time.Duration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Waits between two tries, longer each time and never as long as somebody else. */
final class Backoff {
    /** Between conflicts of writers. Short: the entry that a conflict brought is soon out of date again. */
    static final BackoffStrategy CONFLICT =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(2), Duration.ofMillis(100));

    /** While DynamoDB has more to do than it takes. */
    static final BackoffStrategy OVERLOAD =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(5));

    /** Lets time pass. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    private final Pause pause;

    Backoff(Pause pause) {
        this.pause = pause;
    }

    /**
     * Waits before a further try.
     *
     * @param failed how many tries have failed, at least 1
     */
    void await(BackoffStrategy strategy, int failed) {
        try {
            pause.pause(strategy.computeDelay(failed + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted while waiting to try again", e);
        }
    }
}
