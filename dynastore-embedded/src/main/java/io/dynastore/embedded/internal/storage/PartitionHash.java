package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The hash of a partition key, by which DynamoDB distributes items and therefore scans them: an application that relies on
 * another order would fail on AWS. It is what AWS was observed to use, but no document says so.
 */
final class PartitionHash {
    /** The number of bytes of the hash before a key. */
    static final int BYTES = 4;

    private static final byte[] SALT = "Outliers".getBytes(StandardCharsets.US_ASCII);
    private static final int ZERO = 0x80;
    private static final int EXPONENT_BIAS = 0xC0;
    private static final int NEGATIVE_END = 102;
    private static final int MOST_PAIRS = 20;

    private PartitionHash() {}

    /** {@return the first bytes of the hash of the values of a partition key} */
    static byte[] of(List<Value> partition) {
        MessageDigest digest = md5();
        digest.update(SALT);
        partition.forEach(value -> digest.update(content(value)));
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK supports MD5.", e);
        }
    }

    private static byte[] content(Value value) {
        return value instanceof Value.Num number ? content(number.number()) : KeyBytes.content(value);
    }

    /** Returns a number as DynamoDB stores it: an exponent and pairs of digits, a negative number as a complement. */
    private static byte[] content(BigDecimal number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(24);
        if (number.signum() == 0) {
            bytes.write(ZERO);
            return bytes.toByteArray();
        }
        boolean negative = number.signum() < 0;
        int exponent = number.precision() - number.scale();
        String digits = number.unscaledValue().abs().toString();
        String even = Math.floorMod(exponent, 2) == 0 ? digits : "0" + digits;
        String pairs = even.length() % 2 == 0 ? even : even + "0";
        int head = EXPONENT_BIAS + Math.floorDiv(exponent + 1, 2);
        bytes.write(negative ? ~head : head);
        for (int at = 0; at < pairs.length(); at += 2) {
            int pair = Integer.parseInt(pairs, at, at + 2, 10);
            bytes.write(negative ? 101 - pair : pair + 1);
        }
        if (negative && pairs.length() / 2 < MOST_PAIRS) {
            bytes.write(NEGATIVE_END);
        }
        return bytes.toByteArray();
    }
}
