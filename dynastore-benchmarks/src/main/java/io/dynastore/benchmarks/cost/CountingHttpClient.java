package io.dynastore.benchmarks.cost;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Counts each attempt, below the SDK's retries. */
final class CountingHttpClient implements SdkHttpClient {
    private final SdkHttpClient delegate;
    private final Meter meter;

    CountingHttpClient(SdkHttpClient delegate, Meter meter) {
        this.delegate = delegate;
        this.meter = meter;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String operation = operation(request);
        ExecutableHttpRequest prepared = delegate.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                meter.sent(operation);
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** DynamoDB is told the operation in a header, as in {@code DynamoDB_20120810.GetItem}. */
    private static String operation(HttpExecuteRequest request) {
        String target = request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElseThrow(() -> new IllegalArgumentException("Not a request to DynamoDB"));
        return target.substring(target.indexOf('.') + 1);
    }

    @Override
    public String clientName() {
        return delegate.clientName();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
