package io.dynastore.priming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers requests as a DynamoDB that knows one item, the last one that was put; a query returns copies of it. It evaluates no conditions: the operations of
 * {@link Priming} succeed. Not thread-safe.
 */
final class CannedDynamoDb implements SdkHttpClient {
    /** The number of entries of the page that {@link Priming} lists. */
    static final int PAGE_SIZE = 100;

    private static final String ITEM = "\"Item\":";
    private static final String KEY = "\"Key\":";

    /** The most characters of a page, for samples that are large. */
    private static final int PAGE_CHARACTERS = 100_000;

    private String item = "{}";
    private String key = "{}";

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        byte[] body =
                answer(target.substring(target.indexOf('.') + 1), body(request)).getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("x-amz-crc32", Long.toString(checksum.getValue()))
                .build();
        return HttpExecuteResponse.builder()
                .response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String answer(String operation, String request) {
        return switch (operation) {
            case "PutItem" -> {
                item = objectAfter(request, ITEM);
                yield "{}";
            }
            case "GetItem" -> {
                key = objectAfter(request, KEY);
                yield "{" + ITEM + item + "}";
            }
            case "UpdateItem" ->
                "{\"Attributes\":" + (request.contains("\":leaseMillis\":") ? lease(request) : item) + "}";
            case "DeleteItem" -> "{\"Attributes\":" + item + "}";
            case "Query" -> page();
            // Without the item: the reply would have to name the table.
            case "BatchGetItem" -> "{\"Responses\":{},\"UnprocessedKeys\":{}}";
            default -> "{}";
        };
    }

    /** Returns a full page that is followed by another, so that code that loops has run often, unless the item is large. */
    private String page() {
        int count = Math.max(1, Math.min(PAGE_SIZE, PAGE_CHARACTERS / item.length()));
        return "{\"Items\":[" + String.join(",", Collections.nCopies(count, item)) + "],\"Count\":" + count
                + (count == PAGE_SIZE ? ",\"LastEvaluatedKey\":" + key : "") + "}";
    }

    /** Returns the lease that a request acquires or renews. */
    private static String lease(String request) {
        String name = objectAfter(request, KEY);
        return name.substring(0, name.length() - 1)
                + ",\"version\":{\"N\":\"1\"},\"owner\":" + objectAfter(request, "\":owner\":")
                + ",\"writeId\":" + objectAfter(request, "\":nonce\":")
                + ",\"leaseMillis\":" + objectAfter(request, "\":leaseMillis\":") + "}";
    }

    /** Returns the JSON object that follows a name in a text. Braces in strings do not count. */
    static String objectAfter(String json, String name) {
        int begin = json.indexOf(name) + name.length();
        int depth = 0;
        boolean quoted = false;
        for (int i = begin; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}' && --depth == 0) {
                return json.substring(begin, i + 1);
            }
        }
        throw new IllegalArgumentException("There is no object");
    }

    @Override
    public void close() {}

    @Override
    public String clientName() {
        return "Canned";
    }
}
