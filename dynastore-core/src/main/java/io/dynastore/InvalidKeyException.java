package io.dynastore;

/**
 * Thrown before anything is sent, if a key is empty, has more than 1,024 bytes in UTF-8, or is not valid Unicode. It is an
 * exception of its own because keys often come from outside, for instance from the path of a URL.
 */
public final class InvalidKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param message says what is wrong with the key
     */
    public InvalidKeyException(String message) {
        super(message);
    }
}
