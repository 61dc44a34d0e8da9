package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.stream.StreamHead;
import io.dynastore.embedded.internal.stream.TableStream;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARNs of streams. */
final class StreamArns {
    static final int SHORTEST = 37;
    static final int LONGEST = 1024;

    private static final String STREAM = "/stream/";
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]*:dynamodb:[^:]*:[^:]*:table/([a-zA-Z0-9_.-]+)" + STREAM + "([^|/]+)");

    private StreamArns() {}

    static String of(StreamHead head) {
        return TableDescriptions.arn(head.table()) + STREAM + head.label();
    }

    /** Returns the name of the stream that an ARN names. */
    static String name(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw ApiError.validation("Invalid StreamArn: " + arn);
        }
        return StreamHead.name(parts.group(1), parts.group(2));
    }

    /** Returns the stream that an ARN names, as it is by the clock. */
    static TableStream find(Context context, String arn) {
        TableStream stream = context.streams()
                .find(name(arn))
                .orElseThrow(() -> new ApiError(
                        ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Stream: " + arn + " not found"));
        context.streams().maintain(stream);
        return stream;
    }
}
