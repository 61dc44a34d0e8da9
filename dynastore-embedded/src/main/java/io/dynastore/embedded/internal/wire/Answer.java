package io.dynastore.embedded.internal.wire;

/** What a client sees of the reply to its request. */
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
     * @param bytes how many bytes of the body arrive
     */
    record Cut(Reply reply, int bytes) implements Answer {}

    /**
     * No byte of a reply arrives, and the connection is reset.
     *
     * @param reason the reason, for the client's exception where the client is in the same process
     */
    record Reset(String reason) implements Answer {}
}
