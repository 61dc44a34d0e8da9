package io.dynastore.lease;

import static io.dynastore.internal.ItemFormat.PAYLOAD;

import io.dynastore.Entry;
import io.dynastore.internal.Nonce;
import io.dynastore.internal.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of a lease.
 *
 * @param tenure the token, and the acquisition that has the lease
 * @param holder the text that shows the present or last holder
 * @param previousHolder that of the holder before; empty if there was none
 */
record LeaseItem(Tenure tenure, String holder, String previousHolder) {
    /** The attribute with the text of the holder before the present or last one (S); in the items of leases only. */
    static final String PREVIOUS_HOLDER = "previousHolder";

    /** Returns the version, which is the fencing token of the present or last holder. */
    long token() {
        return tenure.token();
    }

    /** Returns the nonce of the last acquisition, renewal or release. */
    @Nullable
    SdkBytes nonce() {
        return tenure.nonce();
    }

    /** Returns the duration of the lease after each renewal. */
    Duration duration() {
        return tenure.duration();
    }

    /** Returns the deadline that the holder wrote, by the holder's wall clock; null if the lease is free. */
    @Nullable
    Instant until() {
        return tenure.until();
    }

    boolean isFree() {
        return tenure.isFree();
    }

    boolean isOwnedBy(String other) {
        return tenure.isOwnedBy(other);
    }

    /** Returns whether the deadline was before a time; false if that time is null. */
    boolean isOverdue(@Nullable Instant latest) {
        return tenure.isOverdue(latest);
    }

    /** Returns the lease in a reply; null if the item is not a lease. */
    static @Nullable LeaseItem of(Map<String, AttributeValue> item) {
        return of(Tenure.of(item), item.get(PAYLOAD), item);
    }

    /** Returns the lease in an entry; null if the entry is not a lease. */
    static @Nullable LeaseItem of(Entry<AttributeValue> entry) {
        Tenure tenure = Tenure.of(entry.version(), Nonce.parse(entry.revision().writeId()), entry.fields());
        return of(tenure, entry.value(), entry.fields());
    }

    private static @Nullable LeaseItem of(
            @Nullable Tenure tenure, @Nullable AttributeValue payload, Map<String, AttributeValue> attributes) {
        return tenure == null ? null : new LeaseItem(tenure, text(payload), text(attributes.get(PREVIOUS_HOLDER)));
    }

    private static String text(@Nullable AttributeValue value) {
        return value == null || value.s() == null ? "" : value.s();
    }
}
