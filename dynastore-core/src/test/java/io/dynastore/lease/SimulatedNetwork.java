package io.dynastore.lease;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A network on which simulated time passes: before a request arrives and before its reply does, sometimes for very long.
 * Some requests arrive late, after their sender has given up, or twice.
 */
public final class SimulatedNetwork implements SdkHttpClient {
    private final SdkHttpClient http;
    private final SimulatedTime time;
    private final Random random;
    private final Duration longest;
    private final double trouble;

    /**
     * Creates a network.
     *
     * @param longest the longest time that a request or reply takes
     * @param trouble how often something goes wrong, at most 1
     */
    public SimulatedNetwork(SdkHttpClient http, SimulatedTime time, Random random, Duration longest, double trouble) {
        this.http = http;
        this.time = time;
        this.random = random;
        this.longest = longest;
        this.trouble = trouble;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                time.pass(delay());
                if (random.nextDouble() < trouble / 3) {
                    time.in(upTo(longest), () -> deliver(request));
                    throw new SocketException("Connection reset (simulated: request late)");
                }
                HttpExecuteResponse response = http.prepareRequest(request).call();
                if (random.nextDouble() < trouble / 3) {
                    time.in(upTo(longest), () -> deliver(request));
                }
                time.pass(delay());
                return response;
            }

            @Override
            public void abort() {}
        };
    }

    private void deliver(HttpExecuteRequest request) {
        try {
            HttpExecuteResponse response = http.prepareRequest(request).call();
            if (response.responseBody().isPresent()) {
                response.responseBody().get().close();
            }
        } catch (IOException e) {
            // The sender has given up.
        }
    }

    private Duration delay() {
        return random.nextDouble() < trouble / 6 ? upTo(longest) : upTo(Duration.ofMillis(20));
    }

    private Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String clientName() {
        return "Simulated";
    }
}
