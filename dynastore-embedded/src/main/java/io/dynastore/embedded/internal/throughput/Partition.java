package io.dynastore.embedded.internal.throughput;

import io.dynastore.embedded.internal.value.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The items of one partition key, in ranges of sort keys that have a limit each. At first there is one range; a range that is
 * refused requests again and again is split in two. Not thread-safe.
 */
final class Partition {
    /** The time for which a range is hot before it is split; AWS documents none. */
    static final Duration HEAT = Duration.ofMinutes(1);

    private static final int REMEMBERED = 200;

    private final NavigableMap<Bytes, Range> ranges = new TreeMap<>();

    Partition(long now) {
        ranges.put(new Bytes(new byte[0]), new Range(now));
    }

    private static final class Range {
        private final Bucket reads;
        private final Bucket writes;
        private final Deque<Bytes> recent = new ArrayDeque<>();
        private long hotSince;
        private long refusedAt = Long.MIN_VALUE;

        private Range(long now) {
            reads = new Bucket(Rate.ofKeyRange(false), now);
            writes = new Bucket(Rate.ofKeyRange(true), now);
        }

        private Bucket bucket(boolean write) {
            return write ? writes : reads;
        }

        private void remember(Bytes sort) {
            if (recent.size() == REMEMBERED) {
                recent.remove();
            }
            recent.add(sort);
        }

        /** Notes a refusal, and returns whether the range has been hot for long. */
        private boolean refuse(long now) {
            if (refusedAt == Long.MIN_VALUE || now - refusedAt > HEAT.toMillis()) {
                hotSince = now;
            }
            refusedAt = now;
            return now - hotSince >= HEAT.toMillis();
        }

        private boolean isIdle(long now) {
            return reads.isFull(Rate.ofKeyRange(false), now)
                    && writes.isFull(Rate.ofKeyRange(true), now)
                    && (refusedAt == Long.MIN_VALUE || now - refusedAt > HEAT.toMillis());
        }
    }

    /** Returns whether the range of a sort key has so many units left; if not, the refusal may split it. */
    boolean has(Bytes sort, double units, boolean write, boolean splits, long now) {
        Range range = range(sort);
        if (splits) {
            range.remember(sort);
        }
        if (range.bucket(write).has(units, Rate.ofKeyRange(write), now)) {
            return true;
        }
        return splits
                && range.refuse(now)
                && split(range, now)
                && range(sort).bucket(write).has(units, Rate.ofKeyRange(write), now);
    }

    void take(Bytes sort, double units, boolean write) {
        range(sort).bucket(write).take(units);
    }

    /** Returns whether the partition behaves like one that was never used. */
    boolean isNew(long now) {
        return ranges.size() == 1 && ranges.values().iterator().next().isIdle(now);
    }

    private Range range(Bytes sort) {
        return Objects.requireNonNull(ranges.floorEntry(sort)).getValue();
    }

    /** Splits a range in the middle of the keys that were used last. A range of a single key stays as it is. */
    private boolean split(Range range, long now) {
        List<Bytes> keys = range.recent.stream().distinct().sorted().toList();
        if (keys.size() < 2) {
            return false;
        }
        Bytes first = Objects.requireNonNull(ranges.floorKey(keys.get(0)));
        ranges.put(first, new Range(now));
        ranges.put(keys.get(keys.size() / 2), new Range(now));
        return true;
    }
}
