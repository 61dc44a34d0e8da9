package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Codec;
import io.dynastore.TestStore;
import io.dynastore.idempotency.IdempotencyListener.Call;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What one call after the other does. */
class IdempotencyTest {
    private static final Fingerprint REQUEST = Fingerprint.of("{\"amount\": 10}");

    private final TestStore test = new TestStore();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final Idempotency<String> payments =
            Idempotency.of(test.partition).listener(call -> outcomes.add(call.outcome()));

    private String charge(Attempt attempt) {
        return "receipt " + runs.incrementAndGet();
    }

    @Test
    void theActionIsRunOnceAndItsResultReturnedAgain() {
        assertThat(payments.run("p-1", REQUEST, this::charge)).isEqualTo("receipt 1");
        assertThat(payments.run("p-1", REQUEST, this::charge)).isEqualTo("receipt 1");
        assertThat(payments.run("p-2", REQUEST, this::charge)).isEqualTo("receipt 2");

        assertThat(outcomes).containsExactly(Outcome.EXECUTED, Outcome.REPLAYED, Outcome.EXECUTED);
    }

    @Test
    void aFailedRunCanBeRunAgainAtOnce() {
        assertThatThrownBy(() -> payments.run("p-1", REQUEST, attempt -> {
                    throw new IOException("declined");
                }))
                .isInstanceOf(IOException.class);
        assertThat(payments.find("p-1").orElseThrow().state()).isEqualTo(State.GIVEN_BACK);

        List<Attempt> attempts = new ArrayList<>();
        assertThat(payments.run("p-1", REQUEST, attempt -> {
                    attempts.add(attempt);
                    return charge(attempt);
                }))
                .isEqualTo("receipt 1");

        assertThat(attempts.get(0).number()).isEqualTo(2);
        assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.EXECUTED);
    }

    @Test
    void anExpiredRecordIsAFirstCall() {
        payments.run("p-1", REQUEST, this::charge);
        test.clock.advance(Duration.ofDays(1).plusSeconds(1));

        assertThat(payments.find("p-1")).isEmpty();
        assertThat(payments.run("p-1", Fingerprint.of("other"), attempt -> "number " + attempt.number()))
                .isEqualTo("number 1");
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefusedWithoutItsContent() {
        payments.run("p-1", Fingerprint.of("secret-1"), this::charge);

        assertThatThrownBy(() -> payments.run("p-1", Fingerprint.of("secret-2"), this::charge))
                .isInstanceOfSatisfying(RequestMismatchException.class, e -> {
                    assertThat(e.getMessage())
                            .contains("'p-1'", test.partition.name())
                            .doesNotContain("secret");
                    assertThat(e.key()).isEqualTo("p-1");
                });
        assertThat(runs).hasValue(1);
        assertThat(outcomes).containsExactly(Outcome.EXECUTED, Outcome.MISMATCH);
    }

    @Test
    void anotherRequestIsRefusedAlsoAfterARunThatFailed() {
        assertThatThrownBy(() -> payments.run("p-1", REQUEST, attempt -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(() -> payments.run("p-1", Fingerprint.of("other"), this::charge))
                .isInstanceOf(RequestMismatchException.class);
    }

    @Test
    void whileTheActionRunsOthersAreTold() {
        payments.run("p-1", REQUEST, attempt -> {
            assertThatThrownBy(() -> payments.run("p-1", REQUEST, this::charge))
                    .isInstanceOfSatisfying(KeyInProgressException.class, e -> {
                        assertThat(e.since())
                                .isEqualTo(TestStore.START.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
                        assertThat(e.until()).isEqualTo(e.since().plusSeconds(30));
                    });
            assertThat(payments.find("p-1").orElseThrow().state()).isEqualTo(State.RUNNING);
            return "done";
        });
        assertThat(outcomes).containsExactly(Outcome.RUNNING, Outcome.EXECUTED);
    }

    @Test
    void theKeyOfTheOtherMethodIsRefused() {
        payments.run("p-1", REQUEST, this::charge);
        payments.transact("p-2", REQUEST, tx -> "moved");

        assertThatThrownBy(() -> payments.transact("p-1", REQUEST, tx -> "moved"))
                .isInstanceOfSatisfying(
                        KeyOfOtherUseException.class, e -> assertThat(e.use()).isEqualTo(Use.RUN));
        assertThatThrownBy(() -> payments.run("p-2", REQUEST, this::charge))
                .isInstanceOfSatisfying(
                        KeyOfOtherUseException.class, e -> assertThat(e.use()).isEqualTo(Use.TRANSACT));
    }

    @Test
    void aTransactionAndItsRecordAreMadeTogether() {
        var accounts = test.table.partition(test.partition.name() + "-accounts");

        for (int i = 0; i < 2; i++) {
            assertThat(payments.transact("p-1", REQUEST, tx -> {
                        tx.create(accounts, "a-1", "10");
                        return "moved " + runs.incrementAndGet();
                    }))
                    .isEqualTo("moved 1");
        }

        assertThat(accounts.get("a-1").value()).isEqualTo("10");
        assertThat(runs).hasValue(1);
        assertThat(outcomes).containsExactly(Outcome.EXECUTED, Outcome.REPLAYED);
    }

    @Test
    void aRefusedTransactionRecordsNothing() {
        var accounts = test.table.partition(test.partition.name() + "-accounts");
        accounts.create("a-1", "10");

        assertThatThrownBy(() -> payments.transact("p-1", REQUEST, tx -> {
                    tx.create(accounts, "a-1", "20");
                    return "moved";
                }))
                .isInstanceOf(io.dynastore.TransactionFailedException.class);
        assertThat(payments.find("p-1")).isEmpty();
        assertThat(payments.transact("p-1", REQUEST, tx -> "nothing to move")).isEqualTo("nothing to move");
    }

    @Test
    void operationsWithoutResults() {
        Idempotency<Void> mails = Idempotency.withoutResult(test.partition);
        for (int i = 0; i < 2; i++) {
            assertThat(mails.run("m-1", REQUEST, attempt -> {
                        runs.incrementAndGet();
                        return null;
                    }))
                    .isNull();
            assertThat(mails.transact("m-2", REQUEST, tx -> {
                        runs.incrementAndGet();
                        return null;
                    }))
                    .isNull();
        }
        assertThat(runs).hasValue(2);
        assertThat(mails.find("m-1").orElseThrow().resultKept()).isTrue();
    }

    /** An exception that is a result. */
    private static final class Declined extends Exception {
        private static final long serialVersionUID = 1L;

        Declined(String reason) {
            super(reason);
        }
    }

    @Test
    void aRecordedExceptionIsThrownAgain() {
        Idempotency<String> recording = payments.recording(Declined.class, Declined::getMessage, Declined::new);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> recording.run("p-1", REQUEST, attempt -> {
                        throw new Declined("no money " + runs.incrementAndGet());
                    }))
                    .isInstanceOf(Declined.class)
                    .hasMessage("no money 1");
        }
        assertThat(outcomes).containsExactly(Outcome.EXECUTED, Outcome.REPLAYED);
        assertThatThrownBy(() -> payments.recording(Declined.class, Declined::getMessage, text -> null)
                        .run("p-1", REQUEST, this::charge))
                .isInstanceOf(ResultNotKeptException.class);
        // Operations that do not know the type cannot throw it.
        assertThatThrownBy(() -> payments.run("p-1", REQUEST, this::charge)).isInstanceOf(ResultNotKeptException.class);
    }

    @Test
    void anActionWhoseResultCannotBeKeptIsNotRunAgain() {
        String large = "x".repeat(400 * 1024 - 100);
        assertThat(payments.run("too-large", REQUEST, attempt -> large)).isEqualTo(large);
        assertThat(payments.run("much-too-large", REQUEST, attempt -> large + large))
                .isEqualTo(large + large);
        assertThat(payments.run("no-unicode", REQUEST, attempt -> "\ud800")).isEqualTo("\ud800");

        for (String key : List.of("too-large", "much-too-large", "no-unicode")) {
            assertThatThrownBy(() -> payments.run(key, REQUEST, this::charge))
                    .isInstanceOf(ResultNotKeptException.class);
            assertThat(payments.find(key).orElseThrow())
                    .returns(State.COMPLETED, IdempotencyRecord::state)
                    .returns(false, IdempotencyRecord::resultKept);
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void whateverIsThrownByACodecTheActionIsNotRunAgain() {
        Codec<String> endless = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                throw new StackOverflowError();
            }

            @Override
            public String decode(AttributeValue payload) {
                return "";
            }
        };
        Idempotency<String> operations = Idempotency.of(test.partition.as(endless))
                .recording(IllegalStateException.class, e -> endless.encode("").s(), IllegalStateException::new);

        assertThat(operations.run("result", REQUEST, this::charge)).isEqualTo("receipt 1");
        assertThatThrownBy(() -> operations.run("exception", REQUEST, attempt -> {
                    throw new IllegalStateException(charge(attempt));
                }))
                .hasMessage("receipt 2");

        for (String key : List.of("result", "exception")) {
            assertThatThrownBy(() -> operations.run(key, REQUEST, this::charge))
                    .isInstanceOf(ResultNotKeptException.class);
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEntryThatIsNoRecordIsLeftAlone() {
        test.partition.create("p-1", "an entry");

        assertThatThrownBy(() -> payments.run("p-1", REQUEST, this::charge)).isInstanceOf(NotARecordException.class);
        assertThatThrownBy(() -> payments.transact("p-1", REQUEST, tx -> "")).isInstanceOf(NotARecordException.class);
        assertThatThrownBy(() -> payments.find("p-1")).isInstanceOf(NotARecordException.class);
        assertThat(test.partition.get("p-1").value()).isEqualTo("an entry");
    }

    @Test
    void anExpiredEntryThatIsNoRecordDoesNotExist() {
        test.partition.create("p-1", "an entry", with -> with.timeToLive(Duration.ofSeconds(1)));
        test.clock.advance(Duration.ofSeconds(3));

        assertThat(payments.find("p-1")).isEmpty();
        assertThat(payments.run("p-1", REQUEST, this::charge)).isEqualTo("receipt 1");
    }

    @Test
    void theViewTellsTheState() {
        List<Attempt> attempts = new ArrayList<>();
        payments.run("p-1", REQUEST, attempt -> {
            attempts.add(attempt);
            return charge(attempt);
        });

        IdempotencyRecord view = payments.find("p-1").orElseThrow();
        assertThat(view.attemptId()).isEqualTo(attempts.get(0).id());
        assertThat(view.attempts()).isEqualTo(1);
        assertThat(view.fingerprint()).isEqualTo(REQUEST.hex());
        assertThat(view.resultKept()).isTrue();
        assertThat(view.until()).isNull();
        assertThat(view.toString()).doesNotContain("receipt");
        assertThat(test.item("p-1").get("payload")).isEqualTo(AttributeValue.fromS("receipt 1"));
    }

    @Test
    void listenersThatThrowAreHarmless() {
        Idempotency<String> listened = payments.listener(call -> {
            throw new IllegalStateException();
        });
        assertThat(listened.run("p-1", REQUEST, this::charge)).isEqualTo("receipt 1");
        Call call = new Call(test.partition, "p-1", Use.RUN, Outcome.EXECUTED, Duration.ZERO);
        assertThat(call.use()).isEqualTo(Use.RUN);
    }
}
