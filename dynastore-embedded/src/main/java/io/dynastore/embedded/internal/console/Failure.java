package io.dynastore.embedded.internal.console;

/** The reason why a page cannot be shown, for the reader. It is not an error of the server and has no stack trace. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates a failure.
     *
     * @param status the HTTP status of the page that shows it
     * @param message a text for the reader
     */
    Failure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Returns the failure of an address that no page links to. */
    static Failure ofAddress(String problem) {
        return new Failure(400, problem + " Begin again with the list of tables.");
    }

    /** {@return the HTTP status} */
    int status() {
        return status;
    }

    /** {@return the text for the reader} */
    String text() {
        return String.valueOf(getMessage());
    }
}
