package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys from one, inclusive, to another, exclusive. Immutable: the arrays are never changed.
 *
 * @param from the first key; empty for a range without a beginning
 * @param to the first key after the range; null for a range without an end
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record KeyRange(byte[] from, byte @Nullable [] to) {
    /** All keys. */
    public static final KeyRange ALL = new KeyRange(new byte[0], null);

    /** {@return the keys of a segment of a scan, which has an equal share of the hashes of partition keys} */
    public static KeyRange ofSegment(long segment, long segments) {
        return new KeyRange(
                segment == 0 ? ALL.from : start(segment, segments),
                segment + 1 == segments ? null : start(segment + 1, segments));
    }

    private static byte[] start(long segment, long segments) {
        long hashes = 1L << (8 * PartitionHash.BYTES);
        int first = (int) ((hashes * segment + segments - 1) / segments);
        return ByteBuffer.allocate(PartitionHash.BYTES).putInt(first).array();
    }

    /** {@return all keys that begin with the bytes} */
    public static KeyRange beginningWith(byte[] bytes) {
        return new KeyRange(bytes, KeyBytes.afterAllWith(bytes));
    }

    /** {@return all keys that have the value after the bytes} */
    public static KeyRange equalTo(byte[] before, Value value) {
        return beginningWith(KeyBytes.join(before, KeyBytes.of(value)));
    }

    /** {@return all keys whose string or bytes after the given ones begin with the value} */
    public static KeyRange beginningWith(byte[] before, Value value) {
        return beginningWith(KeyBytes.join(before, KeyBytes.ofBeginning(value)));
    }

    /** {@return the part of this range that begins with the keys that have the value, or right after them} */
    public KeyRange from(byte[] before, Value value, boolean inclusive) {
        KeyRange equal = equalTo(before, value);
        return new KeyRange(inclusive || equal.to == null ? equal.from : equal.to, to);
    }

    /** {@return the part of this range that ends with the keys that have the value, or right before them} */
    public KeyRange to(byte[] before, Value value, boolean inclusive) {
        KeyRange equal = equalTo(before, value);
        return new KeyRange(from, inclusive ? equal.to : equal.from);
    }

    /** {@return the keys of this range after the given one, in the direction of reading} */
    public KeyRange after(byte[] key, boolean forward) {
        if (forward) {
            byte[] next = KeyBytes.after(key);
            return Arrays.compareUnsigned(next, from) > 0 ? new KeyRange(next, to) : this;
        }
        return to == null || Arrays.compareUnsigned(key, to) < 0 ? new KeyRange(from, key) : this;
    }

    /** {@return whether the key is in the range} */
    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(from, key) <= 0 && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }
}
