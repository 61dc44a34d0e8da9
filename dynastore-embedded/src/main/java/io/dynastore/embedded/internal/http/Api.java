package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the operation that an HTTP request names, and answers a request without one. Thread-safe. */
final class Api {
    private static final String TABLES = "DynamoDB_20120810.";
    private static final String STREAMS = "DynamoDBStreams_20120810.";
    private static final Set<String> OF_STREAMS =
            Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String PLAIN_JSON = "application/json";
    private static final Set<String> CONTENT_TYPES = Set.of(Reply.JSON, PLAIN_JSON);

    private final Exchange exchange;
    private final Console console;

    Api(Exchange exchange, Console console) {
        this.exchange = exchange;
        this.console = console;
    }

    /**
     * Answers a request.
     *
     * @param head its head
     * @param body its body
     * @param local whether it comes from this machine
     */
    Answer answer(Head head, byte[] body, boolean local) throws InterruptedException {
        if (local && Viewer.asks(head)) {
            return new Answer.Whole(page(head.query()));
        }
        if (head.method().equals("GET")) {
            // Health checks of containers expect the status 400 from a DynamoDB for tests.
            return new Answer.Whole(
                    Reply.ofIntermediary(400, "This is the API of DynamoDB, which is called by POST.\n"));
        }
        if (!head.method().equals("POST") || !head.path().equals("/") || (body.length > 0 && !isJson(head))) {
            return new Answer.Whole(unknownOperation());
        }
        String target = head.fields().first("x-amz-target");
        if (target == null || !isOffered(target)) {
            return refusal(head, body, new ApiError(ErrorType.UNKNOWN_OPERATION, ""));
        }
        ApiError unsigned = Authentication.check(head);
        return unsigned == null
                ? inTypeOf(head, send(new Request(operation(target), body)))
                : refusal(head, body, unsigned);
    }

    /** Returns a refusal, or another one if the body is not JSON: AWS reads it before anything else. */
    private static Answer refusal(Head head, byte[] body, ApiError error) {
        boolean readable = body.length == 0 || Json.isValid(body);
        return inTypeOf(head, new Answer.Whole(Reply.of(readable ? error : ApiError.serialization(""))));
    }

    /** Returns an answer whose content type is the one of the request, which may declare JSON in two ways. */
    private static Answer inTypeOf(Head head, Answer answer) {
        if (Reply.JSON.equals(contentType(head))
                || !(answer instanceof Answer.Whole whole)
                || !Reply.JSON.equals(whole.reply().headers().get(CONTENT_TYPE))) {
            return answer;
        }
        Reply reply = whole.reply();
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(CONTENT_TYPE, PLAIN_JSON);
        return new Answer.Whole(new Reply(reply.status(), headers, reply.body()));
    }

    private static String contentType(Head head) {
        String type = head.fields().first("content-type");
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a target names a service of DynamoDB, and not an operation of the other one. */
    private static boolean isOffered(String target) {
        boolean ofStreams = target.startsWith(STREAMS);
        return (ofStreams || target.startsWith(TABLES)) && ofStreams == OF_STREAMS.contains(operation(target));
    }

    private static String operation(String target) {
        return target.substring(target.indexOf('.') + 1);
    }

    private Reply page(String query) throws InterruptedException {
        try {
            return console.answer(query);
        } catch (RuntimeException e) {
            logger().log(System.Logger.Level.ERROR, "The embedded DynamoDB failed to show a page", e);
            return Reply.ofIntermediary(500, "The embedded DynamoDB failed; its log has the reason.\n");
        }
    }

    private Answer send(Request request) throws InterruptedException {
        try {
            return exchange.send(request);
        } catch (RuntimeException e) {
            logger().log(
                            System.Logger.Level.ERROR,
                            "The embedded DynamoDB failed to execute " + request.operation(),
                            e);
            return error(ErrorType.INTERNAL_SERVER_ERROR, "The embedded DynamoDB failed; its log has the reason.");
        }
    }

    /** Returns the logger, which is created when it is needed, since that delays the first answer. */
    private static System.Logger logger() {
        return System.getLogger(Api.class.getName());
    }

    private static boolean isJson(Head head) {
        return CONTENT_TYPES.contains(contentType(head));
    }

    /** Returns DynamoDB's reply to a request of another protocol, which is not JSON. */
    private static Reply unknownOperation() {
        byte[] body = "<UnknownOperationException/>\n".getBytes(StandardCharsets.US_ASCII);
        Reply reply = Reply.of(404, body);
        reply.headers().remove(CONTENT_TYPE);
        return reply;
    }

    private static Answer error(ErrorType type, String message) {
        return new Answer.Whole(Reply.of(new ApiError(type, message)));
    }
}
