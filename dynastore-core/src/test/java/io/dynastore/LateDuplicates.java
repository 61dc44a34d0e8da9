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
    private final Runnable afterLoss;

    /** The requests that are still to arrive. Thread-safe. */
    static final class Late {
        private final Random random;
        private final SdkHttpClient database;
        private final double share;
        private final List<HttpExecuteRequest> requests = new ArrayList<>();

        /** Whether the last attempt was late: the next one often is, too, so that retries of the store meet late attempts. */
        private boolean lateBefore;

        Late(long seed, double share, SdkHttpClient database) {
            this.random = new Random(seed);
            this.share = share;
            this.database = database;
        }

        private synchronized boolean isLate(HttpExecuteRequest request) {
            if (!isWrite(request)) {
                return false;
            }
            lateBefore = random.nextDouble() < (lateBefore ? 3 * share : share);
            return lateBefore;
        }

        private synchronized void keep(HttpExecuteRequest request) {
            requests.add(request);
        }

        /** Delivers one of the late requests, or none. */
        void deliverSome() throws IOException {
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

    /**
     * Creates an HTTP client.
     *
     * @param afterLoss what happens after an attempt that failed, before the next one
     */
    LateDuplicates(SdkHttpClient http, Late late, Runnable afterLoss) {
        this.http = http;
        this.late = late;
        this.afterLoss = afterLoss;
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
                    afterLoss.run();
                    throw new SocketException("Connection reset");
                }
                try {
                    HttpExecuteResponse response = prepared.call();
                    if (response.httpResponse().statusCode() / 100 == 5) {
                        afterLoss.run();
                    }
                    return response;
                } catch (IOException e) {
                    afterLoss.run();
                    throw e;
                }
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
