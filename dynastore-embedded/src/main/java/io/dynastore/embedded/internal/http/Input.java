package io.dynastore.embedded.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The bytes that arrive on a connection, in one buffer for all its requests. Not thread-safe. */
final class Input {
    private static final int BUFFER = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long deadline;

    Input(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sets the time that all following reads may take together, after which they throw {@link SocketTimeoutException}. */
    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** Returns whether bytes have arrived that were not read yet. */
    boolean hasBuffered() {
        return position < limit;
    }

    /** Waits for a byte without reading it, and returns whether there is one before the end. */
    boolean awaitByte() throws IOException {
        return hasBuffered() || fill();
    }

    /** Reads a byte. */
    int read() throws IOException {
        if (!awaitByte()) {
            throw new EOFException();
        }
        return buffer[position++] & 0xFF;
    }

    /** Reads the given number of bytes. */
    void readFully(byte[] target, int offset, int length) throws IOException {
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, buffered);
        position += buffered;
        for (int done = buffered; done < length; ) {
            int read = readSocket(target, offset + done, length - done);
            if (read < 0) {
                throw new EOFException();
            }
            done += read;
        }
    }

    /** Reads and discards everything up to the end. */
    void drain() throws IOException {
        do {
            position = limit;
        } while (fill());
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, readSocket(buffer, 0, buffer.length));
        return limit > 0;
    }

    private int readSocket(byte[] target, int offset, int length) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return in.read(target, offset, length);
    }
}
