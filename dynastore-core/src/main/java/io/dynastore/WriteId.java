package io.dynastore;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The id that a write leaves in its item, by which the write is recognised. As text, it is in URL-safe Base64. The first part
 * of an id identifies the incarnation of the entry: a write at a known revision keeps it, a create or a put begins a new one.
 * Therefore a create recognises its entry even after other clients have changed it. The reverse is not certain: a put or
 * create that is retried after its entry was deleted begins the same incarnation again.
 *
 * <p>Immutable. The text is encoded on demand, because few writes need it.
 */
final class WriteId {
    /** Both parts have a multiple of three bytes, so that the text can be divided where the bytes are. */
    private static final int INCARNATION_BYTES = 9;

    private static final int REST_BYTES = 15;
    private static final int BYTES = INCARNATION_BYTES + REST_BYTES;
    private static final int INCARNATION_CHARACTERS = INCARNATION_BYTES / 3 * 4;
    private static final int CHARACTERS = BYTES / 3 * 4;

    // Not a ThreadLocalRandom or a counter: all processes that are restored from one snapshot (Lambda SnapStart, CRaC)
    // have the same state of it, and would write the same ids.
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final byte[] bytes;

    private WriteId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the id of a write that begins an incarnation. */
    static WriteId first() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WriteId(bytes);
    }

    /** Returns the id of a write to the entry at a revision. */
    static WriteId after(Revision previous) {
        WriteId next = first();
        String before = previous.writeId();
        if (before != null && before.length() == CHARACTERS) {
            System.arraycopy(toBytes(before), 0, next.bytes, 0, INCARNATION_BYTES);
        }
        return next;
    }

    String text() {
        return toText(bytes);
    }

    AttributeValue toAttribute() {
        return toAttribute(bytes);
    }

    /** Returns how many bytes it has. */
    int size() {
        return bytes.length;
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
        return toAttribute(toBytes(id));
    }

    private static AttributeValue toAttribute(byte[] id) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(id));
    }

    private static byte[] toBytes(String id) {
        return Base64.getUrlDecoder().decode(id);
    }

    /** Returns whether a text is that of an id: several texts of Base64 stand for the same bytes, but only one is canonical. */
    static boolean isValid(String text) {
        try {
            byte[] id = toBytes(text);
            return id.length > 0 && toText(id).equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
