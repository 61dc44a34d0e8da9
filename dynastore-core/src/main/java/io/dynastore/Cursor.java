package io.dynastore;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts a position in a list to text and back: the sort keys of the last entry, and a digest over them and everything that
 * defines the list. By the digest, a damaged cursor and a cursor of another list are refused. It is not a signature, and need
 * not be one: no cursor makes a list return entries that it would not return without.
 */
final class Cursor {
    private static final int DIGEST_BYTES = 12;

    private Cursor() {}

    static String encode(QueryPlan plan, Map<String, AttributeValue> position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String attribute : plan.positionAttributes()) {
                AttributeValue value = position.get(attribute);
                if (value == null) {
                    throw new IllegalStateException("The last key of a page has no attribute '" + attribute + "'.");
                }
                write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(digest(plan, bytes.toByteArray()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    static Map<String, AttributeValue> decode(QueryPlan plan, String cursor) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new InvalidCursorException(plan.address());
        }
        int length = bytes.length - DIGEST_BYTES;
        // The text is compared as well, since several Base64 texts stand for the same bytes.
        if (length < 0
                || !cursor.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                || !MessageDigest.isEqual(
                        Arrays.copyOfRange(bytes, length, bytes.length), digest(plan, Arrays.copyOf(bytes, length)))) {
            throw new InvalidCursorException(plan.address());
        }
        Map<String, AttributeValue> position = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            for (String attribute : plan.positionAttributes()) {
                position.put(attribute, read(in));
            }
        } catch (IOException e) {
            throw new InvalidCursorException(plan.address());
        }
        return position;
    }

    private static void write(DataOutputStream out, AttributeValue value) throws IOException {
        byte[] bytes;
        if (value.s() != null) {
            out.writeByte('S');
            bytes = value.s().getBytes(StandardCharsets.UTF_8);
        } else if (value.n() != null) {
            out.writeByte('N');
            bytes = value.n().getBytes(StandardCharsets.UTF_8);
        } else {
            out.writeByte('B');
            bytes = value.b().asByteArrayUnsafe();
        }
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static AttributeValue read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        byte[] bytes = in.readNBytes(in.readUnsignedShort());
        return switch (type) {
            case 'S' -> AttributeValue.fromS(new String(bytes, StandardCharsets.UTF_8));
            case 'N' -> AttributeValue.fromN(new String(bytes, StandardCharsets.UTF_8));
            default -> AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
        };
    }

    private static byte[] digest(QueryPlan plan, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : plan.identity()) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                // This byte does not occur in UTF-8, so different lists of parts have different bytes.
                sha.update((byte) 0xFF);
            }
            return Arrays.copyOf(sha.digest(body), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256.", e);
        }
    }
}
