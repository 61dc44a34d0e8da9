package io.dynastore.idempotency;

import io.dynastore.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Derives the ids that outside services know. */
final class AttemptId {
    private static final long VERSION = 0x8000L;
    private static final long NOT_VERSION = ~0xF000L;
    private static final long VARIANT = 1L << 63;
    private static final long NOT_VARIANT = ~(3L << 62);

    private AttemptId() {}

    /** Returns a UUID of version 8, the version for hashes of one's own. */
    static String of(String partition, String key) {
        MessageDigest digest = Sha256.digest();
        Sha256.add(digest, partition.getBytes(StandardCharsets.UTF_8));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        return new UUID((hash.getLong() & NOT_VERSION) | VERSION, (hash.getLong() & NOT_VARIANT) | VARIANT).toString();
    }
}
