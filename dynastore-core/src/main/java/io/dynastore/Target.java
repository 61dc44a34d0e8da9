package io.dynastore;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The entry that a write, a delete or a check is about, with its time and its fencing token.
 *
 * @param layout the table's keys
 * @param partition the partition's name
 * @param key the entry's key
 * @param nowSecond the second at which entries are live or expired for it
 * @param token the fencing token, or {@link #UNFENCED}
 */
record Target(Layout layout, String partition, String key, long nowSecond, long token) {
    /** Stands for the token of a write that is not fenced. Tokens are positive. */
    static final long UNFENCED = 0;

    Address address() {
        return layout.address(partition, key);
    }

    Map<String, AttributeValue> itemKey() {
        return layout.itemKey(partition, key);
    }

    Map<String, AttributeValue> newItem() {
        return layout.newItem(partition, key);
    }

    boolean isFenced() {
        return token != UNFENCED;
    }
}
