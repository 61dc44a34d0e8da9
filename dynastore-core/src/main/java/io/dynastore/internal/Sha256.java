package io.dynastore.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash function for texts that need a short form. */
public final class Sha256 {
    private Sha256() {}

    /** {@return a new digest} */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256.", e);
        }
    }
}
