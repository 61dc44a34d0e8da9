package io.dynastore.embedded.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests, whole or in chunks. */
final class BodyReader {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_PART = 64 * 1024;

    private final Input input;
    private final HeadReader lines;
    private final OutputStream out;
    private final Limits limits;

    BodyReader(Input input, HeadReader lines, OutputStream out, Limits limits) {
        this.input = input;
        this.lines = lines;
        this.out = out;
        this.limits = limits;
    }

    /** Reads the body that follows a head. It is empty if the head announces none. */
    byte[] read(Head head) throws IOException, Refusal {
        boolean chunked = isChunked(head);
        int length = length(head);
        checkExpectation(head);
        if (!chunked && length == 0) {
            return new byte[0];
        }
        input.within(limits.body());
        if (head.modern() && !head.fields().all("expect").isEmpty() && !input.hasBuffered()) {
            out.write(CONTINUE);
        }
        return chunked ? chunks() : bytes(length);
    }

    private static boolean isChunked(Head head) throws Refusal {
        String coding = head.fields().only("transfer-encoding");
        if (coding == null) {
            return false;
        }
        if (!head.modern() || head.fields().first("content-length") != null) {
            throw Refusal.malformed("Transfer-Encoding is combined with Content-Length or with HTTP/1.0.");
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new Refusal(501, "The only transfer encoding of this server is chunked.");
        }
        return true;
    }

    private int length(Head head) throws Refusal {
        String length = head.fields().only("content-length");
        if (length == null) {
            return 0;
        }
        if (!length.matches("[0-9]+")) {
            throw Refusal.malformed("The Content-Length is not a number.");
        }
        return number(length, 10);
    }

    private static void checkExpectation(Head head) throws Refusal {
        @Nullable String expectation = head.fields().only("expect");
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw new Refusal(417, "The only expectation that this server meets is 100-continue.");
        }
    }

    /** Reads a body into an array that grows as bytes arrive, so that announcing a large body costs no memory. */
    private byte[] bytes(int length) throws IOException {
        byte[] body = new byte[Math.min(length, FIRST_PART)];
        input.readFully(body, 0, body.length);
        while (body.length < length) {
            int done = body.length;
            body = Arrays.copyOf(body, Math.min(length, 2 * done));
            input.readFully(body, done, body.length - done);
        }
        return body;
    }

    private byte[] chunks() throws IOException, Refusal {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > limits.bodyBytes() - body.size()) {
                throw tooLarge();
            }
            body.writeBytes(bytes(size));
            if (input.read() != '\r' || input.read() != '\n') {
                throw Refusal.malformed("A chunk is not as long as it says.");
            }
        }
        lines.skipTrailer();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException, Refusal {
        String size = lines.chunkLine();
        int extension = size.indexOf(';');
        if (extension >= 0) {
            size = size.substring(0, extension).stripTrailing();
        }
        if (!size.matches("[0-9a-fA-F]+")) {
            throw Refusal.malformed("The size of a chunk is not a number.");
        }
        return number(size, 16);
    }

    /** Returns the value of a run of digits. */
    private int number(String digits, int radix) throws Refusal {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 9 || Long.parseLong(significant, radix) > limits.bodyBytes()) {
            throw tooLarge();
        }
        return Integer.parseInt(significant, radix);
    }

    private Refusal tooLarge() {
        return new Refusal(413, "The body is larger than " + limits.bodyBytes() + " bytes.");
    }
}
