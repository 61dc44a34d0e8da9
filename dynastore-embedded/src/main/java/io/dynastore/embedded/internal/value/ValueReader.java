package io.dynastore.embedded.internal.value;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads values from the API's JSON, and refuses invalid ones. */
public final class ValueReader {
    private static final int LONGEST_NAME = 65_535;

    private ValueReader() {}

    /**
     * Reads the attributes of an item, of a key or of {@code ExpressionAttributeValues}.
     *
     * @param tree the JSON tree
     * @return the attributes, in their order
     * @throws ApiError if a value is invalid
     */
    public static Map<String, Value> attributes(Map<String, @Nullable Object> tree) {
        return attributes(tree, 0);
    }

    private static Map<String, Value> attributes(Map<String, @Nullable Object> tree, int depth) {
        Map<String, Value> attributes = new LinkedHashMap<>(tree.size() * 2);
        tree.forEach((name, value) -> attributes.put(checkedName(name), read(value, depth)));
        return attributes;
    }

    /**
     * Returns the name of an attribute or of a member of a map.
     *
     * @throws ApiError if it is empty or too long
     */
    public static String checkedName(String name) {
        if (name.isEmpty()) {
            throw ApiError.validation("Empty attribute name");
        }
        if (name.length() > LONGEST_NAME / 3 && Value.utf8Length(name) > LONGEST_NAME) {
            throw ApiError.validation("1 validation error detected: Attribute name is too large, must be less than "
                    + (LONGEST_NAME + 1) + " bytes");
        }
        return name;
    }

    /**
     * Reads a value.
     *
     * @param tree the JSON tree, such as that of <code>{"S": "a"}</code>
     * @return the value
     * @throws ApiError if it is invalid
     */
    public static Value read(@Nullable Object tree) {
        return read(tree, 0);
    }

    private static Value read(@Nullable Object tree, int depth) {
        if (depth > Values.DEEPEST) {
            throw ApiError.validation("Nesting Levels have exceeded supported limits");
        }
        Value value = null;
        boolean isOnly = true;
        for (Map.Entry<String, @Nullable Object> member :
                Types.structure(tree == null ? Map.of() : tree).entrySet()) {
            if (member.getValue() != null && isType(member.getKey())) {
                isOnly = value == null;
                value = read(member.getKey(), member.getValue(), depth);
            }
        }
        if (value == null) {
            throw ApiError.validation(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        // What is invalid in one of the types is reported first.
        if (!isOnly) {
            throw ApiError.validation("Supplied AttributeValue has more than one datatypes set, must contain exactly"
                    + " one of the supported datatypes");
        }
        return value;
    }

    private static boolean isType(String name) {
        return switch (name) {
            case "S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M" -> true;
            default -> false;
        };
    }

    private static Value read(String type, @Nullable Object content, int depth) {
        return switch (type) {
            case "S" -> new Value.Text(Types.text(content));
            case "N" -> new Value.Num(Numbers.parse(Types.text(content)));
            case "B" -> new Value.Binary(bytes(content));
            case "BOOL" -> new Value.Bool(Types.truth(content));
            case "NULL" -> nullValue(Types.truth(content));
            case "SS" -> new Value.TextSet(set("string", content, Types::text));
            case "NS" -> new Value.NumSet(set("number", content, element -> Numbers.parse(Types.text(element))));
            case "BS" -> new Value.BinarySet(set("binary", content, ValueReader::bytes));
            case "L" -> list(Types.list(content), depth);
            default -> new Value.Document(attributes(Types.map(content), depth + 1));
        };
    }

    private static Value nullValue(boolean isNull) {
        if (!isNull) {
            throw ApiError.validation(
                    "One or more parameter values were invalid: Null attribute value types must have the value of true");
        }
        return new Value.Null();
    }

    private static Value list(List<@Nullable Object> elements, int depth) {
        List<Value> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(read(element, depth + 1)));
        return new Value.Array(values);
    }

    private static Bytes bytes(@Nullable Object content) {
        try {
            return new Bytes(Base64.getDecoder().decode(Types.text(content)));
        } catch (IllegalArgumentException e) {
            throw ApiError.serialization("Base64 encoded length is expected a multiple of 4 bytes but found: "
                    + Types.text(content).length());
        }
    }

    private static <T> Set<T> set(String kind, @Nullable Object content, Function<@Nullable Object, T> reader) {
        List<@Nullable Object> elements = Types.list(content);
        if (elements.isEmpty()) {
            throw ApiError.validation("One or more parameter values were invalid: "
                    + (kind.equals("binary")
                            ? "Binary sets should not be empty"
                            : "An " + kind + " set  may not be empty"));
        }
        Set<T> set = new LinkedHashSet<>(elements.size() * 2);
        for (Object element : elements) {
            if (!set.add(reader.apply(element))) {
                throw ApiError.validation(
                        kind.equals("number")
                                ? "Input collection contains duplicates"
                                : "One or more parameter values were invalid: Input collection " + elements
                                        + (kind.equals("binary") ? "of type BS contains" : " contains")
                                        + " duplicates.");
            }
        }
        return set;
    }
}
