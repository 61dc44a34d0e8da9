package io.dynastore.embedded.internal.wire;

/** Executes requests. Thread-safe. */
@FunctionalInterface
public interface Handler {
    /**
     * Executes a request and waits for its reply.
     *
     * @param request the request
     * @return the reply, which may be an error
     * @throws InterruptedException if the waiting thread is interrupted; the request is executed nevertheless
     */
    Reply handle(Request request) throws InterruptedException;
}
