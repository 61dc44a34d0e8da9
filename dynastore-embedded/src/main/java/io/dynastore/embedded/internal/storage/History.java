package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes that reads of an older state do not see yet, in memory. Thread-safe. */
public final class History {
    private final Clock clock;
    private final Duration lag;
    private final Map<String, NavigableMap<Bytes, Deque<Change>>> changes = new HashMap<>();
    private final Deque<Place> order = new ArrayDeque<>();

    /**
     * Creates a history.
     *
     * @param clock the clock
     * @param lag the time after which a change is seen
     */
    public History(Clock clock, Duration lag) {
        this.clock = clock;
        this.lag = lag;
    }

    /**
     * An item before changes that are not seen yet.
     *
     * @param item the item; null if there was none
     */
    record Before(@Nullable Item item) {}

    private record Change(Instant seenAt, Before before) {}

    private record Place(Instant seenAt, String table, Bytes key) {}

    /** Notes a change before it is made. */
    synchronized void record(TableSchema table, byte[] key, @Nullable Item before) {
        forgetWhatIsSeen();
        Bytes place = new Bytes(key);
        Instant seenAt = clock.instant().plus(lag);
        changes.computeIfAbsent(table.id(), absent -> new TreeMap<>())
                .computeIfAbsent(place, absent -> new ArrayDeque<>())
                .add(new Change(seenAt, new Before(before)));
        order.add(new Place(seenAt, table.id(), place));
    }

    /** {@return the items with changes that are not seen yet, by their keys} */
    synchronized NavigableMap<Bytes, Before> before(TableSchema table) {
        forgetWhatIsSeen();
        NavigableMap<Bytes, Before> before = new TreeMap<>();
        changes.getOrDefault(table.id(), new TreeMap<>())
                .forEach((key, ofKey) -> before.put(key, ofKey.getFirst().before()));
        return before;
    }

    /** {@return the item with a key before the changes that are not seen yet; null if there are none} */
    synchronized @Nullable Before before(TableSchema table, byte[] key) {
        forgetWhatIsSeen();
        NavigableMap<Bytes, Deque<Change>> ofTable = changes.get(table.id());
        Deque<Change> ofKey = ofTable == null ? null : ofTable.get(new Bytes(key));
        return ofKey == null ? null : ofKey.getFirst().before();
    }

    private void forgetWhatIsSeen() {
        Instant now = clock.instant();
        while (!order.isEmpty() && !order.getFirst().seenAt().isAfter(now)) {
            forget(order.removeFirst());
        }
    }

    private void forget(Place place) {
        NavigableMap<Bytes, Deque<Change>> ofTable = changes.get(place.table());
        Deque<Change> ofKey = ofTable == null ? null : ofTable.get(place.key());
        if (ofTable == null || ofKey == null) {
            return;
        }
        ofKey.removeFirst();
        if (ofKey.isEmpty()) {
            ofTable.remove(place.key());
        }
        if (ofTable.isEmpty()) {
            changes.remove(place.table());
        }
    }

    @Override
    public String toString() {
        return "History[lag=" + lag + "]";
    }
}
