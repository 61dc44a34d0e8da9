package io.dynastore.embedded.internal.wire;

/** One way into the database, with the faults that happen on it. Thread-safe. */
@FunctionalInterface
public interface Exchange {
    /**
     * Sends a request and waits for what the client sees of the reply.
     *
     * @param request the request
     * @return what the client sees
     * @throws InterruptedException if the waiting thread is interrupted; a request that was handed over is executed all the
     *     same
     */
    Answer send(Request request) throws InterruptedException;
}
