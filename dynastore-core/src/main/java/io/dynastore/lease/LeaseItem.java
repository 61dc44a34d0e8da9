package io.dynastore.lease;

import static io.dynastore.internal.ItemFormat.OWNER;
import static io.dynastore.internal.ItemFormat.PAYLOAD;
import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import io.dynastore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of a lease.
 *
 * @param token the version, which is the fencing token of the present or last holder
 * @param owner the id of the acquisition that has the lease; null if the lease is free
 * @param nonce the nonce of the last acquisition, renewal or release
 * @param duration the duration of the lease after each renewal
 * @param until the deadline that the holder wrote, by the holder's wall clock; null if the lease is free
 * @param holder the text that shows the present or last holder
 * @param previousHolder that of the holder before; empty if there was none
 */
record LeaseItem(
        long token,
        @Nullable String owner,
        @Nullable SdkBytes nonce,
        Duration duration,
        @Nullable Instant until,
        String holder,
        String previousHolder) {

    /** The attribute with the duration of the lease in milliseconds (N); in the items of leases only. */
    static final String LEASE_MILLIS = "leaseMillis";

    /** The attribute with the holder's deadline in epoch milliseconds (N); in the items of leases only, while held. */
    static final String UNTIL = "until";

    /** The attribute with the text of the holder before the present or last one (S); in the items of leases only. */
    static final String PREVIOUS_HOLDER = "previousHolder";

    boolean isFree() {
        return owner == null;
    }

    boolean isOwnedBy(String other) {
        return other.equals(owner);
    }

    /** Returns whether the deadline was before a time; false if that time is null. */
    boolean isOverdue(@Nullable Instant latest) {
        return latest != null && until != null && until.isBefore(latest);
    }

    /** Returns the lease in a reply; null if the item is not a lease. */
    static @Nullable LeaseItem of(Map<String, AttributeValue> item) {
        AttributeValue version = item.get(VERSION);
        AttributeValue writeId = item.get(WRITE_ID);
        Long token = number(version);
        return token == null ? null : of(token, writeId == null ? null : writeId.b(), item.get(PAYLOAD), item);
    }

    /** Returns the lease in an entry; null if the entry is not a lease. */
    static @Nullable LeaseItem of(Entry<AttributeValue> entry) {
        return of(entry.version(), Nonce.parse(entry.revision().writeId()), entry.value(), entry.fields());
    }

    private static @Nullable LeaseItem of(
            long token,
            @Nullable SdkBytes nonce,
            @Nullable AttributeValue payload,
            Map<String, AttributeValue> attributes) {
        Long millis = number(attributes.get(LEASE_MILLIS));
        if (millis == null) {
            return null;
        }
        AttributeValue owner = attributes.get(OWNER);
        Long until = number(attributes.get(UNTIL));
        return new LeaseItem(
                token,
                owner == null ? null : owner.s(),
                nonce,
                Duration.ofMillis(millis),
                until == null ? null : Instant.ofEpochMilli(until),
                text(payload),
                text(attributes.get(PREVIOUS_HOLDER)));
    }

    private static String text(@Nullable AttributeValue value) {
        return value == null || value.s() == null ? "" : value.s();
    }

    private static @Nullable Long number(@Nullable AttributeValue value) {
        try {
            return value == null || value.n() == null ? null : Long.valueOf(value.n());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
