package io.dynastore.embedded.fuzz;

import io.dynastore.embedded.internal.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random changes of requests: of values in their JSON, of their expressions, and of their bytes. */
final class Mutations {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "items",
            "none",
            "pk",
            "#p",
            ":n",
            "\0",
            "\uD800",
            "\uFFFF",
            "-1",
            "1E999999999",
            "NaN",
            "0x1",
            "true",
            "((",
            "SET",
            "SET a",
            "AND",
            "a.b[",
            "l[99999999999]",
            "pk = :p",
            "begins_with",
            "ALL_NEW",
            "AA=",
            "x".repeat(300));
    private static final List<String> NAMES = List.of(
            "TableName",
            "Key",
            "Item",
            "S",
            "N",
            "B",
            "SS",
            "NS",
            "BS",
            "BOOL",
            "NULL",
            "L",
            "M",
            "pk",
            "Limit",
            "Expected",
            "AttributeUpdates",
            "ExclusiveStartKey",
            "FilterExpression",
            "Unknown",
            "");
    private static final List<String> TOKENS = List.of(
            "(",
            ")",
            ",",
            ".",
            "[",
            "]",
            "[0]",
            "=",
            "<>",
            "<",
            ">=",
            "+",
            "-",
            " AND ",
            " OR ",
            " NOT ",
            " BETWEEN ",
            " IN ",
            "pk",
            "l",
            ":n",
            ":p",
            "#p",
            "size",
            "contains(",
            "if_not_exists(",
            " SET ",
            " REMOVE ",
            " ADD ",
            "1",
            "\u00e9");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** Returns the request with one to four changes. */
    byte[] mutated(String request) {
        Object tree = Json.read(request.getBytes(StandardCharsets.UTF_8));
        for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1; i > 0; i--) {
            tree = changed(tree, 0);
        }
        byte[] bytes = Json.write(tree);
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes);
            case 2 -> nested(request);
            default -> bytes;
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && flipped.length > 0; i--) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    /** Returns the request with a value nested in very many lists or maps. */
    private byte[] nested(String request) {
        int depth = 1 << random.nextInt(15);
        boolean list = random.nextBoolean();
        String value = (list ? "{\"L\": [" : "{\"M\": {\"k\": ").repeat(depth)
                + "{\"N\": \"1\"}"
                + (list ? "]}" : "}}").repeat(depth);
        return request.replaceFirst("\\{\"[SN]\": \"[^\"]*\"}", value).getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Object changed(@Nullable Object tree, int depth) {
        if (random.nextInt(6) > depth && tree instanceof Map<?, ?> map && !map.isEmpty()) {
            return changedMember(map, depth);
        }
        if (random.nextInt(6) > depth && tree instanceof List<?> list && !list.isEmpty()) {
            return changedElement(list, depth);
        }
        if (tree instanceof String text && text.contains(" ") && random.nextInt(5) > 0) {
            return changedExpression(text);
        }
        return random.nextInt(5) == 0 ? anything() : another(tree);
    }

    /** Returns a value of the same type, so that validation goes beyond types. */
    private @Nullable Object another(@Nullable Object tree) {
        if (tree instanceof String text) {
            return random.nextBoolean() ? any(TEXTS) : text + any(TEXTS);
        }
        if (tree instanceof Number) {
            return any(List.of(-1, 0, 1, 3, 1_000_001, Long.MAX_VALUE));
        }
        if (tree instanceof Boolean truth) {
            return !truth;
        }
        return tree instanceof Map ? Map.of() : List.of();
    }

    private Object changedMember(Map<?, ?> map, int depth) {
        Map<Object, Object> members = new LinkedHashMap<>(map);
        Object name = any(new ArrayList<>(members.keySet()));
        switch (random.nextInt(10)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(any(NAMES), members.get(name));
            case 2 -> members.put(any(NAMES), anything());
            case 3 -> members.put(any(NAMES), members.remove(name));
            default -> members.put(name, changed(members.get(name), depth + 1));
        }
        return members;
    }

    private Object changedElement(List<?> list, int depth) {
        List<Object> elements = new ArrayList<>(list);
        int at = random.nextInt(elements.size());
        switch (random.nextInt(8)) {
            case 0 -> elements.remove(at);
            case 1 -> elements.add(elements.get(at));
            case 2 -> elements.add(anything());
            case 3 -> {
                for (int i = random.nextInt(120); i > 0; i--) {
                    elements.add(elements.get(at));
                }
            }
            default -> elements.set(at, changed(elements.get(at), depth + 1));
        }
        return elements;
    }

    private String changedExpression(String text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(6));
        return text.substring(0, from) + (random.nextInt(3) == 0 ? "" : any(TOKENS)) + text.substring(to);
    }

    private @Nullable Object anything() {
        return switch (random.nextInt(11)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(10) - 2;
            case 3 -> Long.MAX_VALUE;
            case 4 -> new BigDecimal("1E400");
            case 5 -> new BigDecimal("0.5");
            case 6 -> List.of();
            case 7 -> new LinkedHashMap<>();
            case 8 -> Map.of(any(NAMES), any(TEXTS));
            case 9 -> List.of(any(TEXTS), any(TEXTS));
            default -> any(TEXTS);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
