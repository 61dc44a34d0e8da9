package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** One attempt of a request. Its faults look to the client as they do over a socket. */
final class InProcessCall implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private final Exchange database;
    private final InProcessHttpClient client;
    private final Object lock = new Object();
    private @Nullable Thread caller;
    private boolean aborted;

    InProcessCall(HttpExecuteRequest request, Exchange database, InProcessHttpClient client) {
        this.request = request;
        this.database = database;
        this.client = client;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        client.begin(this);
        try {
            return response(send());
        } finally {
            client.end(this);
        }
    }

    private Answer send() throws IOException {
        Request sent = new Request(operation(), body());
        begin();
        try {
            return database.send(sent);
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the reply");
        } finally {
            end();
        }
    }

    private String operation() {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        return target.substring(target.indexOf('.') + 1);
    }

    private byte[] body() throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = request.contentStreamProvider().get().newStream()) {
            return in.readAllBytes();
        }
    }

    private void begin() throws IOException {
        synchronized (lock) {
            failIfAborted();
            caller = Thread.currentThread();
        }
    }

    private void end() throws IOException {
        synchronized (lock) {
            if (caller != null) {
                caller = null;
                failIfAborted();
            }
        }
    }

    private void failIfAborted() throws IOException {
        if (aborted) {
            // The interrupt was meant for the wait, which is over.
            Thread.interrupted();
            throw new SocketException("Request aborted");
        }
    }

    @Override
    public void abort() {
        synchronized (lock) {
            aborted = true;
            if (caller != null) {
                caller.interrupt();
            }
        }
    }

    private static HttpExecuteResponse response(Answer answer) throws IOException {
        if (answer instanceof Answer.Whole whole) {
            return response(
                    whole.reply(), new ByteArrayInputStream(whole.reply().body()));
        }
        if (answer instanceof Answer.Cut cut) {
            return response(cut.reply(), new CutBody(cut.reply().body(), cut.bytes()));
        }
        throw new SocketException("Connection reset (" + ((Answer.Reset) answer).reason() + ")");
    }

    private static HttpExecuteResponse response(Reply reply, InputStream body) {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder()
                .statusCode(reply.status())
                .putHeader("Content-Length", Integer.toString(reply.body().length));
        reply.headers().forEach(head::putHeader);
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(body))
                .build();
    }

    /** The bytes that arrive before the connection is reset. */
    private static final class CutBody extends InputStream {
        private final InputStream arrived;

        CutBody(byte[] body, int bytes) {
            arrived = new ByteArrayInputStream(body, 0, bytes);
        }

        @Override
        public int read() throws IOException {
            return unlessAtEnd(arrived.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : unlessAtEnd(arrived.read(buffer, offset, length));
        }

        private static int unlessAtEnd(int read) throws SocketException {
            if (read < 0) {
                throw new SocketException("Connection reset");
            }
            return read;
        }
    }
}
