package io.dynastore.testkit.history;

/** A call, and what came of it. */
public interface Event {
    /** When a call returned of which the result is unknown: it may take effect later still. */
    long NEVER = Long.MAX_VALUE;

    /** {@return the moment right before the call} */
    long invoked();

    /** {@return the moment right after the call, or {@link #NEVER}} */
    long returned();

    /** {@return whether the call need not have taken effect} */
    boolean optional();

    /** Whether nobody can tell, of two calls of which the results are unknown, which of them took effect. */
    default boolean doesTheSameAs(Event other) {
        return equals(other);
    }
}
