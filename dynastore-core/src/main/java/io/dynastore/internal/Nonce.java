package io.dynastore.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Creates and reads nonces. Each acquisition, renewal and release writes a new nonce to the item, in the place of an entry's
 * write id; observers can tell by it that the holder is alive. A nonce begins with a number that rises with each renewal, so
 * that a renewal that arrives late is refused. The rest is random, so that no two nonces are equal.
 */
public final class Nonce {
    private static final int BYTES = Long.BYTES + 16;

    // It does not repeat itself after a snapshot of the process is restored (Lambda SnapStart, CRaC).
    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    /**
     * Creates a nonce.
     *
     * @param number the number with which it begins
     * @return the nonce
     */
    public static SdkBytes of(long number) {
        byte[] random = new byte[BYTES - Long.BYTES];
        RANDOM.nextBytes(random);
        return SdkBytes.fromByteArrayUnsafe(
                ByteBuffer.allocate(BYTES).putLong(number).put(random).array());
    }

    /**
     * Returns the number in a nonce.
     *
     * @param nonce the nonce; null if there is none
     * @return the number; 0 if the value is not a nonce
     */
    public static long numberOf(@Nullable SdkBytes nonce) {
        return nonce == null || nonce.asByteArrayUnsafe().length != BYTES
                ? 0
                : ByteBuffer.wrap(nonce.asByteArrayUnsafe()).getLong();
    }

    /**
     * Returns the nonce of a lease that was read as an entry.
     *
     * @param writeId the entry's write id; null if it has none
     * @return the nonce; null if there is none
     */
    public static @Nullable SdkBytes parse(@Nullable String writeId) {
        return writeId == null
                ? null
                : SdkBytes.fromByteArrayUnsafe(Base64.getUrlDecoder().decode(writeId));
    }
}
