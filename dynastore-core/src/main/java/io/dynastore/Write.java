package io.dynastore;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One write, checked and encoded: the only form in which a value has become attributes.
 *
 * @param target the entry, when it is written, and by which token
 * @param payload the encoded value
 * @param fields the fields to set; a null removes the field
 * @param expiry what to do to the expiry
 * @param writeId the id that this write leaves, the same at all its attempts
 */
record Write(
        Target target,
        AttributeValue payload,
        Map<String, @Nullable AttributeValue> fields,
        ExpiryChange expiry,
        String writeId) {

    Address address() {
        return target.address();
    }
}
