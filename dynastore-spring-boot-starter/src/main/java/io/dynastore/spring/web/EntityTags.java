package io.dynastore.spring.web;

import io.dynastore.Revision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an {@code If-Match} or {@code If-None-Match} field: {@code *}, or a list of entity tags (RFC 9110, sections
 * 8.8.3, 13.1.1 and 13.1.2). Pure.
 *
 * @param any whether the content is {@code *}
 * @param tags the tags; none if it is {@code *}
 */
record EntityTags(boolean any, List<Tag> tags) {
    /**
     * An entity tag.
     *
     * @param weak whether it begins with {@code W/}
     * @param text the rest, including the quotes
     */
    record Tag(boolean weak, String text) {
        /** Returns the revision that the tag stands for; null if it is weak or stands for none. */
        @Nullable
        Revision revision() {
            if (weak) {
                return null;
            }
            try {
                return Revision.parse(text);
            } catch (IllegalArgumentException foreign) {
                return null;
            }
        }
    }

    /**
     * Parses a field. Several lines of a field are one list, and a list may have empty elements (sections 5.3 and 5.6.1.2).
     *
     * @param name the name of the field
     * @param lines its lines; null or empty if the request does not have it
     * @return the tags; null if the request does not have the field
     * @throws DynaStoreProblem with the status 400 if the field is malformed
     */
    static @Nullable EntityTags parse(String name, @Nullable List<String> lines) {
        if (lines == null || lines.isEmpty()) {
            return null;
        }
        String text = String.join(",", lines);
        if (text.strip().equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<Tag> tags = new ArrayList<>();
        boolean separated = true;
        for (int at = 0; at < text.length(); ) {
            char character = text.charAt(at);
            if (character == ' ' || character == '\t' || character == ',') {
                separated |= character == ',';
                at++;
                continue;
            }
            boolean weak = text.startsWith("W/", at);
            int start = weak ? at + 2 : at;
            int end = endOfTag(text, start);
            if (!separated || end < 0) {
                throw DynaStoreProblem.malformed(name);
            }
            tags.add(new Tag(weak, text.substring(start, end)));
            separated = false;
            at = end;
        }
        return new EntityTags(false, List.copyOf(tags));
    }

    /** Returns the position after the closing quote, or -1 if there is no tag at the start. */
    private static int endOfTag(String text, int start) {
        if (!text.startsWith("\"", start)) {
            return -1;
        }
        int at = start + 1;
        while (at < text.length() && isTagCharacter(text.charAt(at))) {
            at++;
        }
        return text.startsWith("\"", at) ? at + 1 : -1;
    }

    private static boolean isTagCharacter(char character) {
        return character == 0x21
                || (character >= 0x23 && character <= 0x7E)
                || (character >= 0x80 && character <= 0xFF);
    }

    /** Returns whether a state matches by the strong comparison; null is the state of what does not exist. */
    boolean matchesStrongly(@Nullable Revision state) {
        return state != null && (any || tags.contains(new Tag(false, state.toString())));
    }

    /** Returns whether a state matches by the weak comparison; null is the state of what does not exist. */
    boolean matchesWeakly(@Nullable Revision state) {
        return state != null && (any || tags.stream().anyMatch(tag -> tag.text().equals(state.toString())));
    }
}
