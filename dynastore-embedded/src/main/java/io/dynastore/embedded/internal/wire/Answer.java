package io.dynastore.embedded.internal.wire;

/** The answer to a request as the client sees it: the reply, a part of it, or a reset connection. */
public sealed interface Answer {
    /**
     * The whole reply arrives.
     *
     * @param reply the reply
     */
    record Whole(Reply reply) implements Answer {}

    /**
     * The head of the reply arrives, and a part of the body; then the connection is reset.
     *
     * @param reply the reply
     * @param bytes the number of bytes of the body that arrive
     */
    record Cut(Reply reply, int bytes) implements Answer {}

    /**
     * No byte of a reply arrives, and the connection is reset.
     *
     * @param reason the reason, for the exception of a client in the same process
     */
    record Reset(String reason) implements Answer {}
}
