package javax.crac;

/** A snapshot that was not taken. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    CheckpointException(Exception cause) {
        super(cause);
    }
}
