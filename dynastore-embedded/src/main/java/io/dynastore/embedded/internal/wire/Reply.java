package io.dynastore.embedded.internal.wire;

import io.dynastore.embedded.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final int REQUEST_ID = 52;

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
        String message = String.valueOf(error.getMessage());
        if (!message.isEmpty()) {
            body.put(error.type().messageMember(), message);
        }
        body.putAll(error.details());
        return of(error.type().status(), Json.write(body));
    }

    /** Returns a reply that DynamoDB did not send: a text without a request id. */
    public static Reply ofIntermediary(int status, String text) {
        return new Reply(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns 52 characters, as AWS does. */
    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(REQUEST_ID);
        for (int at = 0; at < REQUEST_ID; at++) {
            id.append(Character.toUpperCase(Character.forDigit(random.nextInt(32), 32)));
        }
        return id.toString();
    }
}
