package io.dynastore.internal;

import static io.dynastore.internal.ItemFormat.OWNER;
import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item says about the process that owns it for a time.
 *
 * @param token the version, which is the fencing token of the present or last owner
 * @param owner the random id of the tenure; null if the item is free
 * @param nonce the nonce of the last request about the tenure
 * @param duration the duration of the tenure after each renewal
 * @param until the deadline that the owner wrote, by its wall clock; null if the item is free
 */
public record Tenure(
        long token,
        @Nullable String owner,
        @Nullable SdkBytes nonce,
        Duration duration,
        @Nullable Instant until) {

    /**
     * Returns the tenure that an item describes.
     *
     * @param item the item
     * @return the tenure; null if the item is not one that a process can own
     */
    public static @Nullable Tenure of(Map<String, AttributeValue> item) {
        AttributeValue writeId = item.get(WRITE_ID);
        Long token = number(item.get(VERSION));
        return token == null ? null : of(token, writeId == null ? null : writeId.b(), item);
    }

    /**
     * Returns the tenure that an item describes.
     *
     * @param token the version
     * @param nonce the nonce; null if there is none
     * @param attributes the other attributes
     * @return the tenure; null if the item is not one that a process can own
     */
    public static @Nullable Tenure of(long token, @Nullable SdkBytes nonce, Map<String, AttributeValue> attributes) {
        Long millis = number(attributes.get(TenureRequests.LEASE_MILLIS));
        if (millis == null) {
            return null;
        }
        AttributeValue owner = attributes.get(OWNER);
        Long until = number(attributes.get(TenureRequests.UNTIL));
        return new Tenure(
                token,
                owner == null ? null : owner.s(),
                nonce,
                Duration.ofMillis(millis),
                until == null ? null : Instant.ofEpochMilli(until));
    }

    /**
     * Returns a number of an item.
     *
     * @param value the attribute; null if there is none
     * @return the number; null if there is none, or it is not a whole number of 64 bits
     */
    public static @Nullable Long number(@Nullable AttributeValue value) {
        try {
            return value == null || value.n() == null ? null : Long.valueOf(value.n());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@return whether nobody owns the item} */
    public boolean isFree() {
        return owner == null;
    }

    /**
     * Returns whether a tenure is the present one.
     *
     * @param other the id of the tenure
     * @return whether it owns the item
     */
    public boolean isOwnedBy(String other) {
        return other.equals(owner);
    }

    /**
     * Returns whether the deadline was before a time.
     *
     * @param latest the time; null if deadlines are not to be relied on
     * @return whether it was; false if the time is null
     */
    public boolean isOverdue(@Nullable Instant latest) {
        return latest != null && until != null && until.isBefore(latest);
    }
}
