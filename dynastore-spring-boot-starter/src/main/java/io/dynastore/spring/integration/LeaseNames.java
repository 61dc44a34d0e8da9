package io.dynastore.spring.integration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.util.Assert;

/** Names of the leases for locks. Immutable. */
final class LeaseNames {
    /** DynamoDB's limit on the size of a sort key in UTF-8. */
    private static final int MAX_BYTES = 1024;

    private static final String HASHED = "sha-256:";

    private final String prefix;

    LeaseNames(String prefix) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        Assert.isTrue(of("").length() < MAX_BYTES / 2, "'prefix' is too long");
    }

    String of(String key) {
        String name = prefix + key;
        if (key.startsWith(HASHED)) {
            // It must not have the name of another key's hash.
            return prefix + HASHED + hash(key);
        }
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES ? name : prefix + HASHED + hash(key);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
