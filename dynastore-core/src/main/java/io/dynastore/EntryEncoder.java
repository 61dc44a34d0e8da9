package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_ITEM_BYTES;

import io.dynastore.internal.Texts;
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

    /** Encodes a value whose fields are not stored, and which no fence of the partition guards. */
    AttributeValue payload(String key, V value) {
        Address address = partition.address(key);
        try {
            AttributeValue payload = Codecs.payload(partition.codec(), value);
            if (AttributeLimits.check(payload, EntryEncoder::invalidPayload) > MAX_ITEM_BYTES) {
                throw new EntryTooLargeException(address, null);
            }
            return payload;
        } catch (EntryTooLargeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException(address, "encode", e);
        }
    }

    private Write encode(
            String key, V value, Consumer<? super WriteOptions> options, WriteOptions with, WriteId writeId) {
        options.accept(with);
        Address address = with.address();
        if (value == null) {
            throw new NullPointerException("The value is null (" + address + "). Delete the entry instead.");
        }
        AttributeValue payload;
        Map<String, @Nullable AttributeValue> fields = with.fields();
        long bytes;
        try {
            Codec.Encoded encoded = Codecs.encode(partition.codec(), value);
            payload = encoded.payload();
            bytes = AttributeLimits.check(payload, EntryEncoder::invalidPayload);
            if (!encoded.fields().isEmpty()) {
                fields = merged(encoded.fields(), with);
            }
            bytes += checkedBytes(fields);
        } catch (ReservedFieldException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException(address, "encode", e);
        }
        // This is a lower bound. DynamoDB decides in close cases, and knows the fields that an update keeps. Its limit
        // on the values of an expression, 2 MB, is above that on an item. Copies in local indexes count, but the
        // attributes that
        // they have besides the keys are those that the table's creator has chosen.
        if (bytes > MAX_ITEM_BYTES
                || (bytes > MAX_ITEM_BYTES / 2
                        && bytes + partition.layout().copiedBytes(partition.name(), key, fields) > MAX_ITEM_BYTES)) {
            throw new EntryTooLargeException(address, null);
        }
        return new Write(partition.target(key, with.now()), payload, fields, with.expiry(), writeId);
    }

    private static CodecException invalidPayload(String problem) {
        return new CodecException("the payload " + problem, null);
    }

    private Map<String, @Nullable AttributeValue> merged(
            Map<String, @Nullable AttributeValue> derived, WriteOptions with) {
        Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>();
        derived.forEach((name, value) -> {
            try {
                fields.put(partition.layout().checkField(with.address(), name), value);
            } catch (IllegalArgumentException e) {
                // Its message does not quote a value, but would be withheld.
                throw new CodecException(String.valueOf(e.getMessage()), null);
            }
        });
        fields.putAll(with.fields());
        return fields;
    }

    private long checkedBytes(Map<String, @Nullable AttributeValue> fields) {
        long bytes = 0;
        for (Map.Entry<String, @Nullable AttributeValue> field : fields.entrySet()) {
            AttributeValue value = field.getValue();
            if (value != null) {
                String name = field.getKey();
                bytes += Texts.utf8Length(name)
                        + partition.layout().checkValue(name, value, problem -> CodecException.ofField(name, problem));
            }
        }
        return bytes;
    }
}
