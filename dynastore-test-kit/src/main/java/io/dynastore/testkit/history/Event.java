package io.dynastore.testkit.history;

/** A call and its result. */
public interface Event {
    /** The moment at which a call with an unknown result returns: it may still take effect later. */
    long NEVER = Long.MAX_VALUE;

    /** {@return the moment right before the call} */
    long invoked();

    /** {@return the moment right after the call, or {@link #NEVER}} */
    long returned();

    /** {@return whether the call need not have taken effect} */
    boolean optional();

    /** {@return whether it makes no difference which of two calls with unknown results took effect} */
    default boolean doesTheSameAs(Event other) {
        return equals(other);
    }
}
