package io.dynastore.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Remembers how long this process has seen the leases of others unchanged, on its own monotonic clock. A holder that leaves
 * the same nonce for as long as its lease lasts is dead, or knows that its deadline has passed: it had sent the renewal before
 * this process saw it. So the clocks of two machines are never compared. The rule is that of Amazon's DynamoDB lock client.
 * Thread-safe.
 */
public final class LeaseObserver {
    /** The number of leases to remember; those that were not read for longest are forgotten, which only delays a takeover. */
    private static final int MAX = 10_000;

    private record Observation(Tenure item, long sinceNanos) {}

    private final LongSupplier nanoTime;
    private final Map<String, Observation> observations = new BoundedMap<>(MAX);

    /**
     * Creates an observer.
     *
     * @param nanoTime returns the time on this process's monotonic clock
     */
    public LeaseObserver(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Records an item, after its reply has arrived.
     *
     * @param name the lease's name
     * @param item what the item says
     * @return for how long the item has been unchanged
     */
    public synchronized Duration observe(String name, Tenure item) {
        long now = nanoTime.getAsLong();
        Observation earlier = observations.get(name);
        if (earlier != null && Objects.equals(earlier.item().nonce(), item.nonce())) {
            return Duration.ofNanos(now - earlier.sinceNanos());
        }
        observations.put(name, new Observation(item, now));
        return Duration.ZERO;
    }

    /**
     * Forgets a lease.
     *
     * @param name the lease's name
     */
    public synchronized void forget(String name) {
        observations.remove(name);
    }

    /** Forgets all observations. */
    public synchronized void forgetAll() {
        observations.clear();
    }

    /**
     * Returns the nonce of a holder that is dead by now.
     *
     * @param name the lease's name
     * @return the nonce; null if no holder was observed, or it may still be alive
     */
    public synchronized @Nullable SdkBytes deadNonce(String name) {
        Duration left = untilDead(name);
        Observation observation = observations.get(name);
        return observation != null && left != null && left.isZero()
                ? observation.item().nonce()
                : null;
    }

    /**
     * Returns the time until the observed holder counts as dead unless it is seen alive.
     *
     * @param name the lease's name
     * @return the time, zero if it has passed; null if no holder was observed
     */
    public synchronized @Nullable Duration untilDead(String name) {
        Observation observation = observations.get(name);
        if (observation == null || observation.item().isFree()) {
            return null;
        }
        Duration left = observation.item().duration().minusNanos(nanoTime.getAsLong() - observation.sinceNanos());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
