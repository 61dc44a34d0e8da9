package io.dynastore.spring.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A SHA-256 of parts, each with its length in front, so that no two lists of parts have the same hash. Not thread-safe. */
final class LengthPrefixedHash {
    private static final int ABSENT = -1;

    private final MessageDigest digest;

    LengthPrefixedHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    LengthPrefixedHash add(@Nullable String part) {
        return part == null ? add(ABSENT, new byte[0]) : add(part.getBytes(StandardCharsets.UTF_8));
    }

    LengthPrefixedHash add(byte[] part) {
        return add(part.length, part);
    }

    private LengthPrefixedHash add(int length, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        digest.update(part);
        return this;
    }

    /** Returns the hash of all parts, in the characters that URLs need not escape. */
    String hash() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
