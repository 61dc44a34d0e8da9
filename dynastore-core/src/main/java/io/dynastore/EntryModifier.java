package io.dynastore;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads, changes and writes entries of one partition, again from what a conflict brought. Immutable. */
final class EntryModifier<V> {
    /** Tries against rivals; with one of them winning each time, enough for as many writers at once. */
    private static final int MAX_ATTEMPTS = 50;

    private final Table table;
    private final String partition;
    private final Codec<V> codec;
    private final EntryEncoder<V> encoder;
    private final EntryWriter<V> writer;

    EntryModifier(Table table, String partition, Codec<V> codec, EntryEncoder<V> encoder, EntryWriter<V> writer) {
        this.table = table;
        this.partition = partition;
        this.codec = codec;
        this.encoder = encoder;
        this.writer = writer;
    }

    Entry<V> modify(String key, @Nullable V initial, UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        Address address = table.layout().address(partition, table.layout().checkKey(partition, key));
        // Before anything is read, if the right to write is known to be lost already.
        encoder.token();
        return table.runner().run("modify", address, call -> {
            Entry<V> current = read(call, key);
            for (int attempt = 1; ; attempt++) {
                // What the change throws is the caller's, even if it looks like a conflict.
                V value;
                if (current != null) {
                    value = change.apply(current.value());
                } else if (initial != null) {
                    value = initial;
                } else {
                    throw new KeyNotFoundException(address);
                }
                try {
                    if (current == null) {
                        return writer.create(call, encoder.write(key, value, options), value);
                    }
                    Revision expected = current.revision();
                    return writer.update(call, encoder.rewrite(key, expected, value, options), expected, value);
                } catch (KeyModifiedException e) {
                    current = afterConflict(e, e.current(codec), attempt);
                } catch (KeyExistsException e) {
                    current = afterConflict(e, e.current(codec), attempt);
                } catch (KeyNotFoundException e) {
                    if (initial == null) {
                        throw e;
                    }
                    current = afterConflict(e, null, attempt);
                }
            }
        });
    }

    private @Nullable Entry<V> afterConflict(DynaStoreException conflict, @Nullable Entry<V> current, int attempt) {
        if (attempt == MAX_ATTEMPTS) {
            throw conflict;
        }
        // Every other try at once: where many write, what a refusal brought is out of date after a pause. The try after
        // the pause only brings a fresh entry, and the one after it may win.
        if (attempt % 2 == 0) {
            table.runner().backoff().await(Backoff.CONFLICT, attempt / 2);
        }
        return current;
    }

    private @Nullable Entry<V> read(Call call, String key) {
        // Consistent, or an entry just written might be taken for absent, and a conflict be certain.
        StoredItem item = table.live(call.getItem(ReadRequests.get(table.layout(), partition, key, true)));
        return item == null ? null : item.entry(codec);
    }
}
