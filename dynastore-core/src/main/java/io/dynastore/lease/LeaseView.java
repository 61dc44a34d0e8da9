package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a lease as a process reads it that need not hold it. The lease may have changed since.
 *
 * <p>Clocks differ between machines, so a single read does not show whether a holder is alive. The view therefore says for how
 * long this process has seen the same state, by its own monotonic clock, and calls a lease stale only after this process has
 * seen it unrenewed for its whole duration.
 *
 * @param name the lease's name
 * @param state whether the lease is held
 * @param token the fencing token of the present or last holder
 * @param holder the text that shows the present or last holder
 * @param duration the duration of the lease after each renewal
 * @param until the deadline that the holder wrote, by the holder's wall clock; null if the lease is free
 * @param age for how long this process has seen this state; zero when it is read for the first time
 */
public record LeaseView(
        String name,
        State state,
        long token,
        String holder,
        Duration duration,
        @Nullable Instant until,
        Duration age) {

    /** The states of a lease. */
    public enum State {
        /** The lease is held, as far as this process can see. */
        HELD,
        /** The lease is not held. */
        FREE,
        /** This process has not seen the lease renewed for its whole duration: it can be taken over. */
        STALE
    }

    /**
     * Creates a view.
     *
     * @param name the lease's name
     * @param state whether the lease is held
     * @param token the fencing token of the present or last holder
     * @param holder the text that shows the present or last holder
     * @param duration the duration of the lease after each renewal
     * @param until the deadline that the holder wrote, or null
     * @param age for how long this process has seen this state
     */
    public LeaseView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(age, "age");
    }

    /** {@return the parts of the view} Texts have escapes for control characters. */
    @Override
    public String toString() {
        return "LeaseView[name=" + Texts.escape(name) + ", state=" + state + ", token=" + token + ", holder="
                + Texts.escape(holder) + ", duration=" + duration + ", until=" + until + ", age=" + age + "]";
    }
}
