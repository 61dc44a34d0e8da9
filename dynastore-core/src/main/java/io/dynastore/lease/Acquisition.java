package io.dynastore.lease;

import io.dynastore.lease.LeaseCalls.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The way to one lease, step by step, so that whoever waits may wait in a thread or without one. A step looks at the lease,
 * and writes only if it looks free; the first step writes at once. Confined to one thread at a time.
 */
final class Acquisition {
    /**
     * The longest first pause. Three quarters of a second to one and a half, as pauses are up to half shorter by chance: with
     * the pauses after it, fewer requests than a look each second, whether the lease is released after one second or thirty.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1_500);

    private final LeaseCalls calls;
    private final Observations observations;
    private final DoubtfulOwners doubtful;
    private final String name;
    private final LeaseOptions options;
    private final BackoffStrategy backoff;
    private int steps;
    private long started;

    Acquisition(
            LeaseCalls calls, Observations observations, DoubtfulOwners doubtful, String name, LeaseOptions options) {
        this.calls = calls;
        this.observations = observations;
        this.doubtful = doubtful;
        this.name = name;
        this.options = options;
        Duration longest = calls.settings().pollInterval();
        this.backoff = BackoffStrategy.exponentialDelayHalfJitter(
                FIRST_PAUSE.compareTo(longest) < 0 ? FIRST_PAUSE : longest, longest);
    }

    /**
     * A lease that is ours.
     *
     * @param owner the id under which it was acquired
     * @param attempt what DynamoDB said
     */
    record Acquired(String owner, Attempt attempt) {}

    /** Tries to acquire the lease, with at most one read and two writes; null if somebody else has it. */
    @Nullable
    Acquired step() {
        if (steps == 0) {
            started = calls.timing().nanoTime();
        }
        if (steps++ > 0 && observations.dead(name) == null) {
            LeaseItem item = calls.read(name).orElse(null);
            if (item != null && !looksFree(item)) {
                return null;
            }
        }
        return write();
    }

    /** How long ago the first step was begun. */
    Duration waited() {
        return Duration.ofNanos(calls.timing().nanoTime() - started);
    }

    /** How long to wait before the next step. */
    Duration pause() {
        Duration pause = backoff.computeDelay(steps + 1);
        Duration untilDead = observations.untilDead(name);
        // If it is dead already and still not ours, the step has failed, and may fail again.
        return untilDead == null || untilDead.isZero() || untilDead.compareTo(pause) > 0 ? pause : untilDead;
    }

    /** Whether a lease that was just read could be acquired. */
    boolean looksFree(LeaseItem item) {
        observations.observe(name, item);
        return item.isFree() || isOverdue(item) || doubtful.contains(item.owner()) || observations.dead(name) != null;
    }

    private boolean isOverdue(LeaseItem item) {
        var overdue = calls.overdue();
        return overdue != null && item.until() != null && item.until().isBefore(overdue);
    }

    private @Nullable Acquired write() {
        Acquired acquired = write(observations.dead(name));
        if (acquired != null) {
            return acquired;
        }
        // What an earlier attempt of this process acquired without knowing is nobody's.
        LeaseItem current = observations.last(name);
        return current != null && doubtful.contains(current.owner()) ? write(current.nonce()) : null;
    }

    private @Nullable Acquired write(@Nullable SdkBytes dead) {
        String owner = LeaseCalls.newOwner();
        Attempt attempt;
        try {
            attempt = calls.acquire(name, owner, options, dead);
        } catch (NotALeaseException | SdkException e) {
            // Nothing was written: of what may have been, the store says that it does not know.
            throw e;
        } catch (RuntimeException e) {
            doubtful.add(name, owner, options.duration());
            throw e;
        }
        if (attempt.acquired()) {
            observations.forget(name);
            return new Acquired(owner, attempt);
        }
        observations.observe(name, attempt.item());
        return null;
    }
}
