package io.dynastore.http;

import io.dynastore.internal.Transmission;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;

/**
 * The body of a request, which notes when its first byte is read. Opening it does not count: some HTTP clients do so before they
 * have a connection.
 */
final class ObservedBody extends FilterInputStream {
    private final Transmission attempt;
    private boolean begun;

    private ObservedBody(InputStream body, Transmission attempt) {
        super(body);
        this.attempt = attempt;
    }

    /** Returns a request with an observed body. */
    static HttpExecuteRequest in(HttpExecuteRequest request, Transmission attempt) {
        ContentStreamProvider content = request.contentStreamProvider().orElse(null);
        if (content == null) {
            // Whether it is sent cannot be observed.
            attempt.begin();
            return request;
        }
        return HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .metricCollector(request.metricCollector().orElse(null))
                .contentStreamProvider(new Content(content, attempt))
                .build();
    }

    private record Content(ContentStreamProvider wrapped, Transmission attempt) implements ContentStreamProvider {
        @Override
        public InputStream newStream() {
            return new ObservedBody(wrapped.newStream(), attempt);
        }

        @Override
        public String name() {
            return wrapped.name();
        }
    }

    private void begin() throws IOException {
        if (!begun && !attempt.begin()) {
            throw new IOException("The request was given up before it was sent");
        }
        begun = true;
    }

    @Override
    public int read() throws IOException {
        begin();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length > 0) {
            begin();
        }
        return super.read(buffer, offset, length);
    }
}
