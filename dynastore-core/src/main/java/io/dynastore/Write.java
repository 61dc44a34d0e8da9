package io.dynastore;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One write, checked and encoded: the only form in which a value has become attributes.
 *
 * @param layout the table's keys
 * @param partition the partition's name
 * @param key the entry's key
 * @param payload the encoded value
 * @param fields the fields to set; a null removes the field
 * @param expiry what to do to the expiry
 * @param writeId the id that this write leaves, the same at all its attempts
 * @param nowSecond the second at which entries are live or expired for this write
 */
record Write(
        Layout layout,
        String partition,
        String key,
        AttributeValue payload,
        Map<String, @Nullable AttributeValue> fields,
        ExpiryChange expiry,
        String writeId,
        long nowSecond) {

    Address address() {
        return layout.address(partition, key);
    }
}
