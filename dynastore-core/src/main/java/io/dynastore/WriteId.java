package io.dynastore;

import java.security.SecureRandom;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The random id that each write leaves in the item, so that a write can be recognised and no two are confused. */
final class WriteId {
    private static final int BYTES = 16;

    // Not a ThreadLocalRandom or a counter: their state is the same in every process that is restored from one snapshot
    // (Lambda SnapStart, CRaC), and two processes would write the same ids.
    private static final SecureRandom RANDOM = new SecureRandom();

    private WriteId() {}

    static AttributeValue next() {
        byte[] id = new byte[BYTES];
        RANDOM.nextBytes(id);
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(id));
    }

    static String toText(SdkBytes id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.asByteArrayUnsafe());
    }

    static AttributeValue fromText(String text) {
        return AttributeValue.fromB(
                SdkBytes.fromByteArrayUnsafe(Base64.getUrlDecoder().decode(text)));
    }

    static boolean isValid(String text) {
        try {
            return Base64.getUrlDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
