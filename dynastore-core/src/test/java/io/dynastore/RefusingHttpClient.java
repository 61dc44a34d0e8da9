package io.dynastore;

import java.io.IOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Refuses each request of one operation as DynamoDB does if there is nothing to change.
 *
 * @param http sends all other requests
 * @param operation the operation
 * @param message the message of the refusal
 * @param isMade whether the change is made nevertheless, as by another process
 */
record RefusingHttpClient(SdkHttpClient http, String operation, String message, boolean isMade)
        implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        return target.endsWith("." + operation) ? new Refused(prepared) : prepared;
    }

    @Override
    public void close() {
        http.close();
    }

    private final class Refused implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;

        Refused(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            if (isMade) {
                request.call().responseBody().ifPresent(AbortableInputStream::abort);
            }
            String body =
                    "{\"__type\": \"com.amazon.coral.validate#ValidationException\", \"message\": \"" + message + "\"}";
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(400).build())
                    .responseBody(AbortableInputStream.create(
                            SdkBytes.fromUtf8String(body).asInputStream()))
                    .build();
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
