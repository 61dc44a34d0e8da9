package io.dynastore;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Creates the ids that writes leave in items, by which a write is recognised; here as text, in URL-safe Base64. The first part
 * of an id identifies the incarnation of the entry: a write at a known revision keeps it, a create or a put begins a new one.
 * Therefore a create recognises its entry even after other clients have changed it. The reverse is not certain: a put or
 * create that is retried after its entry was deleted begins the same incarnation again.
 */
final class WriteId {
    /** Both parts have a multiple of three bytes, so that the text can be divided where the bytes are. */
    private static final int INCARNATION_BYTES = 9;

    private static final int REST_BYTES = 15;
    private static final int INCARNATION_CHARACTERS = INCARNATION_BYTES / 3 * 4;
    private static final int CHARACTERS = (INCARNATION_BYTES + REST_BYTES) / 3 * 4;

    // Not a ThreadLocalRandom or a counter: all processes that are restored from one snapshot (Lambda SnapStart, CRaC)
    // have the same state of it, and would write the same ids.
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private WriteId() {}

    /** Returns the id of a write that begins an incarnation. */
    static String first() {
        return random(INCARNATION_BYTES + REST_BYTES);
    }

    /** Returns the id of a write to the entry at a revision. */
    static String after(Revision previous) {
        String before = previous.writeId();
        return before == null || before.length() != CHARACTERS
                ? first()
                : before.substring(0, INCARNATION_CHARACTERS) + random(REST_BYTES);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return toText(bytes);
    }

    static boolean isSameIncarnation(@Nullable String id, @Nullable String other) {
        return id != null
                && other != null
                && id.length() == CHARACTERS
                && other.length() == CHARACTERS
                && id.regionMatches(0, other, 0, INCARNATION_CHARACTERS);
    }

    static String toText(SdkBytes id) {
        return toText(id.asByteArrayUnsafe());
    }

    private static String toText(byte[] id) {
        return TO_TEXT.encodeToString(id);
    }

    static AttributeValue toAttribute(String id) {
        return AttributeValue.fromB(
                SdkBytes.fromByteArrayUnsafe(Base64.getUrlDecoder().decode(id)));
    }

    /** Returns how many bytes an id has. */
    static int bytes(String id) {
        return id.length() * 3 / 4;
    }

    /** Returns whether a text is that of an id: several texts of Base64 stand for the same bytes, but only one is canonical. */
    static boolean isValid(String text) {
        try {
            byte[] id = Base64.getUrlDecoder().decode(text);
            return id.length > 0 && toText(id).equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
