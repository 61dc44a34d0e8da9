package io.dynastore.lease;

import java.time.Duration;
import java.util.Objects;

/**
 * What one acquisition says: how long the lease lasts, what others see, whether it is renewed. Handed to a lambda, as in
 * {@code leases.tryAcquire("report", with -> with.duration(Duration.ofMinutes(5)).withoutRenewal())}.
 *
 * <p>Not thread-safe, and of no use after the call that it was made for.
 */
public final class LeaseOptions {
    private Duration duration;
    private String holder;
    private boolean renewed;
    private Duration margin;

    LeaseOptions(Duration duration, String holder, boolean renewed) {
        this.duration = duration;
        this.margin = marginOf(duration);
        this.holder = holder;
        this.renewed = renewed;
    }

    /**
     * Sets how long the lease lasts if it is not renewed. The shorter, the sooner others notice that a holder has died, and
     * the more renewals are to be paid for: one every third of it.
     *
     * @param duration the duration, 100 ms to 365 days; by default that of the {@link Leases}
     * @return this
     * @throws IllegalArgumentException if it is too short or too long
     */
    public LeaseOptions duration(Duration duration) {
        this.duration = checkDuration(duration);
        this.margin = marginOf(duration);
        return this;
    }

    /**
     * Sets what others see of the holder.
     *
     * @param holder any text; by default the {@link LeasesBuilder#holder holder} of the {@link Leases}
     * @return this
     */
    public LeaseOptions holder(String holder) {
        this.holder = Objects.requireNonNull(holder, "holder");
        return this;
    }

    /**
     * Lets the lease end at its deadline unless {@link Lease#renew()} is called: where no thread runs between the calls, as in
     * a lambda, or where the work must not take longer.
     *
     * @return this
     */
    public LeaseOptions withoutRenewal() {
        this.renewed = false;
        return this;
    }

    /** Sets how long before others may take the lease it counts as lost here. */
    LeaseOptions margin(Duration margin) {
        this.margin = margin;
        return this;
    }

    Duration duration() {
        return duration;
    }

    String holder() {
        return holder;
    }

    boolean renewed() {
        return renewed;
    }

    Duration margin() {
        return margin;
    }

    /** For clocks that run at different speeds, and for the time between asking whether a lease is held and acting. */
    static Duration marginOf(Duration duration) {
        Duration tenth = duration.dividedBy(10);
        return tenth.compareTo(Duration.ofSeconds(1)) < 0 ? tenth : Duration.ofSeconds(1);
    }

    static Duration checkDuration(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(100)) < 0 || duration.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("A lease lasts 100 ms to 365 days, not " + duration
                    + ". Renewal lets it be held for longer than it lasts.");
        }
        return duration;
    }
}
