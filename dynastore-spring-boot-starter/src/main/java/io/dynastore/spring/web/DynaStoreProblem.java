package io.dynastore.spring.web;

import io.dynastore.DynaStoreException;
import io.dynastore.Revision;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;

/**
 * A problem (RFC 9457) that is reported to a client. An application may have another detail in its messages. The code is
 * {@code problemDetail.} and the name of an exception's class, which may be followed by a dot and the name of the partition;
 * the arguments are the key and the partition.
 */
final class DynaStoreProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private final String partition;

    private DynaStoreProblem(
            HttpStatus status, String detail, @Nullable Throwable cause, String code, String key, String partition) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), cause, code, new Object[] {key, partition});
        this.partition = partition;
    }

    /** Returns the problem that a failure is; its message code has the name of the given class. */
    static DynaStoreProblem of(HttpStatus status, String detail, Throwable failure, Class<?> code) {
        DynaStoreException store = failure instanceof DynaStoreException exception ? exception : null;
        return new DynaStoreProblem(
                status,
                detail,
                failure,
                ErrorResponse.getDefaultDetailMessageCode(code, null),
                store == null ? "" : Objects.requireNonNullElse(store.key(), ""),
                store == null ? "" : Objects.requireNonNullElse(store.partition(), ""));
    }

    /** Returns the problem of a request whose precondition is false for an entry. */
    static DynaStoreProblem preconditionFailed(
            String key, String partition, @Nullable Revision current, @Nullable Throwable failure) {
        DynaStoreProblem problem = new DynaStoreProblem(
                HttpStatus.PRECONDITION_FAILED,
                "'" + key + "' is not as you last saw it. Apply your change to its current state and send that state's"
                        + " ETag.",
                failure,
                ErrorResponse.getDefaultDetailMessageCode(PreconditionFailedException.class, null),
                key,
                partition);
        if (current != null) {
            problem.getHeaders().setETag(current.toString());
        }
        return problem;
    }

    static DynaStoreProblem preconditionRequired() {
        return ofTheRequest(
                HttpStatus.PRECONDITION_REQUIRED,
                "Send the ETag of the state that you have seen as If-Match, or * for any state.",
                "required");
    }

    static DynaStoreProblem revisionRequired() {
        return ofTheRequest(
                HttpStatus.PRECONDITION_REQUIRED,
                "Send the ETag of the state that you have seen as If-Match.",
                "revisionRequired");
    }

    static DynaStoreProblem notOneTag() {
        return ofTheRequest(
                HttpStatus.BAD_REQUEST,
                "If-Match must be exactly one ETag here, because the parameter of the controller is a Revision. For *"
                        + " or several ETags, it would have to be a Precondition.",
                "notOneTag");
    }

    static DynaStoreProblem malformed(String field) {
        return ofTheRequest(HttpStatus.BAD_REQUEST, field + " is not a list of ETags.", "malformed");
    }

    /** Returns the problem of a request for an entry that a controller did not find. */
    static DynaStoreProblem notFound() {
        return ofTheRequest(HttpStatus.NOT_FOUND, "It does not exist.", "notFound");
    }

    private static DynaStoreProblem ofTheRequest(HttpStatus status, String detail, String code) {
        return ofTheRequest(status, detail, null, Precondition.class, code);
    }

    static DynaStoreProblem ofTheRequest(
            HttpStatus status, String detail, @Nullable Throwable failure, Class<?> about, String code) {
        return new DynaStoreProblem(
                status, detail, failure, ErrorResponse.getDefaultDetailMessageCode(about, code), "", "");
    }

    /** RFC 9457 recommends an absolute URI, and permits one that cannot be resolved. */
    static URI type(String name) {
        return URI.create("tag:dynastore.io,2026:" + name);
    }

    DynaStoreProblem withType(URI type, String title) {
        setType(type);
        setTitle(title);
        return this;
    }

    DynaStoreProblem retryAfter(Duration pause) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds()));
        return this;
    }

    @Override
    public ProblemDetail updateAndGetBody(@Nullable MessageSource messages, Locale locale) {
        ProblemDetail body = super.updateAndGetBody(messages, locale);
        if (messages != null && !partition.isEmpty()) {
            String detail = messages.getMessage(
                    getDetailMessageCode() + "." + partition, getDetailMessageArguments(), null, locale);
            if (detail != null) {
                body.setDetail(detail);
            }
        }
        return body;
    }
}
