package io.dynastore.testkit.net;

/** What a {@link FaultyProxy} does with one request. */
public enum Harm {
    /** Forwards the request and its reply. */
    NONE(true),
    /** Resets the connection before a byte of the request is read. */
    RESET_UNREAD(false),
    /** Reads the request and resets the connection. */
    RESET_BEFORE(false),
    /** Reads the request and closes the connection. */
    CLOSE_BEFORE(false),
    /** Reads the request and answers itself, with a status of 200 and nothing else; then it closes the connection. */
    BARE_200(false),
    /** Reads the request and sends nothing until it is released; then it closes the connection. */
    SILENCE_BEFORE(false),
    /** Forwards the request and resets the connection instead of replying. */
    RESET_AFTER(true),
    /** Forwards the request and closes the connection instead of replying. */
    CLOSE_AFTER(true),
    /** Forwards the request and sends nothing until it is released; then it closes the connection. */
    SILENCE_AFTER(true),
    /** Forwards the request, sends half of the reply's head, and closes the connection. */
    HALF_HEAD(true),
    /** Forwards the request, sends the reply's head and half of its body, and closes the connection. */
    HALF_BODY(true),
    /** Forwards the request, sends the reply's head and half of its body, and resets the connection. */
    HALF_BODY_RESET(true);

    private final boolean forwards;

    Harm(boolean forwards) {
        this.forwards = forwards;
    }

    /** {@return whether the server receives the request} */
    public boolean forwards() {
        return forwards;
    }
}
