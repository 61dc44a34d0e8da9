package io.dynastore;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * The only rule about time: an entry is live while the current second is before the second in its {@code expires}. Reads,
 * filters and conditions use the same second. DynamoDB may delete expired items only days later, so every operation has to
 * distinguish them from live ones.
 */
final class Expiry {
    /** A condition that is true for an item that is live at the second {@code :now}, and for a key that has no item. */
    static final String LIVE = "(attribute_not_exists(expires) OR expires > :now)";

    private Expiry() {}

    static boolean isLive(long expires, long nowSecond) {
        return nowSecond < expires;
    }

    /** Returns the first whole second after a time to live that begins now: never shorter, and less than a second longer. */
    static long after(Address address, Instant now, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("The time to live must be positive, but is " + timeToLive + " ("
                    + address + "). Omit it, or use noExpiry(), for an entry that does not expire.");
        }
        try {
            return ceilSecond(now.plus(timeToLive));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The time to live " + timeToLive + " ends after the latest time (" + address
                            + "). Use noExpiry() instead.",
                    e);
        }
    }

    static long at(Address address, Instant now, Instant expiresAt) {
        if (!expiresAt.isAfter(now)) {
            throw new IllegalArgumentException("The expiry " + expiresAt + " is not in the future: it is now " + now
                    + " (" + address + "). Delete the entry instead.");
        }
        try {
            return ceilSecond(expiresAt);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The expiry " + expiresAt + " is after the latest time (" + address + "). Use noExpiry() instead.",
                    e);
        }
    }

    private static long ceilSecond(Instant instant) {
        return instant.getNano() == 0
                ? instant.getEpochSecond()
                : instant.plusSeconds(1).getEpochSecond();
    }
}
