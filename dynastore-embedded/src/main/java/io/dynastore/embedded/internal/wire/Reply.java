package io.dynastore.embedded.internal.wire;

import io.dynastore.embedded.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A reply as DynamoDB sends it, or as an intermediary does.
 *
 * @param status the HTTP status
 * @param headers its headers except {@code Content-Length}, which the transport adds
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record Reply(int status, Map<String, String> headers, byte[] body) {
    /** The content type of DynamoDB's protocol. */
    public static final String JSON = "application/x-amz-json-1.0";

    /** The header with the body's checksum. */
    public static final String CHECKSUM = "x-amz-crc32";

    /** Returns a reply of DynamoDB with a request id and a checksum. */
    public static Reply of(int status, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", JSON);
        headers.put("x-amzn-RequestId", requestId());
        headers.put(CHECKSUM, checksum(body));
        return new Reply(status, headers, body);
    }

    /** Returns the value of {@link #CHECKSUM} for a body. */
    public static String checksum(byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return Long.toString(checksum.getValue());
    }

    /** Returns DynamoDB's reply to a request that failed. */
    public static Reply of(ApiError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__type", error.type().qualifiedName());
        body.put("message", error.getMessage());
        body.putAll(error.details());
        return of(error.type().status(), Json.write(body));
    }

    /** Returns a reply that DynamoDB did not send: a text without a request id. */
    public static Reply ofIntermediary(int status, String text) {
        return new Reply(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }
}
