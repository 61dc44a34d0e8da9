package io.dynastore.lease;

import io.dynastore.internal.TenureRequests;
import io.dynastore.internal.TenureRequests.Departed;
import io.dynastore.internal.TenureRequests.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Creates the requests of the protocol of leases: what is common to all items that a process owns for a time, and the holder's
 * text as the payload.
 */
final class LeaseRequests {
    /** An entry that is not a lease is not overwritten. */
    private static final String ACQUIRE = "attribute_not_exists(version) OR (attribute_exists(leaseMillis) AND (%s))";

    private static final String TENURE = TenureRequests.OWNED_FOR_A_TIME + ", payload = :payload";
    private static final String ACQUIRED =
            "SET " + TenureRequests.BEGUN + TENURE + ", previousHolder = if_not_exists(payload, :nobody)";

    private static final String HANDED_OVER = "SET version = version + :one, " + TENURE + ", previousHolder = ";

    private static final String RENEWED_WITH_HOLDER = TenureRequests.RENEWED + ", payload = :payload";

    private static final String RELEASED_WITH_HOLDER =
            "SET writeId = :nonce, expires = :expires, payload = :payload REMOVE #owner, #until";

    private static final String UNDONE =
            "SET writeId = :nonce, expires = :expires, payload = previousHolder REMOVE #owner, #until";

    /** The holder before the first one. */
    private static final AttributeValue NOBODY = AttributeValue.fromS("");

    private LeaseRequests() {}

    /**
     * Acquires a lease that is free or dead.
     *
     * @param departed the holders that are no longer alive
     */
    static UpdateItemRequest.Builder acquire(NewTenure tenure, Validity validity, Departed departed) {
        Map<String, AttributeValue> values = TenureRequests.beginning(tenure.owner(), tenure.nonce(), validity);
        values.put(":payload", AttributeValue.fromS(tenure.options().holder()));
        values.put(":nobody", NOBODY);
        String condition = ACQUIRE.formatted(departed.condition(values));
        return TenureRequests.update(ACQUIRED, condition, values).returnValues(ReturnValue.ALL_NEW);
    }

    /** Renews a lease, and replaces the holder unless it is null. */
    static UpdateItemRequest.Builder renew(
            String owner, long token, SdkBytes nonce, Validity validity, @Nullable String holder) {
        if (holder == null) {
            return TenureRequests.renew(owner, token, nonce, validity);
        }
        Map<String, AttributeValue> values = TenureRequests.owned(owner, token, nonce);
        values.put(":payload", AttributeValue.fromS(holder));
        validity.addTo(values);
        return TenureRequests.update(RENEWED_WITH_HOLDER, TenureRequests.OWNED_AND_NOT_RENEWED_SINCE, values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /**
     * Begins a tenure in the place of another one that has ended.
     *
     * @param holder the text of the holder before; null for the present one
     */
    static UpdateItemRequest.Builder handOver(
            LeaseHandle from, NewTenure to, Validity validity, @Nullable String holder) {
        Map<String, AttributeValue> values = TenureRequests.ownerAndNonce(to.owner(), to.nonce());
        values.put(":before", AttributeValue.fromS(from.owner()));
        values.put(":token", TenureRequests.number(from.token()));
        values.put(":one", TenureRequests.number(1));
        values.put(":payload", AttributeValue.fromS(to.options().holder()));
        if (holder != null) {
            values.put(":holder", AttributeValue.fromS(holder));
        }
        validity.addTo(values);
        return TenureRequests.update(
                        HANDED_OVER + (holder == null ? "payload" : ":holder"),
                        "#owner = :before AND version = :token",
                        values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /** Releases a lease, and replaces the holder unless it is null; the item is kept for the retention. */
    static UpdateItemRequest.Builder release(
            String owner, long token, SdkBytes nonce, Instant now, Duration retention, @Nullable String holder) {
        long expires = TenureRequests.expires(now, retention);
        if (holder == null) {
            return TenureRequests.release(owner, token, nonce, expires);
        }
        Map<String, AttributeValue> values = TenureRequests.owned(owner, token, nonce);
        values.put(":expires", TenureRequests.number(expires));
        values.put(":payload", AttributeValue.fromS(holder));
        return TenureRequests.update(RELEASED_WITH_HOLDER, TenureRequests.OWNED, values);
    }

    /** Releases a lease that an acquisition with an unknown outcome may have acquired, with an unknown token. */
    static UpdateItemRequest.Builder undo(String owner, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = TenureRequests.ownerAndNonce(owner, nonce);
        values.put(":expires", TenureRequests.number(TenureRequests.expires(now, retention)));
        return TenureRequests.update(UNDONE, TenureRequests.OWNED_BY, values);
    }
}
