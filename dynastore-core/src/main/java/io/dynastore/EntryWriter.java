package io.dynastore;

import static io.dynastore.ItemFormat.MAX_ITEM_BYTES;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Writes and deletes the entries of one partition. Immutable. */
final class EntryWriter<V> {
    /** Rounds against rivals who write entries that have expired by our clock; no more than a guard. */
    private static final int MAX_ROUNDS = 10;

    private final OperationRunner runner;
    private final Clock clock;
    private final Layout layout;
    private final String partition;
    private final Codec<V> codec;
    private final @Nullable Duration timeToLive;

    EntryWriter(
            OperationRunner runner,
            Clock clock,
            Layout layout,
            String partition,
            Codec<V> codec,
            @Nullable Duration timeToLive) {
        this.runner = runner;
        this.clock = clock;
        this.layout = layout;
        this.partition = partition;
        this.codec = codec;
        this.timeToLive = timeToLive;
    }

    Entry<V> put(String key, V value, Consumer<? super WriteOptions> options) {
        Instant now = clock.instant();
        Write write = write(key, value, options, now, defaultExpiry(key, now));
        return runner.run("put", write.address(), call -> {
            for (int round = 1; ; round++) {
                try {
                    return stored(call.updateItem(WriteRequests.put(write)).attributes())
                            .entryOf(value);
                } catch (ConditionalCheckFailedException e) {
                    Entry<V> replaced = replaceLeftover(call, write, value, e, round);
                    if (replaced != null) {
                        return replaced;
                    }
                }
            }
        });
    }

    Entry<V> create(String key, V value, Consumer<? super WriteOptions> options) {
        Instant now = clock.instant();
        Write write = write(key, value, options, now, defaultExpiry(key, now));
        return runner.run("create", write.address(), call -> {
            for (int round = 1; ; round++) {
                try {
                    call.putItem(WriteRequests.create(write));
                    return stored(WriteRequests.item(write, 1)).entryOf(value);
                } catch (ConditionalCheckFailedException e) {
                    if (e.hasItem() && stored(e.item()).isLive(write.nowSecond())) {
                        throw new KeyExistsException(write.address(), stored(e.item()));
                    }
                    Entry<V> replaced = replaceLeftover(call, write, value, e, round);
                    if (replaced != null) {
                        return replaced;
                    }
                }
            }
        });
    }

    Entry<V> update(String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        Objects.requireNonNull(expected, "expected");
        Write write = write(key, value, options, clock.instant(), ExpiryChange.KEEP);
        return runner.run("update", write.address(), call -> {
            try {
                return stored(call.updateItem(WriteRequests.update(write, expected))
                                .attributes())
                        .entryOf(value);
            } catch (ConditionalCheckFailedException e) {
                throw conflict(write.address(), expected, e, write.nowSecond());
            }
        });
    }

    boolean delete(String key) {
        layout.checkKey(partition, key);
        return runner.run("delete", layout.address(partition, key), call -> {
            Map<String, AttributeValue> deleted = call.deleteItem(WriteRequests.delete(layout, partition, key))
                    .attributes();
            return !deleted.isEmpty() && wasLive(stored(deleted));
        });
    }

    void delete(String key, Revision expected) {
        layout.checkKey(partition, key);
        Objects.requireNonNull(expected, "expected");
        Address address = layout.address(partition, key);
        long nowSecond = clock.instant().getEpochSecond();
        runner.run("delete", address, call -> {
            try {
                return call.deleteItem(WriteRequests.delete(layout, partition, key, expected, nowSecond));
            } catch (ConditionalCheckFailedException e) {
                throw conflict(address, expected, e, nowSecond);
            }
        });
    }

    private ExpiryChange defaultExpiry(String key, Instant now) {
        return timeToLive == null
                ? ExpiryChange.NONE
                : ExpiryChange.to(Expiry.after(layout.address(partition, key), now, timeToLive));
    }

    private Write write(String key, V value, Consumer<? super WriteOptions> with, Instant now, ExpiryChange expiry) {
        layout.checkKey(partition, key);
        Address address = layout.address(partition, key);
        WriteOptions options = new WriteOptions(layout, address, now, expiry);
        with.accept(options);
        if (value == null) {
            throw new NullPointerException("The value is null (" + address + "); delete the entry instead.");
        }
        AttributeValue payload;
        Map<String, @Nullable AttributeValue> derived;
        try {
            payload = codec.encode(value);
            derived = codec.fields(value);
        } catch (RuntimeException e) {
            throw new CodecException(address, "encode", e);
        }
        // The bytes of a text are at least its characters: no use in sending this one. DynamoDB judges the close calls.
        if (payload.s() != null && payload.s().length() > MAX_ITEM_BYTES) {
            throw new EntryTooLargeException(address, null);
        }
        return new Write(
                layout,
                partition,
                key,
                payload,
                fields(address, derived, options.fields()),
                options.expiry(),
                WriteId.next(),
                now.getEpochSecond());
    }

    private Map<String, @Nullable AttributeValue> fields(
            Address address,
            Map<String, @Nullable AttributeValue> derived,
            Map<String, @Nullable AttributeValue> named) {
        if (derived.isEmpty()) {
            return named;
        }
        derived.keySet().forEach(name -> layout.checkField(address, name));
        Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>(derived);
        fields.putAll(named);
        return fields;
    }

    /** Writes over the leftover that refused a write; returns null if it is gone or changed, and the write may be tried. */
    private @Nullable Entry<V> replaceLeftover(
            Call call, Write write, V value, ConditionalCheckFailedException refusal, int round) {
        if (!refusal.hasItem()) {
            return null;
        }
        StoredItem leftover = stored(refusal.item());
        Revision revision = leftover.revision();
        if (leftover.isLive(write.nowSecond()) || round == MAX_ROUNDS) {
            throw new KeyModifiedException(write.address(), revision, leftover);
        }
        try {
            call.putItem(WriteRequests.replace(write, revision));
            return stored(WriteRequests.item(write, revision.version() + 1)).entryOf(value);
        } catch (ConditionalCheckFailedException e) {
            return null;
        }
    }

    private RuntimeException conflict(
            Address address, Revision expected, ConditionalCheckFailedException refusal, long nowSecond) {
        if (!refusal.hasItem() || !stored(refusal.item()).isLive(nowSecond)) {
            return new KeyNotFoundException(address);
        }
        return new KeyModifiedException(address, expected, stored(refusal.item()));
    }

    /** Whether an unconditional delete removed an entry. An item that is no entry counts: it was there. */
    private boolean wasLive(StoredItem deleted) {
        try {
            return deleted.isLive(clock.instant().getEpochSecond());
        } catch (MalformedItemException e) {
            return true;
        }
    }

    private StoredItem stored(Map<String, AttributeValue> item) {
        return new StoredItem(layout, item);
    }
}
