package io.dynastore.embedded.internal.fault;

/** The way in which the database executes a request that meets a fault. */
public enum Execution {
    NONE,
    ONCE,
    TWICE,
    /** The database executes a part of a batch once, and the rest not at all. */
    PART,
    /** The database executes the request when a test delivers it. */
    LATE
}
