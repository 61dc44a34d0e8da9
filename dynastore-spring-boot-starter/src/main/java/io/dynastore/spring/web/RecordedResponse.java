package io.dynastore.spring.web;

import io.dynastore.Codec;
import io.dynastore.CodecException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is kept of a response, to be sent again.
 *
 * @param status its status
 * @param headers the values of the headers that are kept, by their names
 * @param body its body, as it was sent
 */
record RecordedResponse(int status, Map<String, List<String>> headers, SdkBytes body) {
    /** Marks a response that was recorded, rather than made for this request. */
    static final String REPLAYED = "Idempotent-Replayed";

    /** Stores a response as a map, which people can read in a console. */
    static final Codec<RecordedResponse> CODEC = new Codec<>() {
        @Override
        public AttributeValue encode(RecordedResponse response) {
            Map<String, AttributeValue> headers = new LinkedHashMap<>();
            response.headers.forEach((name, values) -> headers.put(
                    name,
                    AttributeValue.fromL(
                            values.stream().map(AttributeValue::fromS).toList())));
            return AttributeValue.fromM(Map.of(
                    "status", AttributeValue.fromN(Integer.toString(response.status)),
                    "headers", AttributeValue.fromM(headers),
                    "body", AttributeValue.fromB(response.body)));
        }

        @Override
        public RecordedResponse decode(AttributeValue payload) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            member(payload, "headers")
                    .m()
                    .forEach((name, values) -> headers.put(
                            name, values.l().stream().map(AttributeValue::s).toList()));
            return new RecordedResponse(
                    Integer.parseInt(member(payload, "status").n()),
                    headers,
                    member(payload, "body").b());
        }

        private static AttributeValue member(AttributeValue payload, String name) {
            AttributeValue member = payload.m().get(name);
            if (member == null) {
                throw new CodecException("the recorded response has no " + name, null);
            }
            return member;
        }
    };

    /**
     * Records a response.
     *
     * @param response the response
     * @param names the names of the headers to keep
     */
    static RecordedResponse of(CapturedResponse response, Collection<String> names) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : names) {
            Collection<String> values = response.getHeaders(name);
            if (!values.isEmpty()) {
                headers.put(name, List.copyOf(values));
            }
        }
        return new RecordedResponse(response.getStatus(), headers, SdkBytes.fromByteArray(response.body()));
    }

    /** Sends the response again. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach((name, values) -> {
            response.setHeader(name, values.get(0));
            values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
        response.setHeader(REPLAYED, "true");
        byte[] content = body.asByteArrayUnsafe();
        if (content.length > 0) {
            response.setContentLengthLong(content.length);
            response.getOutputStream().write(content);
        }
    }

    /** Responses may be secret. */
    @Override
    public String toString() {
        return "RecordedResponse[" + status + ", " + body.asByteArrayUnsafe().length + " bytes]";
    }
}
