package io.dynastore;

import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The codecs that do not need a library. */
final class BasicCodecs {
    static final Codec<String> STRING = new Codec<>() {
        @Override
        public AttributeValue encode(String value) {
            return AttributeValue.fromS(value);
        }

        @Override
        public String decode(AttributeValue payload) {
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
            if (payload.s() == null) {
                throw new CodecException(
                        "the payload is " + payload.type() + ", but bytes are stored as B, or as Base64 in S", null);
            }
            try {
                // Java's decoder accepts a text without padding, and so would accept many ordinary words as Base64.
                if (payload.s().length() % 4 == 0) {
                    return Base64.getDecoder().decode(payload.s());
                }
            } catch (IllegalArgumentException notBase64) {
                // The message may quote the payload, which may be sensitive, so it is not passed on.
            }
            throw new CodecException("the payload is an S that is not Base64; read it as a String", null);
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

    private BasicCodecs() {}
}
