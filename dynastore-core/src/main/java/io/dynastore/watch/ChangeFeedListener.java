package io.dynastore.watch;

import java.time.Duration;

/**
 * A listener to a feed, for metrics and logging. It is called on the threads that handle changes, and delays them if it blocks.
 * Exceptions are logged and have no other effect.
 */
public interface ChangeFeedListener {
    /**
     * Called when a handler has handled a change.
     *
     * @param change the change
     * @param duration the time that the last call of the handler took
     * @param lag the time from the change to the end of the call, by this process's wall clock; not negative
     */
    default void handled(Change<?> change, Duration duration, Duration lag) {}

    /**
     * Called when a change could not be handled.
     *
     * @param failed the change
     * @param decision what the feed does about it
     */
    default void failed(FailedChange failed, FailureDecision decision) {}

    /**
     * Called when changes may be missing.
     *
     * @param gap says where
     * @param decision what the feed does about it
     */
    default void gap(FeedGapException gap, GapDecision decision) {}

    /**
     * Called when the stream could not be read, for instance because DynamoDB throttled the request. The feed tries again.
     *
     * @param failure the exception
     */
    default void readFailed(RuntimeException failure) {}
}
