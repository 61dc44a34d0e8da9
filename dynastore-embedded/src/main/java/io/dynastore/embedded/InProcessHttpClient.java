package io.dynastore.embedded;

import io.dynastore.embedded.internal.wire.Exchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client whose requests do not leave the process. Thread-safe. */
final class InProcessHttpClient implements SdkHttpClient {
    private final Exchange database;
    private final Set<InProcessCall> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    InProcessHttpClient(Exchange database) {
        this.database = database;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new InProcessCall(request, database, this);
    }

    /** Notes that a call begins, before it reads its request. */
    void begin(InProcessCall call) {
        running.add(call);
        if (closed) {
            running.remove(call);
            throw new IllegalStateException("Connection pool shut down");
        }
    }

    void end(InProcessCall call) {
        running.remove(call);
    }

    /** Aborts running calls, as a pool of connections does that is closed. What was sent is executed. */
    @Override
    public void close() {
        closed = true;
        running.forEach(InProcessCall::abort);
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
