package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's value as text: strings as they are, binary values in Base64, and the JSON of the API for what has parts.
 *
 * @param type the type, such as {@code S}
 * @param text the text
 */
record ValueText(String type, String text) {
    private static final int INDENT = 2;

    /** Returns the text of a value that is a tree with the type as its only member. */
    static ValueText of(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> value) || value.size() != 1) {
            return new ValueText("?", json(tree));
        }
        Map.Entry<?, ?> entry = value.entrySet().iterator().next();
        String type = String.valueOf(entry.getKey());
        Object content = entry.getValue();
        return new ValueText(
                type,
                switch (type) {
                    case "S", "N", "B", "BOOL" -> String.valueOf(content);
                    case "NULL" -> "null";
                    default -> indented(content);
                });
    }

    /** Returns the text on one line, cut after a number of characters. */
    String brief(int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= most ? line : cut(line, most);
    }

    /** Returns the beginning of a text with a mark that it goes on. */
    static String cut(String text, int most) {
        boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splitsPair ? most - 1 : most) + "…";
    }

    private static String indented(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        append(text, tree, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object tree, int depth) {
        if (tree instanceof Map<?, ?> map && map.size() > 1) {
            appendAll(text, '{', map.entrySet().iterator(), '}', depth);
        } else if (tree instanceof Map<?, ?> map && map.size() == 1) {
            text.append('{');
            append(text, map.entrySet().iterator().next(), depth);
            text.append('}');
        } else if (tree instanceof Map.Entry<?, ?> member) {
            text.append(json(member.getKey())).append(": ");
            append(text, member.getValue(), depth);
        } else if (tree instanceof Iterable<?> elements && elements.iterator().hasNext()) {
            appendAll(text, '[', elements.iterator(), ']', depth);
        } else {
            text.append(json(tree));
        }
    }

    private static void appendAll(StringBuilder text, char first, Iterator<?> parts, char last, int depth) {
        text.append(first);
        while (parts.hasNext()) {
            text.append('\n').append(" ".repeat(INDENT * (depth + 1)));
            append(text, parts.next(), depth + 1);
            text.append(parts.hasNext() ? "," : "");
        }
        text.append('\n').append(" ".repeat(INDENT * depth)).append(last);
    }

    private static String json(@Nullable Object tree) {
        return new String(Json.write(tree), StandardCharsets.UTF_8);
    }
}
