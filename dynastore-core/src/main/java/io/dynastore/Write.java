package io.dynastore;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A write whose value has been checked and encoded as attributes.
 *
 * @param target the entry, with the time and the token of the write
 * @param payload the encoded value
 * @param fields the fields to set; a null removes the field
 * @param expiry the change of the expiry
 * @param writeId the id that this write leaves, which is the same at all its attempts
 */
record Write(
        Target target,
        AttributeValue payload,
        Map<String, @Nullable AttributeValue> fields,
        ExpiryChange expiry,
        WriteId writeId) {

    Address address() {
        return target.address();
    }
}
