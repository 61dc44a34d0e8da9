package io.dynastore.idempotency;

import io.dynastore.TestDynamoDb;
import io.dynastore.lease.SimulatedTime;
import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client whose first reply takes longer than an attempt lasts, in simulated time. */
final class SlowOnce implements SdkHttpClient {
    private final SdkHttpClient http = TestDynamoDb.http();
    private final SimulatedTime time;
    private boolean fast;

    SlowOnce(SimulatedTime time) {
        this.time = time;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = http.prepareRequest(request).call();
                if (!fast) {
                    fast = true;
                    time.pass(Caller.LEASE);
                }
                return response;
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
