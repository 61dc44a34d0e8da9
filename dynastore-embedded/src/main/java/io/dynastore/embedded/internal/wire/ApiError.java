package io.dynastore.embedded.internal.wire;

import java.util.Map;

/** An error with which DynamoDB answers a request. It is thrown where the error is found, and has no stack trace. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final transient Map<String, Object> details;

    /**
     * Creates an error with members besides its type and message.
     *
     * @param type the type
     * @param message the message
     * @param details the other members of the reply, as a JSON tree
     */
    public ApiError(ErrorType type, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.type = type;
        this.details = details;
    }

    /** Creates an error of a type and a message. */
    public ApiError(ErrorType type, String message) {
        this(type, message, Map.of());
    }

    /** Returns a {@code ValidationException}. */
    public static ApiError validation(String message) {
        return new ApiError(ErrorType.VALIDATION, message);
    }

    /** Returns a {@code SerializationException}. */
    public static ApiError serialization(String message) {
        return new ApiError(ErrorType.SERIALIZATION, message);
    }

    /** {@return the type} */
    public ErrorType type() {
        return type;
    }

    /** {@return the other members of the reply, as a JSON tree} */
    public Map<String, Object> details() {
        return details;
    }
}
