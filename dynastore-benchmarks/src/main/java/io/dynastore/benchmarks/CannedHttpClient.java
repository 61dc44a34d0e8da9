package io.dynastore.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client that reads what is sent and answers at once, with the headers that DynamoDB sends. Not thread-safe. */
final class CannedHttpClient implements SdkHttpClient {
    private final Map<String, Reply> replies;
    private final byte[] sent = new byte[64 * 1024];

    /** Creates a client from the bodies of the replies, by operation. */
    CannedHttpClient(Map<String, String> bodies) {
        replies = bodies.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        body -> "DynamoDB_20120810." + body.getKey(), body -> Reply.of(body.getValue())));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return execute(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse execute(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            body.readNBytes(sent, 0, sent.length);
        }
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        Reply reply = replies.get(target);
        if (reply == null) {
            throw new IOException("No reply is prepared for " + target);
        }
        return HttpExecuteResponse.builder()
                .response(reply.head())
                .responseBody(AbortableInputStream.create(reply.body().asInputStream()))
                .build();
    }

    @Override
    public String clientName() {
        return "Canned";
    }

    @Override
    public void close() {}

    private record Reply(SdkHttpResponse head, SdkBytes body) {
        static Reply of(String json) {
            SdkBytes body = SdkBytes.fromUtf8String(json);
            CRC32 crc = new CRC32();
            crc.update(body.asByteBuffer());
            SdkHttpResponse head = SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Server", "Server")
                    .putHeader("Date", "Sun, 22 Nov 2026 12:00:00 GMT")
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .putHeader(
                            "Content-Length",
                            Integer.toString(body.asByteBuffer().remaining()))
                    .putHeader("Connection", "keep-alive")
                    .putHeader("x-amzn-RequestId", "0F1J2K3L4M5N6O7P8Q9R0S1T2U3V4W5X6Y7Z8A9B0C1D2E3F4G5H")
                    .putHeader("x-amz-crc32", Long.toString(crc.getValue()))
                    .build();
            return new Reply(head, body);
        }
    }
}
