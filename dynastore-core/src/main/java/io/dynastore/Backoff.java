package io.dynastore;

import java.time.Duration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Waits between two attempts: longer each time, and for a random time, so that clients do not retry together. */
final class Backoff {
    /** The pauses after conflicts of writers. They are short, since the entry of a conflict is soon out of date. */
    static final BackoffStrategy CONFLICT =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(2), Duration.ofMillis(100));

    /** The pauses while DynamoDB throttles requests. */
    static final BackoffStrategy OVERLOAD =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(5));

    /** The pauses while it is unknown whether a transaction was executed. */
    static final BackoffStrategy REPEAT =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** Suspends the current thread. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    private final Pause pause;

    Backoff(Pause pause) {
        this.pause = pause;
    }

    /**
     * Waits before a further attempt.
     *
     * @param failed the number of attempts that have failed, at least 1
     */
    void await(BackoffStrategy strategy, int failed) {
        await(strategy.computeDelay(failed + 1));
    }

    void await(Duration delay) {
        try {
            pause.pause(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted while waiting for the next attempt", e);
        }
    }
}
