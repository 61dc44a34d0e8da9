package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.lease.SimulatedProcess;
import io.dynastore.lease.SimulatedTime;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Which of many failures are warnings. */
class RetryLogTest {
    private final SimulatedTime time = new SimulatedTime();
    private final List<String> warnings = new ArrayList<>();
    private final RetryLog log = new RetryLog(new Warnings(), new SimulatedProcess(time));

    private final class Warnings implements Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, Throwable failure) {
            if (level == Level.WARNING) {
                warnings.add(message);
            }
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            throw new UnsupportedOperationException();
        }
    }

    private static Throwable error(String code) {
        return DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private void failEachMinute(int times, Throwable... failures) {
        for (int i = 0; i < times; i++) {
            Throwable failure = failures[i % failures.length];
            log.failed(() -> "failed", failure);
            time.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void aFailureIsWarnedOfOnceAnHour() {
        failEachMinute(180, new IllegalStateException());
        assertThat(warnings).hasSize(3);
    }

    @Test
    void eachKindOfFailureIsWarnedOfOnceAnHour() {
        failEachMinute(
                120,
                new IllegalStateException(),
                new IllegalArgumentException(),
                error("AccessDeniedException"),
                error("UnrecognizedClientException"));
        assertThat(warnings).hasSize(8);
    }

    @Test
    void afterASuccessTheNextFailureIsWarnedOf() {
        failEachMinute(2, new IllegalStateException());
        log.succeeded();
        failEachMinute(2, new IllegalStateException());
        assertThat(warnings).hasSize(2);
    }
}
