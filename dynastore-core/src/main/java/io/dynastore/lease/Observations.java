package io.dynastore.lease;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What this process has seen of leases that others hold, on its own monotonic clock. A holder who leaves the same nonce for
 * as long as its lease lasts is dead, or knows that its deadline has passed: it had sent the renewal before we saw it. So no
 * two machines' clocks are compared. The rule is that of Amazon's DynamoDB lock client. Thread-safe.
 */
final class Observations {
    /** Leases to remember; those looked at longest ago are forgotten, which only delays a takeover. */
    private static final int MAX = 10_000;

    private record Observation(LeaseItem item, long sinceNanos) {}

    private final Timing timing;
    private final Map<String, Observation> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Observation> eldest) {
            return size() > MAX;
        }
    };

    Observations(Timing timing) {
        this.timing = timing;
    }

    /** Notes what a reply has brought, after it has come; returns for how long it has been like that. */
    synchronized Duration observe(String name, LeaseItem item) {
        long now = timing.nanoTime();
        Observation before = seen.get(name);
        if (before != null && Objects.equals(before.item().nonce(), item.nonce())) {
            return Duration.ofNanos(now - before.sinceNanos());
        }
        seen.put(name, new Observation(item, now));
        return Duration.ZERO;
    }

    synchronized void forget(String name) {
        seen.remove(name);
    }

    /** The lease as it was seen last; null if it was not. */
    synchronized @Nullable LeaseItem last(String name) {
        Observation observation = seen.get(name);
        return observation == null ? null : observation.item();
    }

    /** The nonce of a holder who is dead by now; null if there is none. */
    synchronized @Nullable SdkBytes dead(String name) {
        Duration left = untilDead(name);
        Observation observation = seen.get(name);
        return left != null && left.isZero() && observation != null
                ? observation.item().nonce()
                : null;
    }

    /** After how long the holder last seen will be dead unless it is seen to be alive; null if there is none. */
    synchronized @Nullable Duration untilDead(String name) {
        Observation observation = seen.get(name);
        if (observation == null || observation.item().isFree()) {
            return null;
        }
        Duration left = observation.item().duration().minusNanos(timing.nanoTime() - observation.sinceNanos());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
