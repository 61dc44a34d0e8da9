package io.dynastore.embedded.internal.http;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads heads, and refuses every form that two programs could read differently: lines without CR, folded lines, spaces before a
 * colon, control characters.
 */
final class HeadReader {
    private static final String SYMBOLS_OF_TOKENS = "!#$%&'*+-.^_`|~";
    private static final String SCHEME = "http://";
    private static final int CHUNK_LINE = 1024;
    private static final int DELETE = 0x7F;

    private final Input input;
    private final Limits limits;
    private int left;

    HeadReader(Input input, Limits limits) {
        this.input = input;
        this.limits = limits;
    }

    /** Reads the next head, up to its empty line. */
    Head read() throws IOException, Refusal {
        left = limits.headBytes();
        String line = line(414);
        if (line.isEmpty()) {
            line = line(414); // Old clients end a body with an empty line.
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0]) || parts[1].isEmpty() || parts[1].indexOf('\t') >= 0) {
            throw Refusal.malformed("This is not a request of HTTP/1.1.");
        }
        boolean modern = isModern(parts[2]);
        Fields fields = fields();
        return head(parts[0], parts[1], modern, fields);
    }

    /** Reads and discards the fields that may follow the last chunk of a body. */
    void skipTrailer() throws IOException, Refusal {
        left = limits.headBytes();
        fields();
    }

    /** Reads the line that stands before a chunk. */
    String chunkLine() throws IOException, Refusal {
        left = CHUNK_LINE;
        return line(400);
    }

    private static boolean isModern(String version) throws Refusal {
        return switch (version) {
            case "HTTP/1.1" -> true;
            case "HTTP/1.0" -> false;
            default ->
                throw version.matches("HTTP/[0-9](\\.[0-9])?")
                        ? new Refusal(505, "This server speaks HTTP/1.1.")
                        : Refusal.malformed("This is not a request of HTTP/1.1.");
        };
    }

    private static Head head(String method, String target, boolean modern, Fields fields) {
        String path = target;
        @Nullable String authority = null;
        if (target.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            String rest = target.substring(SCHEME.length());
            int end = indexOfAny(rest, '/', '?');
            authority = rest.substring(0, end);
            path = rest.startsWith("/", end) ? rest.substring(end) : "/" + rest.substring(end);
        }
        int end = indexOfAny(path, '?', '?');
        String query = path.substring(Math.min(path.length(), end + 1));
        return new Head(method, authority, path.substring(0, end), query, modern, fields);
    }

    private static int indexOfAny(String text, char one, char other) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == one || text.charAt(i) == other) {
                return i;
            }
        }
        return text.length();
    }

    private Fields fields() throws IOException, Refusal {
        Fields fields = new Fields();
        for (String line = line(431); !line.isEmpty(); line = line(431)) {
            int colon = line.indexOf(':');
            if (colon < 0 || !isToken(line.substring(0, colon))) {
                throw Refusal.malformed("The head contains a line that is not a field.");
            }
            if (fields.count() == limits.fields()) {
                throw new Refusal(431, "The head has more than " + limits.fields() + " fields.");
            }
            fields.add(line.substring(0, colon), withoutSpaceAround(line.substring(colon + 1)));
        }
        return fields;
    }

    private String line(int statusWhereTooLong) throws IOException, Refusal {
        StringBuilder line = new StringBuilder(80);
        for (int next = input.read(); next != '\r'; next = input.read()) {
            if ((next < ' ' && next != '\t') || next == DELETE) {
                throw Refusal.malformed(
                        "The head contains a control character, or a line that does not end with CR LF.");
            }
            if (--left < 0) {
                throw new Refusal(statusWhereTooLong, "The head, or a line between chunks, is too long.");
            }
            line.append((char) next);
        }
        if (input.read() != '\n') {
            throw Refusal.malformed("The head contains a CR without LF.");
        }
        return line.toString();
    }

    private static String withoutSpaceAround(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isLetterOrDigit(c) || SYMBOLS_OF_TOKENS.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
