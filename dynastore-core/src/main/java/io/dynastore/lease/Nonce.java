package io.dynastore.lease;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What each acquisition, renewal and release leaves in the item, in the place of an entry's write id. An observer knows by
 * it that the holder is alive. It begins with a number that rises with each renewal, so that a renewal which arrives late is
 * refused; the rest is random, so that no two are ever the same.
 */
final class Nonce {
    private static final int BYTES = Long.BYTES + 16;

    // Its state survives no snapshot of the process (Lambda SnapStart, CRaC): two processes never draw the same.
    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    static SdkBytes of(long number) {
        byte[] random = new byte[BYTES - Long.BYTES];
        RANDOM.nextBytes(random);
        return SdkBytes.fromByteArrayUnsafe(
                ByteBuffer.allocate(BYTES).putLong(number).put(random).array());
    }

    /** The number of a nonce; 0 of one that is none. */
    static long numberOf(@Nullable SdkBytes nonce) {
        return nonce == null || nonce.asByteArrayUnsafe().length != BYTES
                ? 0
                : ByteBuffer.wrap(nonce.asByteArrayUnsafe()).getLong();
    }

    /** The nonce of a lease that was read as an entry. */
    static @Nullable SdkBytes parse(@Nullable String writeId) {
        return writeId == null
                ? null
                : SdkBytes.fromByteArrayUnsafe(Base64.getUrlDecoder().decode(writeId));
    }
}
