package io.dynastore.embedded;

import io.dynastore.embedded.internal.fault.Ending;
import io.dynastore.embedded.internal.fault.ErrorReply;
import io.dynastore.embedded.internal.fault.Execution;
import io.dynastore.embedded.internal.fault.KnownErrors;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.time.Duration;
import java.util.Objects;

/**
 * A fault that one attempt of a request meets; each retry is an attempt. Immutable; two faults are equal if they have the same
 * effect.
 *
 * <p>Each method says whether the request is executed and what the client sees. An {@linkplain #error error} replaces the
 * execution, or follows it if it is {@link #afterExecution()}.
 *
 * @see Faults
 */
public final class Fault {
    private static final Fault PASS = new Fault("pass()", Execution.ONCE, new Ending.AsExecuted());

    private final String text;
    private final Execution execution;
    private final Ending ending;
    private final Duration before;
    private final Duration after;

    private Fault(String text, Execution execution, Ending ending, Duration before, Duration after) {
        this.text = text;
        this.execution = execution;
        this.ending = ending;
        this.before = before;
        this.after = after;
    }

    private Fault(String text, Execution execution, Ending ending) {
        this(text, execution, ending, Duration.ZERO, Duration.ZERO);
    }

    private static Ending reset(String reason) {
        return new Ending.Reset("fault: " + reason);
    }

    private static Fault error(String text, ErrorReply error) {
        return new Fault(text, Execution.NONE, new Ending.Failed(error));
    }

    /** {@return no fault: the request is executed, and the reply arrives} */
    public static Fault pass() {
        return PASS;
    }

    /** {@return a lost reply: the request is executed, and the client sees the connection reset} */
    public static Fault loseReply() {
        return new Fault("loseReply()", Execution.ONCE, reset("reply lost"));
    }

    /** {@return a lost request: it is not executed, and the client sees the connection reset} */
    public static Fault drop() {
        return new Fault("drop()", Execution.NONE, reset("request dropped"));
    }

    /** {@return a request that is executed twice in a row; the second reply arrives} */
    public static Fault duplicate() {
        return new Fault("duplicate()", Execution.TWICE, new Ending.AsExecuted());
    }

    /**
     * Returns a delay of the request, which is executed when it arrives.
     *
     * @param duration the time that the request takes to arrive
     * @return the fault
     * @throws IllegalArgumentException if the duration is negative
     * @see Faults#hold
     */
    public static Fault delay(Duration duration) {
        return delayed("delay(" + duration + ")", checked(duration), Duration.ZERO);
    }

    /**
     * Returns a delay of the reply; the request is executed at once.
     *
     * @param duration the time that the reply takes to arrive
     * @return the fault
     * @throws IllegalArgumentException if the duration is negative
     * @see Faults#holdReply
     */
    public static Fault delayReply(Duration duration) {
        return delayed("delayReply(" + duration + ")", Duration.ZERO, checked(duration));
    }

    private static Fault delayed(String text, Duration before, Duration after) {
        return new Fault(text, Execution.ONCE, new Ending.AsExecuted(), before, after);
    }

    /**
     * Late requests are created by {@link Faults#late} only, which returns the handle that delivers them.
     *
     * @param seen what the client sees meanwhile
     * @throws IllegalArgumentException if it comes of an execution
     */
    static Fault late(Fault seen) {
        if (seen.execution != Execution.NONE) {
            throw new IllegalArgumentException(
                    "Invalid fault " + seen
                            + " for a late request: it is executed at once. Choose drop(), or an error without afterExecution().");
        }
        return new Fault("late(" + seen + ")", Execution.LATE, seen.ending);
    }

    /** {@return a reply that arrives without its body and checksum; the request is executed} */
    public static Fault emptyBody() {
        return new Fault("emptyBody()", Execution.ONCE, new Ending.Empty());
    }

    /**
     * Returns a reply that is cut off: its head and a part of its body arrive, then the connection is reset. The request is
     * executed.
     *
     * @param bytes the largest number of bytes of the body that arrive; the last byte never does
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault cutBody(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("Invalid number of bytes " + bytes + ": it must not be negative.");
        }
        return new Fault("cutBody(" + bytes + ")", Execution.ONCE, new Ending.Cut(bytes));
    }

    /**
     * Returns a reply whose body is an empty JSON object, with the object's checksum. It lacks what was asked for; if nothing
     * was, it is DynamoDB's own answer. The request is executed.
     *
     * @return the fault
     */
    public static Fault emptyObject() {
        return new Fault("emptyObject()", Execution.ONCE, new Ending.EmptyObject());
    }

    /**
     * Returns a reply with another content type; the request is executed.
     *
     * @param contentType the content type, such as {@code text/html}
     * @return the fault
     */
    public static Fault contentType(String contentType) {
        return new Fault("contentType(" + contentType + ")", Execution.ONCE, new Ending.OtherType(contentType));
    }

    /** {@return a reply whose {@code x-amz-crc32} is not its body's checksum; the request is executed} */
    public static Fault wrongChecksum() {
        return new Fault("wrongChecksum()", Execution.ONCE, new Ending.WrongChecksum());
    }

    /**
     * Returns a batch of which only a part is executed, at least one item; the other items are returned as unprocessed. A batch
     * of one item gets {@link #throughputExceeded()} instead, which is DynamoDB's answer when it cannot process any item. This
     * fault suits BatchGetItem and BatchWriteItem.
     *
     * @return the fault
     */
    public static Fault unprocessed() {
        return new Fault("unprocessed()", Execution.PART, new Ending.AsExecuted());
    }

    /**
     * Returns a reply in HTML from an intermediary, such as a gateway or a proxy; it has no request id. The request is not
     * executed.
     *
     * @param status the HTTP status, such as 502
     * @return the fault
     */
    public static Fault intermediary(int status) {
        return intermediary(
                status,
                "text/html; charset=utf-8",
                "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>\n");
    }

    /**
     * Returns a reply from an intermediary between the client and DynamoDB. The request is not executed.
     *
     * @param status the HTTP status
     * @param contentType the type of the body
     * @param body the body
     * @return the fault
     */
    public static Fault intermediary(int status, String contentType, String body) {
        return new Fault("intermediary(" + status + ")", Execution.NONE, new Ending.Foreign(status, contentType, body));
    }

    /** {@return a 500 {@code InternalServerError}} */
    public static Fault internalServerError() {
        return error("internalServerError()", KnownErrors.INTERNAL_SERVER_ERROR);
    }

    /** {@return a 503 {@code ServiceUnavailableException}} */
    public static Fault serviceUnavailable() {
        return error("serviceUnavailable()", KnownErrors.SERVICE_UNAVAILABLE);
    }

    /** {@return a {@code ThrottlingException}} */
    public static Fault throttling() {
        return error("throttling()", KnownErrors.THROTTLING);
    }

    /** {@return a {@code ProvisionedThroughputExceededException}} */
    public static Fault throughputExceeded() {
        return error("throughputExceeded()", KnownErrors.THROUGHPUT_EXCEEDED);
    }

    /** {@return a {@code RequestLimitExceeded}} */
    public static Fault requestLimitExceeded() {
        return error("requestLimitExceeded()", KnownErrors.REQUEST_LIMIT_EXCEEDED);
    }

    /**
     * Returns a conflict with another transaction: a {@code TransactionConflictException} for a single write, a {@code
     * TransactionCanceledException} for a transaction, with the reason {@code TransactionConflict} for its first action.
     *
     * @return the fault
     */
    public static Fault transactionConflict() {
        return error("transactionConflict()", new ErrorReply.Conflict());
    }

    /** {@return a {@code TransactionInProgressException}, for TransactWriteItems} */
    public static Fault transactionInProgress() {
        return error("transactionInProgress()", KnownErrors.TRANSACTION_IN_PROGRESS);
    }

    /**
     * Returns a {@code ReplicatedWriteConflictException}, for writes that are not transactions: an item is being modified in
     * another region. Only global tables with strong consistency know it.
     *
     * @return the fault
     */
    public static Fault replicatedWriteConflict() {
        return error("replicatedWriteConflict()", KnownErrors.REPLICATED_WRITE_CONFLICT);
    }

    /** {@return an {@code AccessDeniedException} that names the permission and the table, as AWS's does} */
    public static Fault accessDenied() {
        return error("accessDenied()", new ErrorReply.Denied());
    }

    /** {@return an {@code ExpiredTokenException}: the credentials are no longer valid} */
    public static Fault expiredCredentials() {
        return error("expiredCredentials()", KnownErrors.EXPIRED_CREDENTIALS);
    }

    /** {@return an {@code UnrecognizedClientException}: the credentials are unknown} */
    public static Fault unknownCredentials() {
        return error("unknownCredentials()", KnownErrors.UNKNOWN_CREDENTIALS);
    }

    /**
     * Returns an error of DynamoDB in its JSON format.
     *
     * @param status the HTTP status
     * @param type the type, such as {@code LimitExceededException}; with or without a namespace and {@code #}
     * @param message the message
     * @return the fault
     */
    public static Fault error(int status, String type, String message) {
        String qualifiedName = type.contains("#") ? type : ErrorType.qualified(type);
        return error("error(" + status + ", " + type + ")", new ErrorReply.Plain(status, qualifiedName, message));
    }

    /**
     * Returns this error in place of the reply to a request that is executed.
     *
     * @return the fault
     * @throws IllegalStateException if this is not an error
     */
    public Fault afterExecution() {
        if (!ending.isError()) {
            throw new IllegalStateException(
                    this + " is not an error. Choose an error, or loseReply() for a request that"
                            + " is executed without a reply.");
        }
        return execution == Execution.ONCE
                ? this
                : new Fault(text + ".afterExecution()", Execution.ONCE, ending, before, after);
    }

    private static Duration checked(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Invalid duration " + duration + ": it must not be negative.");
        }
        return duration;
    }

    /** {@return whether DynamoDB can give this answer to the operation, such as {@code UpdateItem}} */
    boolean suits(String operation) {
        if (execution == Execution.PART) {
            return operation.equals("BatchGetItem") || operation.equals("BatchWriteItem");
        }
        return !(ending instanceof Ending.Failed error) || error.error().suits(operation);
    }

    Execution execution() {
        return execution;
    }

    Ending ending() {
        return ending;
    }

    Duration before() {
        return before;
    }

    Duration after() {
        return after;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof Fault fault && isSame(fault));
    }

    private boolean isSame(Fault fault) {
        return execution == fault.execution
                && ending.equals(fault.ending)
                && before.equals(fault.before)
                && after.equals(fault.after);
    }

    @Override
    public int hashCode() {
        // Endings are records, whose methods are linked when they are first called; each request is counted by its
        // fault.
        return Objects.hash(execution, before, after);
    }

    /** {@return the call that creates this fault} */
    @Override
    public String toString() {
        return text;
    }
}
