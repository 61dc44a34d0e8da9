package io.dynastore.lease;

import io.dynastore.internal.Durations;
import io.dynastore.internal.HoldingPeriod;
import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of one acquisition: how long the lease lasts, which holder it shows, and whether it is renewed. They are set in
 * a lambda, as in {@code leases.tryAcquire("report", with -> with.duration(Duration.ofMinutes(5)).withoutRenewal())}.
 *
 * <p>Not thread-safe. Do not keep the options after the call that they were made for.
 */
public final class LeaseOptions {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final DefaultHolder defaultHolder;
    private Duration duration;
    private @Nullable String fixedHolder;
    private @Nullable Supplier<String> holder;
    private boolean renewed;
    private Duration retention;
    private Duration margin;
    private double expiryWarning;

    LeaseOptions(
            Duration duration, DefaultHolder defaultHolder, boolean renewed, Duration retention, double expiryWarning) {
        this.duration = duration;
        this.margin = HoldingPeriod.marginOf(duration);
        this.defaultHolder = defaultHolder;
        this.renewed = renewed;
        this.retention = retention;
        this.expiryWarning = expiryWarning;
    }

    /**
     * Sets how long the lease lasts if it is not renewed. If it is shorter, others notice sooner that a holder has died, but
     * there are more renewals to pay for: one in every third of the duration.
     *
     * @param duration the duration, 100 ms to 365 days; by default that of the {@link Leases}
     * @return this
     * @throws IllegalArgumentException if the duration is too short or too long
     */
    public LeaseOptions duration(Duration duration) {
        this.duration = checkDuration(duration);
        this.margin = HoldingPeriod.marginOf(duration);
        return this;
    }

    /**
     * Sets the text that the lease shows as its holder.
     *
     * @param holder any text; by default the {@link LeasesBuilder#holder holder} of the {@link Leases}
     * @return this
     * @throws IllegalArgumentException if it is not valid Unicode
     */
    public LeaseOptions holder(String holder) {
        String text = Texts.requireUnicode("holder of a lease", holder);
        this.holder = null;
        this.fixedHolder = text;
        return this;
    }

    /**
     * Sets a function that returns the text that the lease shows as its holder. It is called for each request that acquires,
     * renews or releases the lease, so that the lease carries what changes while it is held, for instance how far its work has
     * come, without a further request. The next holder finds it by {@link Lease#previousHolder()}. A text that
     * {@link Lease#replaceHolder} sets is replaced by the next renewal.
     *
     * @param holder returns any text; must not block, and is called on several threads. If it throws an exception, the lease is
     *     not acquired, but it is renewed and released with the text that it had before
     * @return this
     */
    public LeaseOptions holder(Supplier<String> holder) {
        this.holder = Objects.requireNonNull(holder, "holder");
        return this;
    }

    /**
     * Sets for how long the item of the lease is kept after its release or deadline; see {@link LeasesBuilder#retention}.
     *
     * @param retention a minute to 36,500 days; by default that of the {@link Leases}
     * @return this
     * @throws IllegalArgumentException if the retention is shorter or longer
     */
    public LeaseOptions retention(Duration retention) {
        this.retention = checkRetention(retention);
        return this;
    }

    /**
     * Turns automatic renewal off, so that the lease ends at its deadline unless {@link Lease#renew()} is called. Use this
     * where no thread runs between calls, as in a Lambda function, or where the work must not take longer.
     *
     * @return this
     */
    public LeaseOptions withoutRenewal() {
        this.renewed = false;
        return this;
    }

    /**
     * Sets when {@link Lease#onExpiring} warns that the lease has not been renewed: when less than this part of the time is
     * left for which it is held after a renewal.
     *
     * @param part 0 to 0.5; 0 for no warning; by default that of the {@link Leases}
     * @return this
     * @throws IllegalArgumentException if the part is smaller or greater
     */
    public LeaseOptions expiryWarning(double part) {
        this.expiryWarning = checkExpiryWarning(part);
        return this;
    }

    /** Sets how long before others can acquire the lease it counts as ended here. */
    LeaseOptions margin(Duration margin) {
        this.margin = margin;
        return this;
    }

    Duration duration() {
        return duration;
    }

    /** Returns the holder when a request is about to show it: the default one changes with a snapshot. */
    String holder() {
        return holder == null
                ? fixedHolder == null ? defaultHolder.get() : fixedHolder
                : Texts.requireUnicode("holder of a lease", holder.get());
    }

    /** Returns the text for a renewal or a release of the held lease; null to keep the one that it shows. */
    @Nullable
    String nextHolder() {
        if (holder == null) {
            return null;
        }
        try {
            return holder();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The text of a lease's holder cannot be made; the lease keeps the last one", e);
            return null;
        }
    }

    Duration retention() {
        return retention;
    }

    boolean renewed() {
        return renewed;
    }

    Duration margin() {
        return margin;
    }

    double expiryWarning() {
        return expiryWarning;
    }

    static Duration checkDuration(Duration duration) {
        return checkDuration("The duration of a lease", duration);
    }

    /**
     * Checks a duration.
     *
     * @param what what lasts that long, as the beginning of a sentence
     */
    static Duration checkDuration(String what, Duration duration) {
        Objects.requireNonNull(duration, "duration");
        if (duration.compareTo(Duration.ofMillis(100)) < 0 || duration.compareTo(Durations.YEAR) > 0) {
            throw new IllegalArgumentException(what + " is invalid: " + duration
                    + ". Set one of 100 ms to 365 days; renewal lets a lease be held for longer.");
        }
        return duration;
    }

    static Duration checkRetention(Duration retention) {
        Durations.atMost(Duration.ofDays(36_500), "The retention", retention);
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "The retention is shorter than a minute: " + retention + ". Set a longer one.");
        }
        return retention;
    }

    static double checkExpiryWarning(double part) {
        if (!(part >= 0 && part <= 0.5)) {
            throw new IllegalArgumentException(
                    "The part of a lease at which it warns is invalid: " + part + ". Set one of 0 to 0.5.");
        }
        return part;
    }

    @Override
    public String toString() {
        return "LeaseOptions[duration=" + duration + ", holder=" + Texts.escape(holder()) + ", renewed=" + renewed
                + "]";
    }
}
