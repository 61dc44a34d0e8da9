package io.dynastore.idempotency;

import io.dynastore.Codec;
import io.dynastore.internal.Sha256;
import io.dynastore.internal.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The SHA-256 hash of a request, by which two requests with the same key are told apart. Only the hash is stored. Equal requests
 * must have equal canonical forms in every process and version of the application. Immutable.
 */
public final class Fingerprint {
    private static final Fingerprint NONE = of(new byte[0]);

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Returns the fingerprint of a request by its bytes, such as the body of an HTTP request.
     *
     * @param canonical the canonical form
     * @return the fingerprint
     */
    public static Fingerprint of(byte[] canonical) {
        return new Fingerprint(Sha256.digest().digest(Objects.requireNonNull(canonical, "canonical")));
    }

    /**
     * Returns the fingerprint of a request by a text; it is that of its bytes in UTF-8.
     *
     * @param canonical the canonical form
     * @return the fingerprint
     * @throws IllegalArgumentException if the text is not valid Unicode
     */
    public static Fingerprint of(String canonical) {
        if (Texts.utf8Length(Objects.requireNonNull(canonical, "canonical")) < 0) {
            throw new IllegalArgumentException(
                    "The request has no fingerprint: its canonical form is not valid Unicode,"
                            + " because it has an unpaired surrogate. Use its bytes.");
        }
        return of(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the fingerprint of a request that consists of several texts, which are kept apart.
     *
     * @param first the first part of the canonical form
     * @param more the other parts
     * @return the fingerprint
     * @throws IllegalArgumentException if a text is not valid Unicode
     */
    public static Fingerprint of(String first, String... more) {
        MessageDigest digest = Sha256.digest();
        add(digest, first);
        for (String part : more) {
            add(digest, part);
        }
        return new Fingerprint(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] hash = of(part).hash;
        digest.update(hash);
    }

    /**
     * Returns the fingerprint of a request by the payload that a codec makes of it.
     *
     * @param <T> the type of the request
     * @param request the request
     * @param codec encodes equal requests to equal payloads, also in another process: not those with a {@link java.util.HashMap} or
     *     a {@link java.util.HashSet}
     * @return the fingerprint
     * @throws IllegalArgumentException if the codec cannot encode the request
     */
    public static <T> Fingerprint of(T request, Codec<? super T> codec) {
        return CanonicalForm.of(request, codec);
    }

    /**
     * Returns the fingerprint of all requests for which the key alone says which request it is, because it was derived from the
     * whole request.
     *
     * @return the fingerprint, which is the same each time
     */
    public static Fingerprint none() {
        return NONE;
    }

    /** Returns the fingerprint that was stored. */
    static Fingerprint stored(byte[] hash) {
        return new Fingerprint(hash);
    }

    byte[] hash() {
        return hash;
    }

    /** {@return the hash in hexadecimal digits} */
    public String hex() {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(hash).getInt();
    }

    /** {@return the first digits of the hash} */
    @Override
    public String toString() {
        return "Fingerprint[" + hex().substring(0, 8) + "…]";
    }
}
