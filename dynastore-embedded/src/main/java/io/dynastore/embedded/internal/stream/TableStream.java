package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.storage.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a table. Each record gets a sequence number that is greater than all before it, and is added under one lock, so
 * that a reader who has seen a record will see no other before it. Thread-safe; methods that change the stream must be called
 * in {@link Store#apply}, and those that read records in {@link Store#read}.
 */
public final class TableStream {
    /** The time for which records can be read. */
    static final Duration RETENTION = Duration.ofHours(24);

    private final StreamHead head;
    private final Lineage shards;
    private final StreamRecords records;
    private final MVMap<String, byte[]> saved;
    private final Clock clock;
    private final StreamSettings settings;
    private final Object lock = new Object();

    TableStream(
            StreamHead head,
            StreamState state,
            StreamRecords records,
            MVMap<String, byte[]> saved,
            Clock clock,
            StreamSettings settings) {
        this.head = head;
        this.records = records;
        this.saved = saved;
        this.clock = clock;
        this.settings = settings;
        this.shards = new Lineage(state, this::last);
    }

    /** Returns the sequence number of the last record of a shard, or of its beginning if it never had a record. */
    private long last(Shard shard) {
        return records.last(shard.number(), Math.max(shard.start(), shard.trimmed()));
    }

    /** {@return what never changes} */
    public StreamHead head() {
        return head;
    }

    /** {@return whether the table's changes are recorded} */
    public boolean isEnabled() {
        return shards.state().isEnabled();
    }

    /** Returns whether the stream was disabled so long ago that it no longer exists. */
    boolean isGone() {
        StreamState state = shards.state();
        return !state.isEnabled() && state.disabled() < horizon();
    }

    /** Returns the time before which records are removed. */
    private long horizon() {
        return clock.millis() - RETENTION.toMillis();
    }

    StreamRecords records() {
        return records;
    }

    /** Begins with one open shard. */
    void begin() {
        synchronized (lock) {
            shards.begin(head.created());
            save();
        }
    }

    private void save() {
        saved.put(head.name(), shards.state().write(head));
    }

    /** Adds the record of a change. */
    void append(long hash, LongFunction<StreamRecord> record) {
        synchronized (lock) {
            long now = clock.millis();
            if (rollOver(now)) {
                save();
            }
            Shard shard = shards.state().open(hash);
            records.put(shard.number(), shards.next(), record.apply(now));
        }
    }

    private boolean rollOver(long now) {
        return shards.rollOver(now, settings.shardLifetime(), RETENTION);
    }

    /**
     * Closes the open shards, or the one with the id. Each is continued by one shard, or by two that have a half of its keys
     * each.
     *
     * @return whether there is such a shard
     */
    public boolean replaceShards(boolean split, @Nullable String onlyId) {
        synchronized (lock) {
            long now = clock.millis();
            rollOver(now);
            boolean any = shards.replace(now, split, onlyId);
            save();
            return any;
        }
    }

    /** Closes all shards. */
    void disable() {
        synchronized (lock) {
            long now = clock.millis();
            rollOver(now);
            shards.disable(now);
            save();
        }
    }

    /** Returns whether shards are due to be closed, or records and shards to be removed. */
    boolean isDue() {
        long horizon = horizon();
        StreamState state = shards.state();
        return (state.isEnabled() && shards.due(clock.millis(), settings.shardLifetime()) != null)
                || state.shards().stream()
                        .anyMatch(shard -> isOver(shard, horizon) || records.hasOlder(shard.number(), horizon));
    }

    private static boolean isOver(Shard shard, long horizon) {
        return !shard.isOpen() && shard.closed() < horizon;
    }

    /** Closes shards, and removes records and shards, as far as they are due. */
    void maintain() {
        synchronized (lock) {
            rollOver(clock.millis());
            long horizon = horizon();
            shards.state().shards().forEach(shard -> {
                if (isOver(shard, horizon)) {
                    shards.remove(shard);
                    records.removeUpTo(shard.number(), Long.MAX_VALUE);
                } else {
                    trim(shard, records.lastOlder(shard.number(), horizon));
                }
            });
            save();
        }
    }

    private void trim(Shard shard, long last) {
        if (last > shard.trimmed()) {
            // The mark is set first, so that a reader who misses the records finds it.
            shards.trim(shard, last);
            records.removeUpTo(shard.number(), last);
        }
    }

    /** {@return the shards that are described, in the order of their ids} */
    public List<Shard> describedShards() {
        long newest = clock.millis() - settings.descriptionDelay().toMillis();
        return shards.state().shards().stream()
                .filter(shard -> shard.parent() == null || shard.created() <= newest)
                .toList();
    }

    /** {@return the shard with the id} */
    public Optional<Shard> shard(String id) {
        return shards.state().shards().stream()
                .filter(shard -> shard.id().equals(id))
                .findFirst();
    }

    /** {@return the shard with the number} */
    public Optional<Shard> shard(int number) {
        return Optional.ofNullable(shards.state().shard(number));
    }

    /** {@return the sequence number after all records that the shard has now} */
    public long tip(Shard shard) {
        return shard.isOpen() ? Math.max(shard.horizon(), last(shard) + 1) : shard.end() + 1;
    }

    /** {@return whether the sequence number is greater than any that the shard has} */
    public boolean isBeyond(Shard shard, long number) {
        return number > (shard.isOpen() ? shards.sequence() : shard.end());
    }

    /**
     * Reads records of a shard.
     *
     * @param number the shard's number
     * @param position the sequence number of the first record, or one before it
     * @param most the largest number of records
     * @param mostBytes the largest number of bytes, except that one record is always read
     * @return the page; empty if records at the position have been removed
     */
    public Optional<StreamPage> read(int number, long position, int most, long mostBytes) {
        // If the shard is closed now, then all its records are found.
        Shard before = shards.state().shard(number);
        List<StreamPage.Numbered> page = records.page(number, position, most, mostBytes);
        Shard after = shards.state().shard(number);
        if (before == null || after == null || position < after.horizon()) {
            return Optional.empty();
        }
        long next = page.isEmpty() ? position : page.get(page.size() - 1).sequence() + 1;
        boolean ended = !before.isOpen() && (page.isEmpty() || next > before.end());
        return Optional.of(new StreamPage(page, ended ? OptionalLong.empty() : OptionalLong.of(next)));
    }
}
