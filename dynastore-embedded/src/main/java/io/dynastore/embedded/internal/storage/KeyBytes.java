package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Key values as bytes that sort as DynamoDB sorts keys: strings by their UTF-8 bytes, numbers by value, bytes as unsigned.
 * The bytes of a value show where it ends, so that the bytes of several values sort by the first value, then by the next.
 */
public final class KeyBytes {
    /** The byte after an escaped byte, chosen so that a value sorts before longer values that begin with it. */
    private static final int END = 0x00;

    private static final int ESCAPED_ZERO = 0xFF;

    private static final int NEGATIVE = 0x01;
    private static final int ZERO = 0x02;
    private static final int POSITIVE = 0x03;
    private static final int EXPONENT_BIAS = 0x100;

    private KeyBytes() {}

    /** {@return the bytes of key values, one after the other} */
    public static byte[] of(Value... values) {
        return of(Arrays.asList(values));
    }

    /** {@return the bytes of key values, one after the other} */
    public static byte[] of(Iterable<Value> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        values.forEach(value -> append(bytes, value));
        return bytes.toByteArray();
    }

    /** {@return the common beginning of the bytes of all values that begin with a string or with bytes} */
    static byte[] ofBeginning(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        appendEscaped(bytes, content(value));
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, Value value) {
        if (value instanceof Value.Num number) {
            appendNumber(bytes, number.number());
        } else {
            appendEscaped(bytes, content(value));
            bytes.write(END);
            bytes.write(END);
        }
    }

    /** {@return the bytes of a string or of bytes} */
    static byte[] content(Value value) {
        if (value instanceof Value.Text text) {
            return text.text().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof Value.Binary binary) {
            return binary.bytes().array();
        }
        throw new IllegalArgumentException("No key can be of type " + value.type());
    }

    private static void appendEscaped(ByteArrayOutputStream bytes, byte[] content) {
        for (byte each : content) {
            bytes.write(each);
            if (each == 0) {
                bytes.write(ESCAPED_ZERO);
            }
        }
    }

    private static void appendNumber(ByteArrayOutputStream bytes, BigDecimal number) {
        if (number.signum() == 0) {
            bytes.write(ZERO);
            return;
        }
        // All bytes of a negative number are inverted, so that a larger magnitude sorts first.
        int flip = number.signum() < 0 ? 0xFF : 0;
        bytes.write(number.signum() < 0 ? NEGATIVE : POSITIVE);
        int exponent = number.precision() - number.scale() + EXPONENT_BIAS;
        bytes.write((exponent >> 8) ^ flip);
        bytes.write(exponent ^ flip);
        String digits = number.unscaledValue().abs().toString();
        for (int at = 0; at < digits.length(); at++) {
            bytes.write((digits.charAt(at) - '0' + 1) ^ flip);
        }
        bytes.write(flip);
    }

    /** {@return two keys, one after the other} */
    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** {@return the first key after all that begin with these bytes; null if there is none} */
    static byte @Nullable [] afterAllWith(byte[] beginning) {
        int last = beginning.length - 1;
        while (last >= 0 && beginning[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        byte[] next = Arrays.copyOf(beginning, last + 1);
        next[last]++;
        return next;
    }

    /** {@return the first key after this one} */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
