package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.storage.ChangeLog;
import io.dynastore.embedded.internal.storage.ChangeLogs;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The streams of a store. Thread-safe, except that no other thread may use a stream while {@link #removeGone} runs. */
public final class Streams implements ChangeLogs {
    private final Store store;
    private final Clock clock;
    private final StreamSettings settings = new StreamSettings();
    private final MVMap<String, byte[]> saved;
    private final ConcurrentSkipListMap<String, TableStream> streams = new ConcurrentSkipListMap<>();

    /** Opens the streams of a store. */
    public Streams(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.saved = store.named("streams");
        saved.forEach((name, json) -> streams.put(name, open(StreamState.readHead(json), StreamState.read(json))));
    }

    private TableStream open(StreamHead head, StreamState state) {
        StreamRecords records = new StreamRecords(store.items("stream/" + head.tableId() + "/" + head.label()));
        return new TableStream(head, state, records, saved, clock, settings);
    }

    /** {@return what tests change} */
    public StreamSettings settings() {
        return settings;
    }

    @Override
    public @Nullable ChangeLog of(TableSchema schema) {
        ViewType view = ViewType.of(schema);
        TableStream enabled = enabled(schema.id()).orElse(null);
        if (view == null) {
            if (enabled != null) {
                enabled.disable();
            }
            return null;
        }
        return new TableLog(enabled == null ? begin(schema, view) : enabled, schema);
    }

    private TableStream begin(TableSchema schema, ViewType view) {
        long now = clock.millis();
        StreamHead head = new StreamHead(
                schema.name(),
                schema.id(),
                newLabel(schema.name(), now),
                view,
                Types.list(schema.definition().get("KeySchema")),
                now);
        TableStream stream = open(head, new StreamState(Shard.OPEN, List.of()));
        stream.begin();
        streams.put(head.name(), stream);
        return stream;
    }

    /** Returns the time as a label, or a later one if an earlier table or stream has it. */
    private String newLabel(String table, long now) {
        long time = now;
        while (streams.containsKey(StreamHead.name(table, label(time)))) {
            time++;
        }
        return label(time);
    }

    private static String label(long epochMilli) {
        return Label.FORMAT.format(Instant.ofEpochMilli(epochMilli));
    }

    @Override
    public void end(TableSchema schema) {
        enabled(schema.id()).ifPresent(TableStream::disable);
    }

    private Optional<TableStream> enabled(String tableId) {
        return streams.values().stream()
                .filter(stream -> stream.isEnabled() && stream.head().tableId().equals(tableId))
                .findFirst();
    }

    /** {@return the stream of a table that was enabled last, if it exists} */
    public Optional<TableStream> latest(String tableId) {
        return streams.descendingMap().values().stream()
                .filter(stream -> stream.head().tableId().equals(tableId) && !stream.isGone())
                .findFirst();
    }

    /** {@return the stream with the name} */
    public Optional<TableStream> find(String name) {
        return Optional.ofNullable(streams.get(name)).filter(stream -> !stream.isGone());
    }

    /** {@return the streams whose names follow the given one, or all if it is null, in the order of their names} */
    public List<TableStream> after(@Nullable String name) {
        Collection<TableStream> rest =
                name == null ? streams.values() : streams.tailMap(name, false).values();
        return rest.stream().filter(stream -> !stream.isGone()).toList();
    }

    /** Closes shards, and removes records and shards, as far as they are due. */
    public void maintain(TableStream stream) {
        if (store.read(stream::isDue)) {
            store.apply(stream::maintain);
        }
    }

    /** Does {@link #maintain(TableStream)} for all streams. */
    public void maintain() {
        streams.values().forEach(this::maintain);
    }

    /** {@return whether there is a stream whose time is over} */
    public boolean hasGone() {
        return streams.values().stream().anyMatch(TableStream::isGone);
    }

    /** Removes the streams whose time is over. */
    public void removeGone() {
        List<TableStream> gone =
                streams.values().stream().filter(TableStream::isGone).toList();
        gone.forEach(stream -> store.apply(() -> {
            streams.remove(stream.head().name());
            saved.remove(stream.head().name());
            store.remove(stream.records().map());
        }));
    }

    /** Created for the first stream, because it delays the first answer of the program. */
    private static final class Label {
        static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }
}
