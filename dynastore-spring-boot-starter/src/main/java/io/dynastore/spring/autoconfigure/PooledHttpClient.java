package io.dynastore.spring.autoconfigure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An HTTP client that says which of its limits a request has met if no connection became free. Its connections can be closed; the
 * next request opens others.
 */
final class PooledHttpClient implements SdkHttpClient {
    /** The messages of the SDK's HTTP clients: Apache 5 and 4, Netty and CRT. Their exceptions' classes may be missing. */
    private static final Pattern EXHAUSTED =
            Pattern.compile("Timeout deadline: |Deadline: \\S+, -\\d+ MILLISECONDS overdue"
                    + "|Timeout waiting for connection from pool|Acquire operation took longer"
                    + "|failed to acquire a connection within the defined timeout");

    private final Supplier<SdkHttpClient> factory;
    private final String name;
    private volatile @Nullable SdkHttpClient http;
    private volatile boolean closed;
    private final int size;
    private final Duration patience;

    /** No connection became free. It has the type that the SDK's HTTP clients throw then, which the SDK repeats. */
    static final class NoFreeConnectionException extends InterruptedIOException {
        private static final long serialVersionUID = 1L;

        NoFreeConnectionException(String message, IOException cause) {
            super(message);
            initCause(cause);
        }
    }

    /**
     * Wraps an HTTP client.
     *
     * @param factory creates the HTTP client, now and after its connections were closed
     * @param settings all its settings
     */
    PooledHttpClient(Supplier<SdkHttpClient> factory, AttributeMap settings) {
        SdkHttpClient first = factory.get();
        this.factory = factory;
        this.http = first;
        this.name = first.clientName();
        this.size = settings.get(SdkHttpConfigurationOption.MAX_CONNECTIONS);
        this.patience = settings.get(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new PooledRequest(current().prepareRequest(request));
    }

    @Override
    public String clientName() {
        return name;
    }

    private SdkHttpClient current() {
        SdkHttpClient open = http;
        return open == null ? reopen() : open;
    }

    private synchronized SdkHttpClient reopen() {
        SdkHttpClient open = http;
        if (open == null) {
            if (closed) {
                throw new IllegalStateException("dynastore's client is closed.");
            }
            open = factory.get();
            http = open;
        }
        return open;
    }

    /** Closes all connections. */
    void disconnect() {
        SdkHttpClient open;
        synchronized (this) {
            open = closed ? null : http;
            http = closed ? http : null;
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        SdkHttpClient open;
        synchronized (this) {
            closed = true;
            open = http;
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "PooledHttpClient[" + name + ", maxConnections=" + size + "]";
    }

    private final class PooledRequest implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;

        PooledRequest(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return request.call();
            } catch (IOException e) {
                throw isExhausted(e) ? new NoFreeConnectionException(message(), e) : e;
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }

    static boolean isExhausted(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (EXHAUSTED.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    private String message() {
        return "no connection to DynamoDB became free within " + patience.toMillis() + " ms: "
                + (size == 1 ? "the only connection" : "all " + size + " connections")
                + " in the pool of dynastore's client " + (size == 1 ? "is" : "are") + " in use. Raise '"
                + ClientProperties.MAX_CONNECTIONS + "', or send fewer requests at once.";
    }
}
