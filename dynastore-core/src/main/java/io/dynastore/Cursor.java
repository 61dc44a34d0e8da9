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
 * The text form of a position in a list: the sort keys of the last entry, and a digest over them and all that the list is
 * defined by. The digest makes a damaged cursor and one of another list fail alike; it is no signature, and needs none,
 * because whatever a cursor says, its list shows no more than it would without.
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
                    throw new IllegalStateException("DynamoDB's last key of a page lacks '" + attribute + "'");
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
        // The text is compared too: Base64 has several texts for the same bytes.
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
                // Not part of UTF-8, so that no two lists of parts run into the same bytes.
                sha.update((byte) 0xFF);
            }
            return Arrays.copyOf(sha.digest(body), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
