package io.dynastore;

import io.dynastore.QueryPlan.Part;
import io.dynastore.internal.Sha256;
import io.dynastore.internal.Texts;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Converts a position in a list to text and back: the sort keys of the last entry, and a digest over them and everything that
 * defines the list. By the digest, a damaged cursor and a cursor of another list are refused. It is not a signature, and need
 * not be one: no cursor makes a list return entries that it would not return without.
 */
final class Cursor {
    private static final int DIGEST_BYTES = 12;

    /** The most characters of a cursor: two keys of 1,024 bytes and one of 2,048 with three bytes each, and the digest. */
    private static final int MAX_CHARACTERS = (4096 + 3 * 3 + DIGEST_BYTES) * 4 / 3 + 1;

    private Cursor() {}

    static String encode(QueryPlan plan, Map<String, AttributeValue> position) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : plan.positions()) {
            write(out, plan, part, position.get(part.attribute()));
        }
        out.writeBytes(digest(plan, out.toByteArray()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, QueryPlan plan, Part part, @Nullable AttributeValue value) {
        if (value == null || !value.type().name().equals(part.type().name())) {
            throw IndexCheck.otherKeys(
                    plan,
                    Texts.quote(part.attribute()) + " of an entry in it is "
                            + (value == null ? "missing" : value.type()));
        }
        byte[] bytes = switch (part.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8);
            case N -> AttributeLimits.normal(value.n()).getBytes(StandardCharsets.UTF_8);
            default -> value.b().asByteArrayUnsafe();
        };
        out.write(part.type().name().charAt(0));
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    static Map<String, AttributeValue> decode(QueryPlan plan, String cursor) {
        Map<String, AttributeValue> position = new HashMap<>();
        try {
            ByteBuffer body = body(plan, cursor);
            for (Part part : plan.positions()) {
                position.put(part.attribute(), read(body, part));
            }
            require(!body.hasRemaining() && plan.contains(position));
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            throw new InvalidCursorException(plan.address());
        }
        return position;
    }

    private static ByteBuffer body(QueryPlan plan, String cursor) {
        require(cursor.length() <= MAX_CHARACTERS);
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        int length = bytes.length - DIGEST_BYTES;
        // The text is compared as well, since several Base64 texts stand for the same bytes.
        require(length >= 0
                && cursor.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                && MessageDigest.isEqual(
                        Arrays.copyOfRange(bytes, length, bytes.length), digest(plan, Arrays.copyOf(bytes, length))));
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Reads a part of a position, which must be as {@link #write} writes it: a damaged cursor may have the right digest. */
    private static AttributeValue read(ByteBuffer body, Part part) throws CharacterCodingException {
        require(body.get() == part.type().name().charAt(0));
        byte[] bytes = new byte[Short.toUnsignedInt(body.getShort())];
        require(bytes.length > 0 && bytes.length <= part.maxBytes());
        body.get(bytes);
        if (part.type() == ScalarAttributeType.B) {
            return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
        }
        // A new decoder reports what is not valid UTF-8 instead of replacing it.
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (part.type() == ScalarAttributeType.S) {
            return AttributeValue.fromS(text);
        }
        AttributeValue number = AttributeValue.fromN(text);
        AttributeLimits.check(number, IllegalArgumentException::new);
        require(text.equals(AttributeLimits.normal(text)));
        return number;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("not a cursor");
        }
    }

    private static byte[] digest(QueryPlan plan, byte[] body) {
        MessageDigest sha = Sha256.digest();
        for (String part : plan.identity()) {
            sha.update(part.getBytes(StandardCharsets.UTF_8));
            // This byte does not occur in UTF-8, so different lists of parts have different bytes.
            sha.update((byte) 0xFF);
        }
        return Arrays.copyOf(sha.digest(body), DIGEST_BYTES);
    }
}
