package io.dynastore.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lease as somebody sees it who does not hold it. By the time it is looked at, it may be different.
 *
 * <p>Whether a holder is alive cannot be read off one look: clocks differ between machines. So the view says how long this
 * process has been seeing the same state, by its own monotonic clock, and calls a lease stale only when it has watched it go
 * without renewal for as long as it lasts.
 *
 * @param name the lease's name
 * @param state whether somebody holds it
 * @param token the fencing token of the present or last holder
 * @param holder what the present or last holder says
 * @param duration how long the lease lasts after each renewal
 * @param until the deadline that the holder wrote, by the holder's wall clock; null if nobody holds it
 * @param age how long this process has been seeing this state; zero at first sight
 */
public record LeaseView(
        String name,
        State state,
        long token,
        String holder,
        Duration duration,
        @Nullable Instant until,
        Duration age) {

    /** Whether somebody holds a lease. */
    public enum State {
        /** Somebody holds it, as far as one can see. */
        HELD,
        /** Nobody holds it. */
        FREE,
        /** Its holder has not renewed it for as long as it lasts, seen by this process: it can be taken over. */
        STALE
    }

    /**
     * Creates a view.
     *
     * @param name the lease's name
     * @param state whether somebody holds it
     * @param token the fencing token of the present or last holder
     * @param holder what the present or last holder says
     * @param duration how long the lease lasts after each renewal
     * @param until the deadline that the holder wrote, or null
     * @param age how long this process has been seeing this state
     */
    public LeaseView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(age, "age");
    }
}
