package io.dynastore.embedded.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends bytes as a test wrote them. */
public final class RawClient implements AutoCloseable {
    /** Ends a test that would otherwise wait forever. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    public RawClient(InetSocketAddress address) throws IOException {
        socket.connect(address);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** A reply. The names of its headers are in lower case. */
    public record Received(int status, Map<String, String> headers, String text) {}

    /** Returns a well-formed request for an operation. */
    public static String request(String operation, String body) {
        return head(operation) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Returns the head of such a request without the length and the empty line. */
    public static String head(String operation) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields(operation);
    }

    static String fields(String operation) {
        return "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." + operation
                + "\r\nX-Amz-Date: 20260131T090000Z\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=any, SignedHeaders=host, Signature=any\r\n";
    }

    /** Sends characters below 256 as bytes. */
    public RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Received receive() throws IOException {
        return receive(true);
    }

    public Received receive(boolean withBody) throws IOException {
        String[] lines = headText().stripTrailing().split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The body ended after " + body.length + " of " + length + " bytes.");
        }
        return new Received(
                Integer.parseInt(lines[0].split(" ", -1)[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Receives the lines up to an empty one. */
    String headText() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The head ended after " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns the next byte, or -1 if the server has closed the connection. */
    public int read() throws IOException {
        return in.read();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
