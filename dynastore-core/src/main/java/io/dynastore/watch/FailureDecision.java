package io.dynastore.watch;

/** What a feed does about a change that could not be handled. */
public enum FailureDecision {
    /** Handles it again after a pause, which grows from 100 ms to a minute. Later changes of the shard wait. */
    RETRY,
    /** Passes it over for good, and goes on with the next change. */
    SKIP,
    /** Stops this member of the feed. Other members will get the change. */
    STOP
}
