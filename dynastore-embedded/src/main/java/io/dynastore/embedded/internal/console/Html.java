package io.dynastore.embedded.internal.console;

import java.util.List;
import java.util.Locale;

/**
 * A writer of HTML that escapes everything except the names of elements and attributes, which are constants of this package.
 * Not thread-safe.
 */
final class Html {
    private static final char FIRST_PICTURE = '\u2400';
    private static final char NON_JOINER = '\u200C';
    private static final char JOINER = '\u200D';

    private final StringBuilder html = new StringBuilder(4096);

    /** Begins an element with attributes, given as names and values in turn. */
    Html open(String element, String... attributes) {
        html.append('<').append(element);
        for (int at = 0; at < attributes.length; at += 2) {
            html.append(' ').append(attributes[at]).append("=\"");
            append(attributes[at + 1], false);
            html.append('"');
        }
        html.append('>');
        return this;
    }

    /** Ends an element. */
    Html close(String element) {
        html.append("</").append(element).append('>');
        return this;
    }

    /** Adds a text, in which characters that cannot be seen, or change the order of others, are made visible. */
    Html text(String text) {
        append(text, true);
        return this;
    }

    /** Adds the content of a style element, which is a constant of this package. */
    Html style(String rules) {
        html.append(rules);
        return this;
    }

    /** Adds an element with a text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** Adds a link to a page of this server. */
    Html link(Address address, String text) {
        return element("a", text, "href", address.toString());
    }

    /** Adds a row of headings of columns. */
    Html headings(List<String> texts) {
        open("thead").open("tr");
        texts.forEach(text -> element("th", text, "scope", "col"));
        return close("tr").close("thead");
    }

    private void append(String text, boolean visibly) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(visibly ? visible(c) : String.valueOf(c));
            }
        }
    }

    private static String visible(char c) {
        if (c == '\n' || c == '\t' || c == NON_JOINER || c == JOINER) {
            return String.valueOf(c);
        }
        if (c < ' ') {
            return String.valueOf((char) (FIRST_PICTURE + c));
        }
        boolean hidden = Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.CONTROL;
        return hidden ? String.format(Locale.ROOT, "\\u%04X", (int) c) : String.valueOf(c);
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
