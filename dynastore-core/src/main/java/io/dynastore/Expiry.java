package io.dynastore;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * The one rule about time: an entry is live while the current second is before the second in its {@code expires}. The
 * same second is used for reads, for filters and for conditions. DynamoDB deletes expired items only days later, so until
 * then each of them has to be told from a live one.
 */
final class Expiry {
    /** True of an item that is live at the second {@code :now}, and of a key that has no item. */
    static final String LIVE = "(attribute_not_exists(expires) OR expires > :now)";

    private Expiry() {}

    static boolean isLive(long expires, long nowSecond) {
        return nowSecond < expires;
    }

    /** The first whole second at which a lifetime that begins now is over: never shortened, less than a second longer. */
    static long after(Address address, Instant now, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("The time to live must be positive, but is " + timeToLive + " ("
                    + address + "). Leave it out, or say noExpiry(), for an entry that does not expire.");
        }
        try {
            return ceilSecond(now.plus(timeToLive));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The time to live " + timeToLive + " ends after all time (" + address
                            + "). Say noExpiry() instead.",
                    e);
        }
    }

    static long at(Address address, Instant now, Instant expiresAt) {
        if (!expiresAt.isAfter(now)) {
            throw new IllegalArgumentException("The expiry " + expiresAt + " must be in the future, but it is " + now
                    + " (" + address + "). Delete the entry instead.");
        }
        try {
            return ceilSecond(expiresAt);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The expiry " + expiresAt + " is after all time (" + address + "). Say noExpiry() instead.", e);
        }
    }

    private static long ceilSecond(Instant instant) {
        return instant.getNano() == 0
                ? instant.getEpochSecond()
                : instant.plusSeconds(1).getEpochSecond();
    }
}
