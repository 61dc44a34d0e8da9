package io.dynastore.spring.autoconfigure;

import io.dynastore.Codec;
import io.dynastore.jackson.JsonCodec;
import java.lang.reflect.Type;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes the codecs with which the starter stores values: strings, bytes and attribute values as they are, and others as JSON. */
public final class StoredCodecs {
    private final StoredJson json;

    StoredCodecs(StoredJson json) {
        this.json = json;
    }

    /**
     * Returns the mapper of the values that are stored as JSON.
     *
     * @return the mapper
     */
    public JsonMapper mapper() {
        return json.mapper();
    }

    /**
     * Returns the codec of a type.
     *
     * @param type the type of the values, which may be generic
     * @return the codec
     */
    public Codec<?> of(Type type) {
        if (type == String.class) {
            return Codec.string();
        }
        if (type == byte[].class) {
            return Codec.bytes();
        }
        if (type == AttributeValue.class) {
            return Codec.attribute();
        }
        return JsonCodec.of(new Reference(type), json.mapper());
    }

    /** A type that is only known at run time. */
    private static final class Reference extends TypeReference<Object> {
        private final Type type;

        Reference(Type type) {
            this.type = type;
        }

        @Override
        public Type getType() {
            return type;
        }
    }
}
