package io.dynastore.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A reply that was read to its end, so that its request has been executed for certain. */
final class Reply {
    private final SdkHttpResponse response;
    private final byte[] body;

    private Reply(SdkHttpResponse response, byte[] body) {
        this.response = response;
        this.body = body;
    }

    static Reply read(HttpExecuteResponse executed) throws IOException {
        try (InputStream in =
                executed.responseBody().map(InputStream.class::cast).orElseGet(InputStream::nullInputStream)) {
            return new Reply(executed.httpResponse(), in.readAllBytes());
        }
    }

    /** A reply of our own making. */
    static Reply of(int status, String json) {
        return new Reply(
                SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("x-amzn-RequestId", "FAULT-KIT")
                        .build(),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same reply with another body; the checksum of the old one goes. */
    Reply withBody(byte[] changed) {
        return new Reply(
                response.toBuilder()
                        .removeHeader("x-amz-crc32")
                        .putHeader("Content-Length", Integer.toString(changed.length))
                        .build(),
                changed);
    }

    SdkHttpResponse response() {
        return response;
    }

    byte[] body() {
        return body;
    }

    HttpExecuteResponse toHttp() {
        AbortableInputStream content = AbortableInputStream.create(new ByteArrayInputStream(body));
        return HttpExecuteResponse.builder()
                .response(response)
                .responseBody(content)
                .build();
    }
}
