package io.dynastore.internal;

/** Shows names in messages, and measures texts as DynamoDB does. */
public final class Texts {
    /** The number of characters of a long name that a message shows. */
    private static final int SHOWN = 64;

    private Texts() {}

    /**
     * Returns a name in quotes, for a message: cut short if it is long, and with escapes for what could forge a line of a log
     * or change how it is displayed.
     *
     * @param name the name of a table, partition, field or index, or a key
     * @return the name in quotes
     */
    public static String quote(String name) {
        if (name.length() <= SHOWN) {
            return "'" + escape(name) + "'";
        }
        int end = Character.isHighSurrogate(name.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return "'" + escape(name.substring(0, end)) + "…'";
    }

    /**
     * Returns a text with escapes for control and format characters, line separators, unpaired surrogates, and the backslash.
     *
     * @param text the text
     * @return the text itself if it has none of them
     */
    public static String escape(String text) {
        StringBuilder escaped = null;
        int characters;
        for (int i = 0; i < text.length(); i += characters) {
            int codePoint = text.codePointAt(i);
            characters = Character.charCount(codePoint);
            boolean shown = isShown(codePoint);
            if (escaped == null && !shown) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                append(escaped, text, i, i + characters, shown);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> codePoint != '\\';
        };
    }

    private static void append(StringBuilder escaped, String text, int from, int to, boolean shown) {
        if (shown) {
            escaped.append(text, from, to);
            return;
        }
        for (char character : text.substring(from, to).toCharArray()) {
            switch (character) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(String.format("\\u%04X", (int) character));
            }
        }
    }

    /**
     * Checks a text that will be sent.
     *
     * @param what names the text in the message
     * @param text the text
     * @return the text
     * @throws IllegalArgumentException if it is not valid Unicode: DynamoDB would store another text
     */
    public static String requireUnicode(String what, String text) {
        if (utf8Length(text) < 0) {
            throw new IllegalArgumentException(
                    "The " + what + " is not valid Unicode: " + quote(text) + " has an unpaired surrogate.");
        }
        return text;
    }

    /**
     * Returns the length of a text in UTF-8. Called for all keys and payloads, so it copies nothing.
     *
     * @param text the text
     * @return the number of bytes; -1 if the text is not valid Unicode, because it has an unpaired surrogate
     */
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                bytes++;
            } else if (character < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(character)) {
                bytes += 3;
            } else if (Character.isSurrogatePair(character, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
