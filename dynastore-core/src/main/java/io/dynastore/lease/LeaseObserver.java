package io.dynastore.lease;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Remembers how long this process has seen the leases of others unchanged, on its own monotonic clock. A holder that leaves
 * the same nonce for as long as its lease lasts is dead, or knows that its deadline has passed: it had sent the renewal before
 * this process saw it. So the clocks of two machines are never compared. The rule is that of Amazon's DynamoDB lock client.
 * Thread-safe.
 */
final class LeaseObserver {
    /** The number of leases to remember; those that were not read for longest are forgotten, which only delays a takeover. */
    private static final int MAX = 10_000;

    private record Observation(LeaseItem item, long sinceNanos) {}

    private final Timing timing;
    private final Map<String, Observation> observations = new BoundedMap<>(MAX);

    LeaseObserver(Timing timing) {
        this.timing = timing;
    }

    /** Records an item, after its reply has arrived; returns for how long the item has been unchanged. */
    synchronized Duration observe(String name, LeaseItem item) {
        long now = timing.nanoTime();
        Observation earlier = observations.get(name);
        if (earlier != null && Objects.equals(earlier.item().nonce(), item.nonce())) {
            return Duration.ofNanos(now - earlier.sinceNanos());
        }
        observations.put(name, new Observation(item, now));
        return Duration.ZERO;
    }

    synchronized void forget(String name) {
        observations.remove(name);
    }

    /** Returns the nonce of a holder that is dead by now; null if there is none. */
    synchronized @Nullable SdkBytes deadNonce(String name) {
        Duration left = untilDead(name);
        Observation observation = observations.get(name);
        return observation != null && left != null && left.isZero()
                ? observation.item().nonce()
                : null;
    }

    /** Returns the time until the observed holder counts as dead unless it is seen alive; null if there is no holder. */
    synchronized @Nullable Duration untilDead(String name) {
        Observation observation = observations.get(name);
        if (observation == null || observation.item().isFree()) {
            return null;
        }
        Duration left = observation.item().duration().minusNanos(timing.nanoTime() - observation.sinceNanos());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
