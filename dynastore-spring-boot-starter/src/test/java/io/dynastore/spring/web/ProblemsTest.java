package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.BatchFailedException;
import io.dynastore.EntryTooLargeException;
import io.dynastore.IndexNotSupportedException;
import io.dynastore.InvalidCursorException;
import io.dynastore.InvalidKeyException;
import io.dynastore.KeyNotFoundException;
import io.dynastore.MalformedItemException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.StaleFenceException;
import io.dynastore.TableNotFoundException;
import io.dynastore.TransactionFailedException;
import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.StaticMessageSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class ProblemsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new KeyNotFoundException("T", "p", "k"), 404),
                Arguments.of(new CompletionException(new KeyNotFoundException("T", "p", "k")), 404),
                Arguments.of(new InvalidCursorException("T", "p"), 400),
                Arguments.of(new InvalidKeyException("The key is empty."), 400),
                Arguments.of(new StaleFenceException("T", "p", "k", 3, 4), 409),
                Arguments.of(new EntryTooLargeException("T", "p", "k"), 413),
                Arguments.of(new OutcomeUnknownException("T", "p", "k", throttled()), 500),
                Arguments.of(new TableNotFoundException("T"), 503),
                Arguments.of(new BatchFailedException("T", "p", 3, throttled()), 503),
                Arguments.of(new BatchFailedException("T", "p", 3, new IllegalStateException("down")), 500),
                Arguments.of(new MalformedItemException("T", "p", "k", "version", "is missing"), 500),
                Arguments.of(new IndexNotSupportedException("T", "p", "idx", "it is missing."), 500),
                Arguments.of(new PreconditionFailedException(new KeyNotFoundException("T", "p", "k")), 412),
                Arguments.of(transaction(Reason.EXISTS), 409),
                Arguments.of(transaction(Reason.NOT_FOUND), 409),
                Arguments.of(transaction(Reason.STALE_FENCE), 409),
                Arguments.of(transaction(Reason.BUSY), 409),
                Arguments.of(transaction(Reason.THROTTLED, Reason.MODIFIED), 409),
                Arguments.of(transaction(Reason.THROTTLED, Reason.BUSY), 503),
                Arguments.of(transaction(Reason.TOO_LARGE), 413),
                Arguments.of(transaction(Reason.OTHER), 500),
                Arguments.of(transaction(), 500));
    }

    private static TransactionFailedException transaction(Reason... reasons) {
        List<Failure> failures = Stream.of(reasons)
                .map(reason -> new Failure(0, "T", "p", "k", reason))
                .toList();
        return new TransactionFailedException("T", failures);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasAStatus(RuntimeException failure, int status) {
        DynaStoreProblem problem = of(failure);

        assertThat(problem.getStatusCode().value()).isEqualTo(status);
        assertThat(problem.getBody().getDetail()).isNotBlank().doesNotContain("'T'");
    }

    @Test
    void whatIsNotTheStoresIsNoProblem() {
        assertThat(Problems.of(new IllegalArgumentException("mine"), null)).isNull();
        assertThat(Problems.of(new IllegalStateException(new KeyNotFoundException("T", "p", "k")), null))
                .isNull();
        assertThat(Problems.of(throttled(), null)).isNull();
        assertThat(Problems.of(new CompletionException("no cause", null), null)).isNull();
    }

    @Test
    void aDetailIsThatOfTheApplicationsMessages() {
        StaticMessageSource messages = new StaticMessageSource();
        messages.addMessage(
                "problemDetail.io.dynastore.KeyNotFoundException", Locale.ENGLISH, "There is no ''{0}'' in {1}.");
        messages.addMessage(
                "problemDetail.io.dynastore.KeyNotFoundException.customers",
                Locale.ENGLISH,
                "There is no customer ''{0}''.");

        assertThat(of(new KeyNotFoundException("T", "orders", "o-1"))
                        .updateAndGetBody(messages, Locale.ENGLISH)
                        .getDetail())
                .isEqualTo("There is no 'o-1' in orders.");
        assertThat(of(new KeyNotFoundException("T", "customers", "ada"))
                        .updateAndGetBody(messages, Locale.ENGLISH)
                        .getDetail())
                .isEqualTo("There is no customer 'ada'.");
        assertThat(of(new InvalidCursorException("T", "customers"))
                        .updateAndGetBody(messages, Locale.ENGLISH)
                        .getDetail())
                .startsWith("The cursor does not belong to this list.");
    }

    private static RuntimeException throttled() {
        return ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .statusCode(400)
                .build();
    }

    private static DynaStoreProblem of(RuntimeException failure) {
        return Objects.requireNonNull(Problems.of(failure, null));
    }
}
