package io.dynastore.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;

/** One attempt that its caller has given up, and that reaches DynamoDB only when {@link #deliver} is called. Thread-safe. */
public final class LateRequest {
    private final FaultyHttpClient client;
    private final AtomicReference<@Nullable HttpExecuteRequest> request = new AtomicReference<>();

    LateRequest(FaultyHttpClient client) {
        this.client = client;
    }

    void keep(HttpExecuteRequest given) {
        request.set(given);
    }

    /**
     * Sends the request, once.
     *
     * @return the HTTP status of the reply that nobody will see: 200 if it was executed, 400 if its condition failed
     */
    public int deliver() {
        HttpExecuteRequest kept = request.getAndSet(null);
        if (kept == null) {
            throw new IllegalStateException("There is no request to deliver: not attempted yet, or delivered before.");
        }
        try {
            return client.send(kept).response().statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
