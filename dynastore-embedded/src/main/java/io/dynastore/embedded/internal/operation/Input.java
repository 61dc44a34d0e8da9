package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.ValueReader;
import io.dynastore.embedded.internal.wire.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of a request, or of a structure in it, by their types. What the API does not know is ignored, as AWS does. */
final class Input {
    private final Map<String, @Nullable Object> members;

    Input(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    @Nullable
    String text(String name) {
        Object member = members.get(name);
        return member == null ? null : Types.text(member);
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    boolean truth(String name) {
        Object member = members.get(name);
        return member != null && Types.truth(member);
    }

    @Nullable
    Long integer(String name) {
        Object member = members.get(name);
        return member == null ? null : Types.integer(member);
    }

    /** Null if it is absent, which is not the same as empty. */
    @Nullable
    List<@Nullable Object> list(String name) {
        Object member = members.get(name);
        return member == null ? null : Types.list(member);
    }

    List<Input> structures(String name) {
        List<@Nullable Object> list = list(name);
        return list == null
                ? List.of()
                : list.stream().map(each -> new Input(Types.structure(each))).toList();
    }

    /** A member that the constraints have made sure of. */
    Map<String, @Nullable Object> requiredMap(String name) {
        return Objects.requireNonNull(map(name), name);
    }

    /** A member that the constraints have made sure of. */
    Input requiredStructure(String name) {
        return Objects.requireNonNull(structure(name), name);
    }

    /** A member that the constraints have made sure of. */
    String requiredText(String name) {
        return Objects.requireNonNull(text(name), name);
    }

    @Nullable
    Input structure(String name) {
        Object member = members.get(name);
        return member == null ? null : new Input(Types.structure(member));
    }

    @Nullable
    Map<String, @Nullable Object> map(String name) {
        Object member = members.get(name);
        return member == null ? null : Types.map(member);
    }

    @Nullable
    Map<String, Value> attributes(String name) {
        Map<String, @Nullable Object> map = map(name);
        return map == null ? null : ValueReader.attributes(map);
    }

    @Nullable
    Map<String, String> texts(String name) {
        Map<String, @Nullable Object> map = map(name);
        if (map == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, text) -> texts.put(key, Types.text(text)));
        return texts;
    }

    /** The JSON tree. */
    Map<String, @Nullable Object> tree() {
        return members;
    }
}
