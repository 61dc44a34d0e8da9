package io.dynastore.embedded.internal.wire;

/** A way to the database, with the faults that requests and replies meet on it. Thread-safe. */
@FunctionalInterface
public interface Exchange {
    /**
     * Sends a request and waits for the answer that the client sees.
     *
     * @param request the request
     * @return the answer
     * @throws InterruptedException if the waiting thread is interrupted; a request that was handed over is still executed
     */
    Answer send(Request request) throws InterruptedException;
}
