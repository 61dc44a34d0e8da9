package io.dynastore.embedded.internal.value;

import java.util.Arrays;
import java.util.Base64;

/** An immutable sequence of bytes, ordered as unsigned. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] bytes;

    /** Creates a sequence of an array that must not be changed. */
    public Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return the array, which must not be changed} */
    public byte[] array() {
        return bytes;
    }

    /** {@return the number of bytes} */
    public int length() {
        return bytes.length;
    }

    /** {@return whether these bytes begin with others} */
    public boolean startsWith(Bytes prefix) {
        return prefix.length() <= length()
                && Arrays.equals(bytes, 0, prefix.length(), prefix.bytes, 0, prefix.length());
    }

    /** {@return whether others occur in these bytes} */
    public boolean contains(Bytes part) {
        for (int at = 0; at + part.length() <= length(); at++) {
            if (Arrays.equals(bytes, at, at + part.length(), part.bytes, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@return the bytes in Base64} */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
