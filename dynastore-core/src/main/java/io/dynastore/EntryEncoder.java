package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_ITEM_BYTES;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks and encodes the writes to one partition: the only place where a value becomes attributes. Immutable. */
final class EntryEncoder<V> {
    private final Clock clock;
    private final Layout layout;
    private final String partition;
    private final Codec<V> codec;
    private final @Nullable Duration timeToLive;
    private final LongSupplier token;

    EntryEncoder(
            Clock clock,
            Layout layout,
            String partition,
            Codec<V> codec,
            @Nullable Duration timeToLive,
            LongSupplier token) {
        this.clock = clock;
        this.layout = layout;
        this.partition = partition;
        this.codec = codec;
        this.timeToLive = timeToLive;
        this.token = token;
    }

    /** The token that fences a write made now. Fails if the right to write is known to be lost. */
    long token() {
        return token.getAsLong();
    }

    /** Of a delete or a check that is made now. */
    Target target(String key) {
        layout.checkKey(partition, key);
        return target(key, clock.instant());
    }

    private Target target(String key, Instant now) {
        return new Target(layout, partition, key, now.getEpochSecond(), token());
    }

    /** A write that states the expiry completely. */
    Write write(String key, V value, Consumer<? super WriteOptions> options) {
        layout.checkKey(partition, key);
        Instant now = clock.instant();
        ExpiryChange expiry = timeToLive == null
                ? ExpiryChange.NONE
                : ExpiryChange.to(Expiry.after(layout.address(partition, key), now, timeToLive));
        return encode(key, value, options, now, expiry, WriteId.first());
    }

    /** A write to an entry that is there, which keeps its expiry. */
    Write rewrite(String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        layout.checkKey(partition, key);
        return encode(key, value, options, clock.instant(), ExpiryChange.KEEP, WriteId.after(expected));
    }

    private Write encode(
            String key,
            V value,
            Consumer<? super WriteOptions> with,
            Instant now,
            ExpiryChange expiry,
            String writeId) {
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
                target(key, now), payload, fields(address, derived, options.fields()), options.expiry(), writeId);
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
}
