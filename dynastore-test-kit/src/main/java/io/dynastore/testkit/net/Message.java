package io.dynastore.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP message as bytes.
 *
 * @param head the head, with the empty line
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
record Message(byte[] head, byte[] body) {
    private static final String END = "\r\n\r\n";
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 32 * 1024 * 1024;

    /** Called when a client waits for permission to send its body. */
    @FunctionalInterface
    interface Permission {
        void give() throws IOException;
    }

    /**
     * Reads a message.
     *
     * @param first its first byte; negative if the connection has ended
     * @param in the bytes after it
     * @throws IOException if the connection fails or ends early, or if the message is not HTTP with a content length
     */
    static Message read(int first, InputStream in, Permission permission) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int matched = 0;
        for (int next = first; ; next = in.read()) {
            if (next < 0 || read.size() == LONGEST_HEAD) {
                throw new IOException(
                        "The head of a message is incomplete, or longer than " + LONGEST_HEAD + " bytes.");
            }
            read.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            if (matched == END.length()) {
                break;
            }
        }
        byte[] head = read.toByteArray();
        if (field(head, "expect") != null) {
            permission.give();
        }
        byte[] body = in.readNBytes(length(head));
        if (body.length < length(head)) {
            throw new IOException("The connection ended within the body of a message.");
        }
        return new Message(head, body);
    }

    private static int length(byte[] head) throws IOException {
        String length = field(head, "content-length");
        int bytes = length == null ? 0 : Integer.parseInt(length);
        if (bytes > LONGEST_BODY || field(head, "transfer-encoding") != null) {
            throw new IOException("The body of a message is too long, or of unknown length.");
        }
        return bytes;
    }

    private static @Nullable String field(byte[] head, String name) {
        return new String(head, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse(null);
    }

    /** {@return the message without the field that asks for permission, which the proxy has given} */
    byte[] forwarded() {
        String without = new String(head, StandardCharsets.ISO_8859_1).replaceFirst("(?i)\r\nexpect:[^\r]*", "");
        return new Message(without.getBytes(StandardCharsets.ISO_8859_1), body).bytes();
    }

    /** {@return the whole message} */
    byte[] bytes() {
        return bytes(body.length);
    }

    /** {@return the first half of the head} */
    byte[] halfHead() {
        return Arrays.copyOf(head, head.length / 2);
    }

    /** {@return the head and the first half of the body} */
    byte[] halfBody() {
        return bytes(body.length / 2);
    }

    private byte[] bytes(int ofBody) {
        byte[] bytes = Arrays.copyOf(head, head.length + ofBody);
        System.arraycopy(body, 0, bytes, head.length, ofBody);
        return bytes;
    }
}
