package io.dynastore;

import io.dynastore.internal.Texts;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The codecs behind the methods of {@link Codec}, which need no library. */
final class Codecs {
    static final Codec<String> STRING = new Codec<>() {
        @Override
        public AttributeValue encode(String value) {
            return AttributeValue.fromS(value);
        }

        @Override
        public String decode(AttributeValue payload) {
            if (isNull(payload)) {
                return "";
            }
            if (payload.s() == null) {
                throw new CodecException("the payload is " + payload.type() + ", but a String is stored as S", null);
            }
            return payload.s();
        }

        @Override
        public String toString() {
            return "Codec.string()";
        }
    };

    static final Codec<byte[]> BYTES = new Codec<>() {
        @Override
        public AttributeValue encode(byte[] value) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(value));
        }

        @Override
        public byte[] decode(AttributeValue payload) {
            if (payload.b() != null) {
                return payload.b().asByteArray();
            }
            if (isNull(payload)) {
                return new byte[0];
            }
            if (payload.s() == null) {
                throw new CodecException(
                        "the payload is " + payload.type() + ", but bytes are stored as B, or as Base64 in S", null);
            }
            return ofBase64(payload.s());
        }

        @Override
        public String toString() {
            return "Codec.bytes()";
        }
    };

    static final Codec<AttributeValue> ATTRIBUTE = new Codec<>() {
        @Override
        public AttributeValue encode(AttributeValue value) {
            return value;
        }

        @Override
        public AttributeValue decode(AttributeValue payload) {
            return payload;
        }

        @Override
        public String toString() {
            return "Codec.attribute()";
        }
    };

    private Codecs() {}

    /** Returns whether a payload is what the Go library writes for an empty string, and for empty bytes. */
    private static boolean isNull(AttributeValue payload) {
        return Boolean.TRUE.equals(payload.nul());
    }

    private static byte[] ofBase64(String text) {
        try {
            // Java's decoder accepts a text without padding, and so would accept many ordinary words as Base64.
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException notBase64) {
            // The message may quote the payload, which may be sensitive, so it is not passed on.
        }
        throw new CodecException("the payload is an S that is not Base64; read it as a String", null);
    }

    /** A codec with a further derived field. */
    static final class WithField<V> implements Codec<V> {
        private final Codec<V> codec;
        private final String name;
        private final Function<? super V, ? extends @Nullable Object> field;

        WithField(Codec<V> codec, String name, Function<? super V, ? extends @Nullable Object> field) {
            this.codec = codec;
            this.name = Objects.requireNonNull(name, "name");
            this.field = Objects.requireNonNull(field, "field");
        }

        @Override
        public AttributeValue encode(V value) {
            return codec.encode(value);
        }

        @Override
        public V decode(AttributeValue payload) {
            return codec.decode(payload);
        }

        @Override
        public Map<String, @Nullable AttributeValue> fields(V value) {
            return with(codec.fields(value), value);
        }

        @Override
        public Encoded encodeWithFields(V value) {
            Encoded encoded = codec.encodeWithFields(value);
            return new Encoded(encoded.payload(), with(encoded.fields(), value));
        }

        private Map<String, @Nullable AttributeValue> with(Map<String, @Nullable AttributeValue> others, V value) {
            Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>(others);
            Object derived = field.apply(value);
            fields.put(name, derived == null ? null : FieldValues.of(derived, this::refusal));
            return fields;
        }

        private CodecException refusal(String problem) {
            return CodecException.ofField(name, problem);
        }

        @Override
        public String toString() {
            return codec + ".withField(" + Texts.quote(name) + ")";
        }
    }

    /** A codec that needs the place of a payload, or the fact that there is none. */
    interface Placed<V> extends Codec<V> {
        V decode(@Nullable AttributeValue payload, Address address);
    }

    /** A codec that keeps what another codec cannot decode. */
    static final class Tolerant<V> implements Placed<Decoded<V>> {
        private final Codec<V> codec;

        Tolerant(Codec<V> codec) {
            this.codec = codec;
        }

        @Override
        public AttributeValue encode(Decoded<V> value) {
            AttributeValue payload = value.payload();
            if (!value.isReadable() && payload != null) {
                return payload;
            }
            return codec.encode(value.value());
        }

        @Override
        public Decoded<V> decode(AttributeValue payload) {
            try {
                return Decoded.readable(payload, Codecs.decode(codec, payload));
            } catch (RuntimeException e) {
                return Decoded.unreadable(payload, new CodecException("Cannot decode a value of " + codec, e));
            }
        }

        @Override
        public Decoded<V> decode(@Nullable AttributeValue payload, Address address) {
            try {
                return payload == null
                        ? Decoded.unreadable(null, MalformedItemException.withoutPayload(address))
                        : Decoded.readable(payload, Codecs.decode(codec, payload));
            } catch (RuntimeException e) {
                return Decoded.unreadable(payload, new CodecException(address, "decode", e));
            }
        }

        @Override
        public Map<String, @Nullable AttributeValue> fields(Decoded<V> value) {
            return value.isReadable() ? codec.fields(value.value()) : Map.of();
        }

        @Override
        public Encoded encodeWithFields(Decoded<V> value) {
            return value.isReadable() ? codec.encodeWithFields(value.value()) : new Encoded(encode(value), Map.of());
        }

        @Override
        public String toString() {
            return codec + ".tolerant()";
        }
    }

    /** Decodes a payload, and refuses null. */
    static <V> V decode(Codec<V> codec, AttributeValue payload) {
        V value = codec.decode(payload);
        if (value == null) {
            throw new CodecException("the codec returned null", null);
        }
        return value;
    }

    /** Encodes a value, and refuses what cannot be sent or, as far as it is known, cannot be read back. */
    static <V> Codec.Encoded encode(Codec<V> codec, V value) {
        Codec.Encoded encoded = codec.encodeWithFields(value);
        checkPayload(codec, encoded.payload());
        return encoded;
    }

    /** Encodes a value without its fields, and refuses the same payloads. */
    static <V> AttributeValue payload(Codec<V> codec, V value) {
        return checkPayload(codec, codec.encode(value));
    }

    private static AttributeValue checkPayload(Codec<?> codec, @Nullable AttributeValue payload) {
        if (payload == null) {
            throw new CodecException("the codec returned no payload", null);
        }
        if (isNull(payload)) {
            try {
                decode(codec, payload);
            } catch (RuntimeException e) {
                throw new CodecException("the payload is NULL, which the codec cannot decode", e);
            }
        }
        return payload;
    }
}
