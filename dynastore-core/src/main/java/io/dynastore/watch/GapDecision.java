package io.dynastore.watch;

/** What a feed does if DynamoDB may have removed changes before they were read. */
public enum GapDecision {
    /** Goes on with the oldest change that DynamoDB still has. */
    RESUME,
    /** Stops this member of the feed with the exception. */
    STOP
}
