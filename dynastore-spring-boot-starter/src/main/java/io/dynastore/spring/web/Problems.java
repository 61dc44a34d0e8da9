package io.dynastore.spring.web;

import io.dynastore.BatchFailedException;
import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.EntryTooLargeException;
import io.dynastore.InvalidCursorException;
import io.dynastore.InvalidKeyException;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import io.dynastore.KeyNotFoundException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Revision;
import io.dynastore.StaleFenceException;
import io.dynastore.TableNotFoundException;
import io.dynastore.TransactionFailedException;
import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.Leases;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Translates failures of the store into problems for clients. Details name the key, and neither tables nor revisions. */
final class Problems {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String NOTHING_WRITTEN =
            "The change conflicts with a change that was made at the same time. Nothing was written.";

    /** Packages whose classes send the requests of dynastore. */
    private static final Set<String> CORE =
            Set.of(DynaStore.class.getPackageName(), Leases.class.getPackageName(), Idempotency.class.getPackageName());

    private final @Nullable Precondition precondition;

    private Problems(@Nullable Precondition precondition) {
        this.precondition = precondition;
    }

    /**
     * Returns the problem that a failure is for a client.
     *
     * @param failure the exception that a controller threw
     * @param precondition the precondition that the controller took as a parameter; null if it took none
     * @return the problem; null if the failure is not the store's
     */
    static @Nullable DynaStoreProblem of(Throwable failure, @Nullable Precondition precondition) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Problems problems = new Problems(precondition);
        if (cause instanceof DynaStoreProblem problem) {
            return problem;
        }
        if (cause instanceof DynaStoreException store) {
            return problems.of(store);
        }
        if (cause instanceof InvalidKeyException key) {
            return problem(HttpStatus.BAD_REQUEST, "A key has 1 to 1024 bytes of valid UTF-8.", key);
        }
        return cause instanceof SdkException sdk && isOfTheStore(sdk) ? unavailable(sdk) : null;
    }

    private DynaStoreProblem of(DynaStoreException failure) {
        DynaStoreProblem problem = conflict(failure);
        if (problem == null) {
            problem = invalid(failure);
        }
        if (problem == null) {
            problem = IdempotencyProblems.of(failure);
        }
        if (problem != null) {
            return problem;
        }
        if (failure instanceof OutcomeUnknownException) {
            return problem(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "It is unknown whether the change was made. GET before you repeat the request, and repeat"
                                    + " it only if the change was not made.",
                            failure)
                    .withType(DynaStoreProblem.type("outcome-unknown"), "Outcome Unknown");
        }
        if (failure instanceof TableNotFoundException) {
            return unavailable(failure);
        }
        if (failure instanceof BatchFailedException
                && failure.getCause() instanceof SdkServiceException service
                && service.isThrottlingException()) {
            return unavailable(service);
        }
        return failed(failure);
    }

    private @Nullable DynaStoreProblem conflict(DynaStoreException failure) {
        if (failure instanceof PreconditionFailedException failed) {
            return preconditionFailed(failed, current(failed.getCause()));
        }
        if (failure instanceof KeyModifiedException modified) {
            return conflict(
                    modified,
                    modified.expected(),
                    current(modified),
                    "'" + modified.key() + "' has been changed at the same time.");
        }
        if (failure instanceof KeyExistsException exists) {
            return conflict(exists, null, current(exists), "'" + exists.key() + "' already exists.");
        }
        if (failure instanceof TransactionFailedException transaction) {
            return transaction(transaction);
        }
        return failure instanceof StaleFenceException || failure instanceof LeaseLostException
                ? problem(HttpStatus.CONFLICT, NOTHING_WRITTEN, failure)
                : null;
    }

    private DynaStoreProblem conflict(
            DynaStoreException failure, @Nullable Revision expected, @Nullable Revision current, String detail) {
        boolean refused = precondition != null
                && precondition.refused(
                        text(failure.table()), text(failure.partition()), text(failure.key()), expected, current);
        return refused ? preconditionFailed(failure, current) : problem(HttpStatus.CONFLICT, detail, failure);
    }

    private DynaStoreProblem transaction(TransactionFailedException refusal) {
        for (Failure failure : refusal.failures()) {
            Revision current = revision(failure::current);
            boolean aboutTheState = failure.reason() == Reason.MODIFIED || failure.reason() == Reason.EXISTS;
            if (aboutTheState
                    && precondition != null
                    && precondition.refused(failure.table(), failure.partition(), failure.key(), null, current)) {
                return DynaStoreProblem.preconditionFailed(failure.key(), failure.partition(), current, refusal);
            }
        }
        if (has(refusal, Reason.EXISTS, Reason.MODIFIED, Reason.NOT_FOUND, Reason.STALE_FENCE)) {
            return problem(HttpStatus.CONFLICT, NOTHING_WRITTEN, refusal);
        }
        if (has(refusal, Reason.TOO_LARGE)) {
            return tooLarge(refusal);
        }
        if (has(refusal, Reason.THROTTLED)) {
            return unavailable(refusal).retryAfter(PAUSE);
        }
        return has(refusal, Reason.BUSY) ? problem(HttpStatus.CONFLICT, NOTHING_WRITTEN, refusal) : failed(refusal);
    }

    private static boolean has(TransactionFailedException refusal, Reason... reasons) {
        return refusal.failures().stream()
                .anyMatch(failure -> Stream.of(reasons).anyMatch(reason -> reason == failure.reason()));
    }

    private static @Nullable DynaStoreProblem invalid(DynaStoreException failure) {
        if (failure instanceof KeyNotFoundException) {
            return problem(HttpStatus.NOT_FOUND, "'" + failure.key() + "' does not exist.", failure);
        }
        if (failure instanceof InvalidCursorException) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "The cursor does not belong to this list. Pass a page's 'next', or start again without a cursor.",
                    failure);
        }
        return failure instanceof EntryTooLargeException ? tooLarge(failure) : null;
    }

    private static DynaStoreProblem tooLarge(DynaStoreException failure) {
        return DynaStoreProblem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "The data is too large to be stored.",
                failure,
                EntryTooLargeException.class);
    }

    private static DynaStoreProblem unavailable(Throwable failure) {
        DynaStoreProblem problem = DynaStoreProblem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The data cannot be reached at the moment. Try again later.",
                failure,
                SdkException.class);
        return isTransient(failure) ? problem.retryAfter(PAUSE) : problem;
    }

    /** Returns whether the same request may succeed later although nobody has changed anything. */
    private static boolean isTransient(Throwable failure) {
        if (failure instanceof SdkServiceException service) {
            return service.isThrottlingException() || service.statusCode() >= 500;
        }
        boolean isTimeout =
                failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException;
        for (Throwable cause = failure; cause != null && !isTimeout; cause = cause.getCause()) {
            isTimeout = cause instanceof IOException;
        }
        return isTimeout;
    }

    /**
     * An application may use the AWS SDK for other things, whose failures are its own. Reactor moves the stack trace of a failure
     * to an exception that it suppresses.
     */
    private static boolean isOfTheStore(SdkException failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .flatMap(thrown -> Stream.of(thrown.getStackTrace()))
                .anyMatch(frame -> CORE.contains(ClassUtils.getPackageName(frame.getClassName())));
    }

    private static DynaStoreProblem preconditionFailed(DynaStoreException failure, @Nullable Revision current) {
        return DynaStoreProblem.preconditionFailed(text(failure.key()), text(failure.partition()), current, failure);
    }

    private static DynaStoreProblem failed(DynaStoreException failure) {
        return DynaStoreProblem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The data cannot be read or written.",
                failure,
                DynaStoreException.class);
    }

    private static DynaStoreProblem problem(HttpStatus status, String detail, Throwable failure) {
        return DynaStoreProblem.of(status, detail, failure, failure.getClass());
    }

    private static @Nullable Revision current(@Nullable Throwable refusal) {
        return revision(() -> PreconditionFailedException.currentOf(refusal, Codec.attribute()));
    }

    /** Returns the revision of an entry; null if there is none, or another program wrote an item that is none. */
    private static @Nullable Revision revision(Supplier<@Nullable Entry<AttributeValue>> current) {
        try {
            Entry<AttributeValue> entry = current.get();
            return entry == null ? null : entry.revision();
        } catch (DynaStoreException malformed) {
            return null;
        }
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }
}
