package io.dynastore.embedded.internal.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes the requests of people who open the server's root in a browser on the same machine. */
final class Viewer {
    /** Java's own client sends this unless it is told otherwise, and health checks of containers use that client. */
    private static final String NOBODYS_CHOICE = "text/html, image/gif, image/jpeg, *";

    private static final String HTML = "text/html";

    private Viewer() {}

    /** Returns whether a request asks for a page by a loopback name or address. */
    static boolean asks(Head head) {
        return (head.method().equals("GET") || head.method().equals("HEAD"))
                && head.path().equals("/")
                && head.fields().all("accept").stream().anyMatch(Viewer::accepts)
                && isLoopback(head.authority() == null ? head.fields().first("host") : head.authority());
    }

    private static boolean isLoopback(@Nullable String text) {
        @Nullable Authority host = text == null ? null : Authority.parse(text);
        return host != null && host.isLoopback();
    }

    private static boolean accepts(String field) {
        if (field.startsWith(NOBODYS_CHOICE)) {
            return false;
        }
        for (String element : field.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.trim().split("\\s*;\\s*", -1);
            if (parts[0].equals(HTML) && !isExcluded(parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExcluded(String... parts) {
        for (String part : parts) {
            if (part.matches("q\\s*=\\s*0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
