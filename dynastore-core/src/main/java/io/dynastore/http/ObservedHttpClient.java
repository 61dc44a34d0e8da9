package io.dynastore.http;

import io.dynastore.internal.Transmission;
import io.dynastore.internal.Transmissions;
import java.io.IOException;
import java.util.Objects;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An HTTP client that notes, for the store, what became of each attempt of a write: whether a byte of its body was sent, and who
 * answered. The AWS SDK repeats attempts and hides what became of them. With these notes, the store knows for certain that a
 * request never left the process, and reports fewer {@linkplain io.dynastore.OutcomeUnknownException unknown outcomes}; without
 * them it judges by the exceptions of the SDK's own HTTP clients, and takes every other failure for one after the request was
 * sent. A store with {@linkplain io.dynastore.OperationHook hooks} counts the attempts of all requests by these notes; without
 * them, it lets the SDK collect metrics, for which each request is copied.
 *
 * <pre>{@code
 * DynamoDbClient client = DynamoDbClient.builder()
 *         .httpClientBuilder(ObservedHttpClient.of(Apache5HttpClient.builder()))
 *         .build();
 * }</pre>
 *
 * <p>The client that the Spring Boot starter creates has one already. Requests and answers are passed on unchanged; of an answer
 * with a status of 4xx, up to 16 KB are read early. Thread-safe if the wrapped HTTP client is.
 */
public final class ObservedHttpClient implements SdkHttpClient {
    private final SdkHttpClient http;

    private ObservedHttpClient(SdkHttpClient http) {
        this.http = Objects.requireNonNull(http, "http");
    }

    /**
     * Wraps an HTTP client, for {@code DynamoDbClientBuilder.httpClient}.
     *
     * @param http the HTTP client; closing the result closes it
     * @return the wrapped HTTP client
     */
    public static SdkHttpClient of(SdkHttpClient http) {
        return http instanceof ObservedHttpClient ? http : new ObservedHttpClient(http);
    }

    /**
     * Wraps a builder of an HTTP client, for {@code DynamoDbClientBuilder.httpClientBuilder}, which applies DynamoDB's defaults,
     * and closes the HTTP client with its own.
     *
     * @param builder builds the HTTP client to wrap
     * @return a builder of the wrapped HTTP client
     */
    public static SdkHttpClient.Builder<?> of(SdkHttpClient.Builder<?> builder) {
        return new Builder(Objects.requireNonNull(builder, "builder"));
    }

    private record Builder(SdkHttpClient.Builder<?> wrapped) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return of(wrapped.buildWithDefaults(serviceDefaults));
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Transmission attempt = Transmissions.next(
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(""));
        return attempt == null
                ? http.prepareRequest(request)
                : new ObservedRequest(http.prepareRequest(ObservedBody.in(request, attempt)), attempt);
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return "ObservedHttpClient[" + http + "]";
    }

    private record ObservedRequest(ExecutableHttpRequest request, Transmission attempt)
            implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return observed(request.call());
            } catch (IOException | RuntimeException | Error e) {
                attempt.failed(e);
                // From now on, a client that sends on another thread is kept from doing so.
                attempt.isUnsent();
                throw e;
            }
        }

        @Override
        public void abort() {
            request.abort();
        }

        private HttpExecuteResponse observed(HttpExecuteResponse response) {
            SdkHttpResponse head = response.httpResponse();
            AbortableInputStream body = response.responseBody().orElse(null);
            if (head.statusCode() / 100 != 4 || body == null) {
                attempt.answered(head, null);
                return response;
            }
            ErrorBody error = ErrorBody.startOf(body);
            attempt.answered(head, error.type());
            return HttpExecuteResponse.builder()
                    .response(head)
                    .responseBody(AbortableInputStream.create(error, body))
                    .build();
        }
    }
}
