package io.dynastore.sample;

import io.dynastore.DynaStoreException;
import io.dynastore.EntryTooLargeException;
import io.dynastore.InvalidCursorException;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import io.dynastore.KeyNotFoundException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.TableNotFoundException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates exceptions of the store into problem details. */
@RestControllerAdvice
class CustomerProblems {
    private static final Logger log = LoggerFactory.getLogger(CustomerProblems.class);

    private final Partition<Customer> customers;

    CustomerProblems(Partition<Customer> customers) {
        this.customers = customers;
    }

    @ExceptionHandler
    ProblemDetail notFound(KeyNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "There is no customer '" + e.key() + "'.");
    }

    @ExceptionHandler
    ProblemDetail exists(KeyExistsException e) {
        return problem(HttpStatus.CONFLICT, "Customer '" + e.key() + "' already exists.");
    }

    @ExceptionHandler
    ErrorResponse modified(KeyModifiedException e) {
        return new StaleEditException(e.current(customers.codec()));
    }

    @ExceptionHandler(InvalidCursorException.class)
    ProblemDetail invalidCursor() {
        return problem(
                HttpStatus.BAD_REQUEST,
                "The cursor does not belong to this list. Pass a page's 'next' with the same order and direction, or"
                        + " start again without a cursor.");
    }

    @ExceptionHandler(EntryTooLargeException.class)
    ProblemDetail tooLarge() {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "The customer is too large to be stored.");
    }

    /** The store rejects an invalid key before it sends a request. */
    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail invalidId() {
        return problem(HttpStatus.BAD_REQUEST, "An id has 1 to 1024 bytes of valid UTF-8.");
    }

    /** Tomcat throws this for a query string such as {@code ?limit=%zz}. */
    @ExceptionHandler(InvalidParameterException.class)
    ProblemDetail invalidQuery() {
        return problem(HttpStatus.BAD_REQUEST, "The query string cannot be decoded.");
    }

    @ExceptionHandler({TableNotFoundException.class, SdkException.class})
    ProblemDetail unavailable(RuntimeException e) {
        log.error("The customers cannot be reached", e);
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "The customers cannot be reached at the moment. Try again later.");
    }

    @ExceptionHandler
    ProblemDetail unknown(OutcomeUnknownException e) {
        log.error("It is unknown whether a change was made", e);
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "It is unknown whether the change was made. Look at the customer, and try again if the change was not made.");
    }

    @ExceptionHandler
    ProblemDetail failed(DynaStoreException e) {
        log.error("A customer cannot be read or written", e);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The customer cannot be read or written.");
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
