package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Exchange;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client whose requests do not leave the process. Thread-safe. */
final class InProcessHttpClient implements SdkHttpClient {
    private final Exchange database;
    private volatile boolean closed;

    InProcessHttpClient(Exchange database) {
        this.database = database;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new InProcessCall(request, sent -> {
            if (closed) {
                throw new IllegalStateException("Connection pool shut down");
            }
            return database.send(sent);
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String clientName() {
        return "InProcess";
    }

    /** Creates the HTTP client of one SDK client, which closes it. */
    record Builder(Exchange database) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new InProcessHttpClient(database);
        }
    }
}
