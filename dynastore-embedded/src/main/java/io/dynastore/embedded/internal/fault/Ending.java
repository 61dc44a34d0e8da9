package io.dynastore.embedded.internal.fault;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of an attempt as the client sees it. Pure. */
public sealed interface Ending {
    /**
     * Returns what the client sees.
     *
     * @param request the request
     * @param executed the database's reply; null if the request was not executed
     */
    Answer answer(Request request, @Nullable Reply executed);

    /** {@return whether an error replaces the database's reply, so that the client cannot tell whether there was one} */
    default boolean isError() {
        return false;
    }

    /** The database's reply. */
    record AsExecuted() implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Whole(present(executed));
        }
    }

    /** A reset connection without a byte of a reply, for a reason that an exception may name. */
    record Reset(String reason) implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Reset(reason);
        }
    }

    /** An error of DynamoDB. */
    record Failed(ErrorReply error) implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Whole(error.to(request));
        }

        @Override
        public boolean isError() {
            return true;
        }
    }

    /** A reply from an intermediary between the client and DynamoDB. */
    record Foreign(int status, String contentType, String body) implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Whole(
                    new Reply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public boolean isError() {
            return true;
        }
    }

    /** The head of the database's reply, and some bytes of its body. */
    record Cut(int bytes) implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            Reply reply = present(executed);
            // With its last byte the reply would be complete.
            return new Answer.Cut(reply, Math.max(0, Math.min(bytes, reply.body().length - 1)));
        }
    }

    /** The database's reply without its body and the body's checksum. */
    record Empty() implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Whole(withBody(present(executed), new byte[0]));
        }
    }

    /** The database's reply with an empty object as its body, and the object's checksum. */
    record EmptyObject() implements Ending {
        private static final byte[] BODY = {'{', '}'};

        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            Reply reply = present(executed);
            return new Answer.Whole(
                    withHeader(new Reply(reply.status(), reply.headers(), BODY), Reply.CHECKSUM, Reply.checksum(BODY)));
        }
    }

    /** The database's reply with another content type. */
    record OtherType(String contentType) implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            return new Answer.Whole(withHeader(present(executed), "Content-Type", contentType));
        }
    }

    /** The database's reply with the checksum of another body. */
    record WrongChecksum() implements Ending {
        @Override
        public Answer answer(Request request, @Nullable Reply executed) {
            Reply reply = present(executed);
            long checksum = Long.parseLong(Reply.checksum(reply.body()));
            return new Answer.Whole(withHeader(reply, Reply.CHECKSUM, Long.toString(checksum ^ 0xffff_ffffL)));
        }
    }

    /** Returns the reply with another body, and without the checksum of the old one. */
    static Reply withBody(Reply reply, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.remove(Reply.CHECKSUM);
        return new Reply(reply.status(), headers, body);
    }

    private static Reply withHeader(Reply reply, String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(name, value);
        return new Reply(reply.status(), headers, reply.body());
    }

    private static Reply present(@Nullable Reply executed) {
        return Objects.requireNonNull(executed, "A fault without an execution has no reply of the database's.");
    }
}
