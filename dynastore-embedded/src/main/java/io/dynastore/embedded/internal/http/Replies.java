package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Replies as bytes. A reply is one array, so that it can be handed to the socket by one call. */
final class Replies {
    private Replies() {}

    /**
     * Returns a reply as bytes.
     *
     * @param reply the reply
     * @param head the head of the request
     * @param keptAlive whether the connection stays open
     * @param now the time by the system's clock, by which clients correct their own
     */
    static byte[] bytes(Reply reply, Head head, boolean keptAlive, Instant now) {
        return bytes(reply, head, keptAlive, now, head.method().equals("HEAD") ? 0 : reply.body().length);
    }

    /** Returns the bytes of a reply up to some byte of its body. */
    static byte[] bytes(Reply reply, Head head, boolean keptAlive, Instant now, int bodyBytes) {
        byte[] start = head(reply, connection(head, keptAlive), now);
        byte[] body = reply.body();
        int part = Math.min(body.length, Math.max(0, bodyBytes));
        byte[] all = Arrays.copyOf(start, start.length + part);
        System.arraycopy(body, 0, all, start.length, part);
        return all;
    }

    /** Returns the bytes of the reply to a request that was refused. */
    static byte[] bytes(Refusal refusal, Instant now) {
        Reply reply = Reply.ofIntermediary(refusal.status(), refusal.text() + "\n");
        byte[] start = head(reply, "Connection: close\r\n", now);
        byte[] all = Arrays.copyOf(start, start.length + reply.body().length);
        System.arraycopy(reply.body(), 0, all, start.length, reply.body().length);
        return all;
    }

    private static String connection(Head head, boolean keptAlive) {
        if (!keptAlive) {
            return "Connection: close\r\n";
        }
        return head.modern() ? "" : "Connection: keep-alive\r\n";
    }

    private static byte[] head(Reply reply, String connection, Instant now) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(reply.status()).append(' ').append(reason(reply.status()));
        HttpDate.append(head.append("\r\nDate: "), now);
        head.append("\r\n").append(connection);
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        if (status == 404) {
            return "Not Found";
        }
        return switch (status / 100) {
            case 2 -> "OK";
            case 4 -> "Bad Request";
            case 5 -> "Server Error";
            default -> "";
        };
    }
}
