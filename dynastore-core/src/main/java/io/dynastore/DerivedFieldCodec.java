package io.dynastore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A codec with a further derived field. */
final class DerivedFieldCodec<V> implements Codec<V> {
    private final Codec<V> codec;
    private final String name;
    private final Function<? super V, ? extends @Nullable Object> field;

    DerivedFieldCodec(Codec<V> codec, String name, Function<? super V, ? extends @Nullable Object> field) {
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
        Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>(codec.fields(value));
        Object derived = field.apply(value);
        fields.put(name, derived == null ? null : FieldValues.of(name, derived));
        return fields;
    }

    @Override
    public String toString() {
        return codec + ".withField(\"" + name + "\")";
    }
}
