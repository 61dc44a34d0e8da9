package io.dynastore;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads, changes and writes entries of one partition; after a conflict, it changes the entry that came with it. Immutable. */
final class EntryModifier<V> {
    /** The maximum number of attempts. One writer succeeds each time, so it is enough for as many concurrent writers. */
    private static final int MAX_ATTEMPTS = 50;

    private final PartitionView<V> partition;
    private final EntryReader<V> reader;
    private final EntryEncoder<V> encoder;
    private final EntryWriter<V> writer;

    EntryModifier(PartitionView<V> partition, EntryReader<V> reader, EntryEncoder<V> encoder, EntryWriter<V> writer) {
        this.partition = partition;
        this.reader = reader;
        this.encoder = encoder;
        this.writer = writer;
    }

    Entry<V> modify(String key, @Nullable V initial, UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        Address address = partition.address(key);
        // Fails before anything is read if the right to write is already known to be lost.
        partition.token();
        return partition.runner().run("modify", address, call -> {
            // Consistent, or an entry that was just written might seem absent, and a conflict would be certain.
            Entry<V> current = reader.find(call, key, true);
            for (int attempt = 1; ; attempt++) {
                // Outside of the try block: an exception of the change is the caller's, even if it looks like a
                // conflict.
                V value = next(address, current, initial, change);
                try {
                    return write(call, key, current, value, options);
                } catch (KeyModifiedException e) {
                    current = afterConflict(e, e.current(partition.codec()), attempt);
                } catch (KeyExistsException e) {
                    current = afterConflict(e, e.current(partition.codec()), attempt);
                } catch (KeyNotFoundException e) {
                    if (initial == null) {
                        throw e;
                    }
                    current = afterConflict(e, null, attempt);
                }
            }
        });
    }

    private static <V> V next(
            Address address, @Nullable Entry<V> current, @Nullable V initial, UnaryOperator<V> change) {
        if (current != null) {
            return change.apply(current.value());
        }
        if (initial == null) {
            throw new KeyNotFoundException(address);
        }
        return initial;
    }

    private Entry<V> write(
            Call call, String key, @Nullable Entry<V> current, V value, Consumer<? super WriteOptions> options) {
        if (current == null) {
            return writer.create(call, encoder.write(key, value, options), value);
        }
        Revision expected = current.revision();
        return writer.update(call, encoder.rewrite(key, expected, value, options), expected, value);
    }

    private @Nullable Entry<V> afterConflict(DynaStoreException conflict, @Nullable Entry<V> current, int attempt) {
        if (attempt == MAX_ATTEMPTS) {
            throw conflict;
        }
        // Every other attempt is made at once: where many write, the entry of a refusal is out of date after a pause.
        // The
        // attempt after the pause only brings the current entry, and the one after it may succeed.
        if (attempt % 2 == 0) {
            partition.runner().backoff().await(Backoff.CONFLICT, attempt / 2);
        }
        return current;
    }
}
