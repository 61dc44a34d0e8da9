package javax.crac;

/** A process that was not restored. */
public final class RestoreException extends Exception {
    private static final long serialVersionUID = 1L;

    RestoreException(Exception cause) {
        super(cause);
    }
}
