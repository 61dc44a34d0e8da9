package io.dynastore.internal;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The renewals of one tenure: until when its owner may rely on it, the nonces that its item may have, and what the next renewal
 * writes. Two renewals may cross. Thread-safe.
 */
public final class Renewals {
    private final Supplier<RequestTime> time;
    private final HoldingPeriod period;
    private final WrittenNonces nonces = new WrittenNonces();
    private long number;
    private int failures;
    private @Nullable Throwable lastFailure;

    /**
     * A renewal that is about to be sent.
     *
     * @param nonce what it writes
     * @param requested when it is sent
     * @param patient whether the renewal before it failed, so that its reply gets more time
     */
    public record Renewal(SdkBytes nonce, RequestTime requested, boolean patient) {}

    /**
     * Creates the renewals of a tenure.
     *
     * @param time returns the present time
     * @param period until when the owner may rely on the tenure
     */
    public Renewals(Supplier<RequestTime> time, HoldingPeriod period) {
        this.time = time;
        this.period = period;
    }

    /**
     * Notes the nonce of the request that began the tenure.
     *
     * @param nonce the nonce
     */
    public void begun(SdkBytes nonce) {
        nonces.sending(nonce);
    }

    /**
     * Begins a renewal.
     *
     * @param duration the duration that it sets
     * @return what to send
     */
    public Renewal next(Duration duration) {
        SdkBytes nonce = Nonce.of(nextNumber());
        nonces.sending(nonce);
        RequestTime requested = time.get();
        synchronized (this) {
            period.renewing(requested, duration);
            return new Renewal(nonce, requested, failures > 0);
        }
    }

    /** {@return a number that is usually also higher than those of another process that renews the same tenure} */
    public synchronized long nextNumber() {
        number = Math.max(number + 1, time.get().wall().toEpochMilli());
        return number;
    }

    /**
     * Notes that a renewal was made.
     *
     * @param renewal the renewal
     * @param duration the duration that it has set
     * @return false if a later one was first
     */
    public synchronized boolean renewed(Renewal renewal, Duration duration) {
        nonces.answered(renewal.nonce());
        failures = 0;
        lastFailure = null;
        return period.renewed(renewal.requested(), duration);
    }

    /**
     * Notes that a later renewal, by another thread or by another process that renews the same tenure, was executed first.
     *
     * @param found the nonce that the item has; null if there is none
     */
    public synchronized void overtaken(@Nullable SdkBytes found) {
        number = Math.max(number, Nonce.numberOf(found));
    }

    /**
     * Notes that a renewal has failed.
     *
     * @param failure why
     * @return the pause before the next one
     */
    public synchronized Duration failed(Throwable failure) {
        lastFailure = failure;
        failures++;
        return period.untilRetry(failures);
    }

    /** {@return why the last renewal failed; null if it did not} */
    public synchronized @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    /** {@return the duration after each renewal} */
    public synchronized Duration duration() {
        return period.duration();
    }

    /** {@return for how long the tenure may be relied on after each renewal} */
    public synchronized Duration length() {
        return period.length();
    }

    /** {@return the time to the deadline; zero or negative if it has passed} */
    public synchronized Duration remaining() {
        return period.remaining();
    }

    /** {@return the time until the next renewal is due} */
    public synchronized Duration untilRenewal() {
        return period.untilRenewal();
    }

    /** {@return the deadline on the monotonic clock} */
    public synchronized long deadlineNanos() {
        return period.deadlineNanos();
    }

    /** {@return the nonces that the item may have as long as only its owner writes it} */
    public List<SdkBytes> nonces() {
        return nonces.list();
    }
}
