package io.dynastore.embedded.internal.http;

/**
 * A request that the server answers by itself with an HTTP error, after which it closes the connection: what follows on it may
 * not be what the client meant. It is no error of the server and has no stack trace.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates a refusal.
     *
     * @param status the HTTP status
     * @param message a text for the person who reads the reply
     */
    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Returns a refusal of what is not HTTP/1.1. */
    static Refusal malformed(String message) {
        return new Refusal(400, message);
    }

    /** {@return the HTTP status} */
    int status() {
        return status;
    }

    /** {@return the text for the person who reads the reply} */
    String text() {
        return String.valueOf(getMessage());
    }
}
