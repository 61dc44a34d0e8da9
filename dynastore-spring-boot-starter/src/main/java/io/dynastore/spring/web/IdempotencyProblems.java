package io.dynastore.spring.web;

import io.dynastore.DynaStoreException;
import io.dynastore.idempotency.KeyInProgressException;
import io.dynastore.idempotency.KeyOfOtherUseException;
import io.dynastore.idempotency.RequestMismatchException;
import io.dynastore.idempotency.ResultNotKeptException;
import io.dynastore.idempotency.ResultNotRecordedException;
import io.dynastore.spring.idempotency.Idempotent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The problems of requests that are repeated. Details name neither the key nor the request. */
final class IdempotencyProblems {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private IdempotencyProblems() {}

    /** Returns the problem that a failure is for a client; null if it is not about a key. */
    static @Nullable DynaStoreProblem of(DynaStoreException failure) {
        if (failure instanceof KeyInProgressException) {
            return problem(
                            HttpStatus.CONFLICT,
                            "A request with this key is being processed. Repeat the request later.",
                            failure)
                    .withType(DynaStoreProblem.type("idempotency-key-in-progress"), "Request In Progress")
                    .retryAfter(PAUSE);
        }
        if (failure instanceof RequestMismatchException || failure instanceof KeyOfOtherUseException) {
            return problem(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "The key was used for another request. Send a new key with each operation.",
                            failure)
                    .withType(DynaStoreProblem.type("idempotency-key-reused"), "Idempotency Key Reused");
        }
        if (failure instanceof ResultNotKeptException) {
            return problem(HttpStatus.GONE, "The operation is done, but its result was too large to be kept.", failure)
                    .withType(DynaStoreProblem.type("idempotency-result-not-kept"), "Result Not Kept");
        }
        return failure instanceof ResultNotRecordedException
                ? problem(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "It is unknown whether the result of the operation was recorded. Repeat the request"
                                        + " with the same key.",
                                failure)
                        .withType(DynaStoreProblem.type("outcome-unknown"), "Outcome Unknown")
                : null;
    }

    private static DynaStoreProblem problem(HttpStatus status, String detail, DynaStoreException failure) {
        return DynaStoreProblem.of(status, detail, failure, failure.getClass());
    }

    static DynaStoreProblem keyMissing() {
        return problem(
                        HttpStatus.BAD_REQUEST,
                        "Send a new " + IdempotencyKey.HEADER
                                + " with each operation, and the same one when you repeat the request.",
                        null,
                        "missing")
                .withType(DynaStoreProblem.type("idempotency-key-missing"), IdempotencyKey.HEADER + " Missing");
    }

    static DynaStoreProblem keyMalformed() {
        return problem(
                        HttpStatus.BAD_REQUEST,
                        IdempotencyKey.HEADER + " is not one string of 1 to " + IdempotencyKey.MAX_LENGTH
                                + " printable ASCII characters in quotation marks.",
                        null,
                        "malformed")
                .withType(DynaStoreProblem.type("idempotency-key-malformed"), IdempotencyKey.HEADER + " Malformed");
    }

    /** Returns the problem of a request whose sender is unknown: its key might be somebody else's. */
    static DynaStoreProblem principalMissing() {
        return problem(
                HttpStatus.FORBIDDEN,
                "This operation needs to know who sends the " + IdempotencyKey.HEADER + ".",
                null,
                "principal");
    }

    /** Returns the problem of a request whose key could not be looked up: nothing has been run. */
    static DynaStoreProblem unavailable(DynaStoreException failure) {
        return DynaStoreProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Nothing has been done. Repeat the request with the same " + IdempotencyKey.HEADER + ".",
                        failure,
                        Idempotent.class)
                .retryAfter(Duration.ofSeconds(1));
    }

    static DynaStoreProblem bodyTooLarge(long maxBodySize) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "The body of the request must not have more than " + maxBodySize + " bytes.",
                null,
                "tooLarge");
    }

    static DynaStoreProblem partsUnreadable(HttpStatus status, Throwable failure) {
        return problem(status, "The parts of the form cannot be read.", failure, "parts");
    }

    private static DynaStoreProblem problem(
            HttpStatus status, String detail, @Nullable Throwable failure, String code) {
        return DynaStoreProblem.ofTheRequest(status, detail, failure, Idempotent.class, code);
    }
}
