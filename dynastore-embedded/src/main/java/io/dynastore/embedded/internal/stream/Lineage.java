package io.dynastore.embedded.internal.stream;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a stream, as they begin, are closed and are continued by others. The state can be read at any time; changes must
 * be made under one lock.
 */
final class Lineage {
    private final ToLongFunction<Shard> lastRecord;
    private volatile StreamState state;
    private volatile long sequence;

    /** Creates the shards of a state, with a function that finds a shard's last sequence number. */
    Lineage(StreamState state, ToLongFunction<Shard> lastRecord) {
        this.state = state;
        this.lastRecord = lastRecord;
        this.sequence = state.shards().stream()
                .mapToLong(shard -> Math.max(Math.max(shard.start(), shard.end()), lastRecord.applyAsLong(shard)))
                .max()
                .orElse(0);
    }

    StreamState state() {
        return state;
    }

    /** Returns the greatest sequence number that was given. */
    long sequence() {
        return sequence;
    }

    /** Gives the next sequence number. */
    long next() {
        long next = sequence + SequenceNumbers.STEP;
        sequence = next;
        return next;
    }

    /** Opens the first shard. */
    void begin(long now) {
        open(null, 0, Shard.HASHES, now);
    }

    /** Closes the open shards, or the one with the id, and continues them; returns whether there were any. */
    boolean replace(long now, boolean split, @Nullable String onlyId) {
        List<Shard> replaced = state.open().stream()
                .filter(shard -> onlyId == null || onlyId.equals(shard.id()))
                .toList();
        replaced.forEach(shard -> replace(shard, now, now, split && shard.to() - shard.from() > 1));
        return !replaced.isEmpty();
    }

    private void replace(Shard shard, long closed, long created, boolean split) {
        close(shard, closed);
        if (split) {
            long middle = (shard.from() + shard.to()) / 2;
            open(shard.id(), shard.from(), middle, created);
            open(shard.id(), middle, shard.to(), created);
        } else {
            open(shard.id(), shard.from(), shard.to(), created);
        }
    }

    private void close(Shard shard, long time) {
        state = state.with(shard.close(time, lastRecord.applyAsLong(shard)));
    }

    private void open(@Nullable String parent, long from, long to, long created) {
        List<Shard> all = state.shards();
        int number = all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1;
        state = state.plus(Shard.open(number, parent, from, to, created, next()));
    }

    /** Closes and continues the open shards that have reached their lifetime; returns whether there were any. */
    boolean rollOver(long now, Duration lifetime, Duration retention) {
        boolean any = false;
        for (Shard oldest = due(now, lifetime); oldest != null; oldest = due(now, lifetime)) {
            long closed = oldest.created() + lifetime.toMillis();
            // Shards that nobody could read any more are skipped if the clock has made a great leap.
            long skipped = now - retention.toMillis() - lifetime.toMillis();
            replace(oldest, closed, Math.max(closed, skipped), false);
            any = true;
        }
        return any;
    }

    /** Returns the oldest open shard that has reached its lifetime; null if there is none. */
    @Nullable
    Shard due(long now, Duration lifetime) {
        Shard oldest = null;
        for (Shard shard : state.shards()) {
            if (shard.isOpen()
                    && shard.created() + lifetime.toMillis() <= now
                    && (oldest == null || shard.created() < oldest.created())) {
                oldest = shard;
            }
        }
        return oldest;
    }

    /** Closes all shards, and continues none. */
    void disable(long now) {
        state.open().forEach(shard -> close(shard, now));
        state = state.disable(now);
    }

    /** Notes that the records of a shard are removed up to a sequence number. */
    void trim(Shard shard, long number) {
        state = state.with(shard.trim(number));
    }

    void remove(Shard shard) {
        state = state.without(shard);
    }
}
