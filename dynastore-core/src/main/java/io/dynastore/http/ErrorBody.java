package io.dynastore.http;

import io.dynastore.internal.ErrorType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of an error, of which the start was read to find its type, and is read again by the SDK. */
final class ErrorBody extends FilterInputStream {
    /** DynamoDB names the type first. */
    private static final int START_BYTES = 16 * 1024;

    private final byte[] start = new byte[START_BYTES];
    private int length;
    private int position;
    private @Nullable String type;
    private @Nullable IOException failure;

    private ErrorBody(InputStream body) {
        super(body);
    }

    /** Reads a body until its type is known, its start has been read, or reading fails. */
    static ErrorBody startOf(InputStream body) {
        ErrorBody error = new ErrorBody(body);
        error.readStart();
        return error;
    }

    private void readStart() {
        try {
            while (type == null && length < start.length) {
                int read = in.read(start, length, start.length - length);
                if (read < 0) {
                    return;
                }
                length += read;
                type = ErrorType.find(start, length);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Returns the type; null if the start does not name one. */
    @Nullable
    String type() {
        return type;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        int read = read(single, 0, 1);
        return read < 0 ? read : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (position < length) {
            int read = Math.min(wanted, length - position);
            System.arraycopy(start, position, buffer, offset, read);
            position += read;
            return read;
        }
        if (failure != null) {
            throw failure;
        }
        return in.read(buffer, offset, wanted);
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, START_BYTES)).length;
    }

    @Override
    public int available() throws IOException {
        return position < length ? length - position : in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
