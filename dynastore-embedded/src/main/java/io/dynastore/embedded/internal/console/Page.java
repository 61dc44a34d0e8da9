package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The frame of all pages. They need no script and load nothing, and browsers are told to permit nothing else. */
final class Page {
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
            body { margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem }
            table { border-collapse: collapse; width: 100% }
            th, td { border-bottom: 1px solid #8886; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top }
            td, pre, dd, h1 { overflow-wrap: anywhere; unicode-bidi: isolate }
            pre { margin: 0; white-space: pre-wrap }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem }
            dd { margin: 0 }
            form { margin: 1rem 0 }
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Page() {}

    /** Returns the reply with a page whose content a writer adds. */
    static Reply reply(int status, String title, Consumer<Html> content) {
        Html html = new Html();
        html.open("!DOCTYPE html").open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width");
        // Without an icon of its own, a browser asks for one.
        html.open("link", "rel", "icon", "href", "data:,");
        html.element("title", title + " – embedded DynamoDB");
        html.open("style").style(STYLE).close("style").close("head").open("body");
        html.open("nav").link(Address.HOME, "Tables").close("nav");
        html.open("main").element("h1", title);
        content.accept(html);
        html.close("main").close("body").close("html");
        return new Reply(status, headers(), html.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        return headers;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
