package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.ValueReader;
import io.dynastore.embedded.internal.wire.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of a request, or of a structure in it, by their types. Unknown members are ignored, as AWS does. */
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

    /** Returns a list, or null if it is absent, which differs from an empty list. */
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

    /** Returns a member whose presence was checked by constraints. */
    Input requiredStructure(String name) {
        return Objects.requireNonNull(structure(name), name);
    }

    /** Returns a member whose presence was checked by constraints. */
    Map<String, @Nullable Object> requiredMap(String name) {
        return Objects.requireNonNull(map(name), name);
    }

    /** Returns a member whose presence was checked by constraints. */
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

    /** {@return the members as a JSON tree} */
    Map<String, @Nullable Object> tree() {
        return members;
    }
}
