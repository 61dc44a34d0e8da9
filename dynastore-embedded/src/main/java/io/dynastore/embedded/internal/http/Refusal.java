package io.dynastore.embedded.internal.http;

/**
 * The refusal of a request, which the server answers with an HTTP error before it closes the connection, since it cannot tell
 * where the next request begins. It is not an error of the server and has no stack trace.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates a refusal.
     *
     * @param status the HTTP status
     * @param message a text for a human reader
     */
    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Returns the refusal of a request that is not valid HTTP/1.1. */
    static Refusal malformed(String message) {
        return new Refusal(400, message);
    }

    /** {@return the HTTP status} */
    int status() {
        return status;
    }

    /** {@return the text for a human reader} */
    String text() {
        return String.valueOf(getMessage());
    }
}
