package io.dynastore;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose attempts of one request meet trouble while the test's thread makes them; all others are executed in
 * process. Used by one test at a time.
 */
final class TroubledHttp implements SdkHttpClient {
    private final SdkHttpClient http;
    private final SdkHttpClient others;
    private volatile @Nullable Plan plan;

    /** An attempt that a trouble can send, change or fail. */
    @FunctionalInterface
    interface Attempt {
        HttpExecuteResponse send() throws IOException;
    }

    /** What happens to the attempts of one operation on one thread. */
    static final class Plan {
        private final Thread thread = Thread.currentThread();
        private final MatrixOperation operation;
        private final Trouble trouble;
        private final MatrixCell.Mode mode;
        private final MatrixStore store;
        private final Runnable rival;
        private int troubled;
        private int passed;

        Plan(MatrixOperation operation, Trouble trouble, MatrixCell.Mode mode, MatrixStore store, Runnable rival) {
            this.operation = operation;
            this.trouble = trouble;
            this.mode = mode;
            this.store = store;
            this.rival = rival;
        }

        /** {@return the number of attempts that met the trouble} */
        int troubled() {
            return troubled;
        }

        /** {@return the number of attempts that were answered undisturbed} */
        int passed() {
            return passed;
        }

        private HttpExecuteResponse call(HttpExecuteRequest request, Attempt attempt) throws IOException {
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
            if (!target.endsWith("." + operation.request)) {
                return attempt.send();
            }
            if (troubled == 0 || mode == MatrixCell.Mode.EVERY) {
                troubled++;
                return trouble.meet(store, operation, request, attempt);
            }
            if (passed == 0 && mode == MatrixCell.Mode.RIVAL) {
                rival.run();
            }
            HttpExecuteResponse response = attempt.send();
            passed++;
            return response;
        }
    }

    TroubledHttp(SdkHttpClient http, SdkHttpClient others) {
        this.http = http;
        this.others = others;
    }

    void begin(Plan next) {
        plan = next;
    }

    void end() {
        plan = null;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Plan current = plan;
        if (current == null || Thread.currentThread() != current.thread) {
            return others.prepareRequest(request);
        }
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return current.call(request, prepared::call);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** Sends a request somewhere else. */
    HttpExecuteResponse redirect(HttpExecuteRequest request, URI endpoint) throws IOException {
        return redirect(http, request, endpoint);
    }

    /** Sends a request somewhere else, by another client. */
    static HttpExecuteResponse redirect(SdkHttpClient http, HttpExecuteRequest request, URI endpoint)
            throws IOException {
        HttpExecuteRequest redirected = HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .uri(endpoint)
                        .encodedPath("/")
                        .build())
                .contentStreamProvider(request.contentStreamProvider().orElseThrow())
                .build();
        return http.prepareRequest(redirected).call();
    }

    @Override
    public void close() {
        http.close();
        others.close();
    }

    @Override
    public String clientName() {
        return "Troubled";
    }
}
