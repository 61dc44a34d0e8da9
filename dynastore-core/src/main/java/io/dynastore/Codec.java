package io.dynastore;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How values of one type are stored: the payload, and the fields that are derived from the value for indexes. A codec is
 * stateless and thread-safe. For JSON there is {@link io.dynastore.jackson.JsonCodec}.
 *
 * <p>Whatever a codec throws reaches the caller as a {@link CodecException} that names table, partition and key.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {
    /**
     * Encodes a value as the payload of an item.
     *
     * @param value the value, never null
     * @return the payload, of any of DynamoDB's types
     */
    AttributeValue encode(V value);

    /**
     * Decodes the payload of an item.
     *
     * @param payload what {@link #encode} returned, or what another program wrote
     * @return the value, never null
     */
    V decode(AttributeValue payload);

    /**
     * Derives fields from a value, by name. They are written with every write, over what is there; a null stands for a
     * field that the value does not have, and removes it from the item. A field that the write's options name wins over a
     * derived one.
     *
     * @param value the value that is written
     * @return the fields, nulls for those to remove; empty unless overridden
     */
    default Map<String, @Nullable AttributeValue> fields(V value) {
        return Map.of();
    }

    /**
     * This codec with one more derived field.
     *
     * @param name the field's name; a reserved one is refused when a value is written
     * @param field takes the field from the value: a String, a Number, a byte array, a Boolean, an {@link java.time.Instant}
     *     (stored as {@link WriteOptions#field(String, java.time.Instant)} does), an {@link AttributeValue}, or null if the
     *     value has none
     * @return the new codec
     */
    default Codec<V> withField(String name, Function<? super V, ? extends @Nullable Object> field) {
        return new DerivedFieldCodec<>(this, name, field);
    }

    /**
     * The codec of strings, stored as they are (S).
     *
     * @return the codec
     */
    static Codec<String> string() {
        return BasicCodecs.STRING;
    }

    /**
     * The codec of byte arrays, stored as binary (B). It also reads what the Go library writes for bytes: standard Base64 in
     * a string.
     *
     * @return the codec
     */
    static Codec<byte[]> bytes() {
        return BasicCodecs.BYTES;
    }

    /**
     * The codec that leaves payloads as DynamoDB has them, for types that no other codec knows.
     *
     * @return the codec
     */
    static Codec<AttributeValue> attribute() {
        return BasicCodecs.ATTRIBUTE;
    }
}
