package io.dynastore.embedded.internal.fault;

/** How often the database executes a request that meets a fault. */
public enum Execution {
    NONE,
    ONCE,
    TWICE,
    /** A part of a batch once, and the rest not at all. */
    PART,
    /** Not now. */
    LATE
}
