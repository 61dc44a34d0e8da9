package io.dynastore.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client that reads what is sent and answers at once, with the headers that DynamoDB sends. Not thread-safe. */
final class CannedHttpClient implements SdkHttpClient {
    private final Map<String, Reply> replies;
    private final byte[] sent = new byte[64 * 1024];

    /** Creates a client whose replies are about the {@link Sample}, or a page of such entries. */
    CannedHttpClient(int pageSize) {
        String last = "{\"id\":{\"S\":\"%s\"},\"name\":{\"S\":\"%s\"}}".formatted(Place.PARTITION, key(pageSize - 1));
        String items = IntStream.range(0, pageSize)
                .mapToObj(number -> item(key(number), 7))
                .collect(Collectors.joining(","));
        replies = Map.of(
                "DynamoDB_20120810.GetItem",
                Reply.of("{\"Item\":%s}".formatted(item(Sample.KEY, 7))),
                "DynamoDB_20120810.UpdateItem",
                Reply.of("{\"Attributes\":%s}".formatted(item(Sample.KEY, 8))),
                "DynamoDB_20120810.PutItem",
                Reply.of("{}"),
                "DynamoDB_20120810.TransactWriteItems",
                Reply.of("{}"),
                "DynamoDB_20120810.Query",
                Reply.of("{\"Count\":%1$d,\"Items\":[%2$s],\"LastEvaluatedKey\":%3$s,\"ScannedCount\":%1$d}"
                        .formatted(pageSize, items, last)));
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

    private static String key(int number) {
        return "c-%06d".formatted(number);
    }

    /** Returns an item that expires in a time to come, so that the entry is live. */
    private static String item(String key, long version) {
        return """
            {"writeId":{"B":"Pe8DWIgtE8AHY/8cRt8MBW+mNgKzUSH4"},"expires":{"N":"4102444800"},"id":{"S":"%s"},\
            "payload":{"S":%s},"version":{"N":"%d"},"name":{"S":"%s"}}\
            """.formatted(Place.PARTITION, JsonMapper.shared().writeValueAsString(Sample.VALUE), version, key);
    }

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
