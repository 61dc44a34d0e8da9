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
 * @param token the version: the fencing token of the present or last holder
 * @param owner the id of the acquisition that holds it; null if nobody does
 * @param nonce what was left by the last acquisition, renewal or release
 * @param duration how long it lasts after each renewal
 * @param until the deadline that its holder wrote, by the holder's wall clock; null if nobody holds it
 * @param holder what its holder says
 */
record LeaseItem(
        long token,
        @Nullable String owner,
        @Nullable SdkBytes nonce,
        Duration duration,
        @Nullable Instant until,
        String holder) {

    /** How long the lease lasts after each renewal, in milliseconds (N); in the items of leases only. */
    static final String LEASE_MILLIS = "leaseMillis";

    /** The holder's deadline in epoch milliseconds, by its wall clock (N); in the items of leases only, while held. */
    static final String UNTIL = "until";

    boolean isFree() {
        return owner == null;
    }

    boolean isOwnedBy(String someone) {
        return someone.equals(owner);
    }

    /** The lease in a reply; null if the item is not a lease. */
    static @Nullable LeaseItem of(Map<String, AttributeValue> item) {
        AttributeValue version = item.get(VERSION);
        AttributeValue writeId = item.get(WRITE_ID);
        return version == null || version.n() == null
                ? null
                : of(Long.parseLong(version.n()), writeId == null ? null : writeId.b(), item.get(PAYLOAD), item);
    }

    /** The lease in an entry; null if the entry is not a lease. */
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
                payload == null || payload.s() == null ? "" : payload.s());
    }

    private static @Nullable Long number(@Nullable AttributeValue value) {
        try {
            return value == null || value.n() == null ? null : Long.valueOf(value.n());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
