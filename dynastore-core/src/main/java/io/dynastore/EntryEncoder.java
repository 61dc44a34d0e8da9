package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_ITEM_BYTES;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks and encodes the writes to one partition: the only place where a value becomes attributes. Immutable. */
final class EntryEncoder<V> {
    private final PartitionView<V> partition;

    EntryEncoder(PartitionView<V> partition) {
        this.partition = partition;
    }

    /** Encodes a write that sets or removes the expiry. */
    Write write(String key, V value, Consumer<? super WriteOptions> options) {
        Address address = partition.address(key);
        Instant now = partition.clock().instant();
        Duration timeToLive = partition.timeToLive();
        ExpiryChange expiry =
                timeToLive == null ? ExpiryChange.NONE : ExpiryChange.to(Expiry.after(address, now, timeToLive));
        WriteOptions with = new WriteOptions(partition.layout(), address, now, expiry);
        return encode(key, value, options, with, WriteId.first());
    }

    /** Encodes a write to an existing entry, which keeps its expiry. */
    Write rewrite(String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        WriteOptions with = new WriteOptions(
                partition.layout(), partition.address(key), partition.clock().instant(), ExpiryChange.KEEP);
        return encode(key, value, options, with, WriteId.after(expected));
    }

    private Write encode(
            String key, V value, Consumer<? super WriteOptions> options, WriteOptions with, String writeId) {
        options.accept(with);
        Address address = with.address();
        if (value == null) {
            throw new NullPointerException("The value is null (" + address + "). Delete the entry instead.");
        }
        AttributeValue payload;
        Map<String, @Nullable AttributeValue> derived;
        try {
            payload = partition.codec().encode(value);
            derived = partition.codec().fields(value);
        } catch (RuntimeException e) {
            throw new CodecException(address, "encode", e);
        }
        // A string has at least as many bytes as characters, so this one is not sent. DynamoDB decides in close cases.
        if (payload.s() != null && payload.s().length() > MAX_ITEM_BYTES) {
            throw new EntryTooLargeException(address, null);
        }
        return new Write(partition.target(key, with.now()), payload, fields(derived, with), with.expiry(), writeId);
    }

    private Map<String, @Nullable AttributeValue> fields(
            Map<String, @Nullable AttributeValue> derived, WriteOptions with) {
        if (derived.isEmpty()) {
            return with.fields();
        }
        derived.keySet().forEach(name -> partition.layout().checkField(with.address(), name));
        Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>(derived);
        fields.putAll(with.fields());
        return fields;
    }
}
