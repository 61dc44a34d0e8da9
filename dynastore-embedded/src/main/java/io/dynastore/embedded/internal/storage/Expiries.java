package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The keys of a table's items by the time at which they expire. */
final class Expiries {
    /** AWS does not delete items that expired longer ago: "Using time to live (TTL) in DynamoDB" in the developer guide. */
    private static final long FIVE_YEARS = Duration.ofDays(5 * 365L).toSeconds();

    private static final int BATCH = 1000;

    private final MVMap<byte[], byte[]> keys;
    private final String attribute;

    Expiries(MVMap<byte[], byte[]> keys, String attribute) {
        this.keys = keys;
        this.attribute = attribute;
    }

    MVMap<?, ?> map() {
        return keys;
    }

    void write(byte[] key, @Nullable Item before, @Nullable Item after) {
        Value.Num old = expiry(before);
        Value.Num now = expiry(after);
        if (old != null && !old.equals(now)) {
            keys.remove(place(old, key));
        }
        if (now != null && !now.equals(old)) {
            keys.put(place(now, key), key);
        }
    }

    private Value.@Nullable Num expiry(@Nullable Item item) {
        return item != null && item.attributes().get(attribute) instanceof Value.Num number ? number : null;
    }

    private static byte[] place(Value.Num expiry, byte[] key) {
        return KeyBytes.join(KeyBytes.of(expiry), key);
    }

    List<byte[]> until(long epochSecond) {
        byte[] end = KeyBytes.of(Values.number(epochSecond));
        List<byte[]> found = new ArrayList<>();
        Iterator<byte[]> places = keys.keyIterator(KeyBytes.of(Values.number(epochSecond - FIVE_YEARS)));
        while (places.hasNext() && found.size() < BATCH) {
            byte[] place = places.next();
            if (java.util.Arrays.compareUnsigned(place, end) >= 0) {
                break;
            }
            byte[] key = keys.get(place);
            if (key != null) {
                found.add(key);
            }
        }
        return found;
    }

    boolean hasExpired(Item item, long epochSecond) {
        Value.Num expiry = expiry(item);
        if (expiry == null) {
            return false;
        }
        BigDecimal second = expiry.number().setScale(0, RoundingMode.FLOOR);
        return second.compareTo(BigDecimal.valueOf(epochSecond)) < 0
                && second.compareTo(BigDecimal.valueOf(epochSecond - FIVE_YEARS)) >= 0;
    }
}
