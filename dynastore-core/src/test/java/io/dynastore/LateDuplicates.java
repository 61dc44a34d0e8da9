package io.dynastore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client some of whose writes seem to be lost, and arrive much later: before some other request of whichever client
 * shares the late ones. Thread-safe.
 */
final class LateDuplicates implements SdkHttpClient {
    private final SdkHttpClient http;
    private final Late late;

    /** The requests that are still to arrive. Thread-safe. */
    static final class Late {
        private final Random random;
        private final SdkHttpClient database;
        private final double share;
        private final List<HttpExecuteRequest> requests = new ArrayList<>();

        Late(long seed, double share, SdkHttpClient database) {
            this.random = new Random(seed);
            this.share = share;
            this.database = database;
        }

        private synchronized boolean isLate(HttpExecuteRequest request) {
            return isWrite(request) && random.nextDouble() < share;
        }

        private synchronized void keep(HttpExecuteRequest request) {
            requests.add(request);
        }

        /** Delivers one of the late requests, or none. */
        private void deliverSome() throws IOException {
            HttpExecuteRequest next;
            synchronized (this) {
                if (requests.isEmpty() || random.nextInt(4) > 0) {
                    return;
                }
                next = requests.remove(random.nextInt(requests.size()));
            }
            database.prepareRequest(next).call();
        }

        /** Delivers all that are still late. */
        void deliverAll() throws IOException {
            while (true) {
                HttpExecuteRequest next;
                synchronized (this) {
                    if (requests.isEmpty()) {
                        return;
                    }
                    next = requests.remove(0);
                }
                database.prepareRequest(next).call();
            }
        }
    }

    LateDuplicates(SdkHttpClient http, Late late) {
        this.http = http;
        this.late = late;
    }

    private static boolean isWrite(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        return !target.endsWith(".GetItem");
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                late.deliverSome();
                if (late.isLate(request)) {
                    late.keep(copy(request));
                    throw new SocketException("Connection reset");
                }
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** The body is read, as it is when it is sent. */
    private static HttpExecuteRequest copy(HttpExecuteRequest request) throws IOException {
        try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
            byte[] body = in.readAllBytes();
            return HttpExecuteRequest.builder()
                    .request(request.httpRequest())
                    .contentStreamProvider(() -> new ByteArrayInputStream(body))
                    .build();
        }
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String clientName() {
        return "LateDuplicates";
    }
}
