package io.dynastore;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Encodes and decodes values of one type: as the payload of an entry, and as fields that are derived from the value for
 * indexes. A codec must be stateless and thread-safe. For JSON, use {@link io.dynastore.jackson.JsonCodec}.
 *
 * <p>An exception of a codec reaches the caller as a {@link CodecException} that names table, partition and key. Only the message
 * of a {@code CodecException} is passed on, and should not quote the value; those of other exceptions are withheld.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {
    /**
     * Encodes a value as the payload of an item.
     *
     * @param value the value; not null
     * @return the payload, of any type of DynamoDB, from which {@link #decode} makes an equal value
     */
    AttributeValue encode(V value);

    /**
     * Decodes the payload of an item.
     *
     * @param payload the result of {@link #encode}, or the payload of another program
     * @return the value; not null
     */
    V decode(AttributeValue payload);

    /**
     * Derives fields from a value, by name. Every write sets them; a field that is null is removed from the item. A field that
     * the write's options name takes precedence over a derived one.
     *
     * @param value the value that is written
     * @return the fields; null for each field to remove. By default, there are none
     */
    default Map<String, @Nullable AttributeValue> fields(V value) {
        return Map.of();
    }

    /**
     * Encodes a value and derives its fields, as every write does. A codec can override this method to do both in one go.
     *
     * @param value the value; not null
     * @return the results of {@link #encode} and {@link #fields}
     */
    default Encoded encodeWithFields(V value) {
        return new Encoded(encode(value), fields(value));
    }

    /**
     * An encoded value with its derived fields.
     *
     * @param payload the payload
     * @param fields the fields by name; null for each field to remove
     */
    record Encoded(AttributeValue payload, Map<String, @Nullable AttributeValue> fields) {}

    /**
     * Returns this codec with a further derived field. Of two fields with the same name, the later one applies.
     *
     * @param name the field's name; a reserved name is refused when a value is written
     * @param field returns the field of a value: a String, a Number, a byte array, a Boolean, an {@link java.time.Instant}
     *     (stored as {@link WriteOptions#field(String, java.time.Instant)} stores it), an {@link AttributeValue}, or null if
     *     the value does not have the field
     * @return the new codec
     */
    default Codec<V> withField(String name, Function<? super V, ? extends @Nullable Object> field) {
        return new Codecs.WithField<>(this, name, field);
    }

    /**
     * Returns a codec whose values are {@link Decoded}: the value, or the reason why it cannot be decoded. A list by a view with
     * this codec, {@link Partition#findAll}, and every other way to read show the entries that this codec cannot decode as well,
     * and do not fail because of them. An item whose version or expiry is malformed still fails: {@link Partition#keys} lists it.
     *
     * <p>When such a value is written, a payload that cannot be decoded is written unchanged.
     *
     * @return the tolerant codec
     */
    default Codec<Decoded<V>> tolerant() {
        return new Codecs.Tolerant<>(this);
    }

    /**
     * {@return the codec of strings, which are stored unchanged (S)} It also reads the empty string of the Go library, which is
     * stored as NULL.
     */
    static Codec<String> string() {
        return Codecs.STRING;
    }

    /**
     * {@return the codec of byte arrays, which are stored as binary (B)} It also reads the bytes of the Go library, which are
     * standard Base64 in a string, or NULL if there are none.
     */
    static Codec<byte[]> bytes() {
        return Codecs.BYTES;
    }

    /** {@return the codec that leaves payloads as DynamoDB stores them, for types that no other codec supports} */
    static Codec<AttributeValue> attribute() {
        return Codecs.ATTRIBUTE;
    }
}
