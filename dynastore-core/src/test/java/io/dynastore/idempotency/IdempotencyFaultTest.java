package io.dynastore.idempotency;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.duplicate;
import static io.dynastore.embedded.Fault.emptyObject;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.LateRequest;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Replies are lost, requests arrive late, threads are interrupted and clients closed. */
class IdempotencyFaultTest {
    private static final String UPDATE = "UpdateItem";

    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Fault> RECOGNISED =
            List.of(loseReply(), internalServerError().afterExecution(), duplicate(), drop(), throughputExceeded());

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore test = new TestStore();
    private final Caller first = new Caller(time, test);
    private final Caller second = new Caller(time, test);
    private final List<Attempt> attempts = new ArrayList<>();

    private String note(Attempt attempt, String result) {
        attempts.add(attempt);
        return result;
    }

    @ParameterizedTest
    @FieldSource("RECOGNISED")
    void aClaimIsRecognisedWhateverHappenedToItsAttempts(Fault fault) {
        first.faults.next(UPDATE, fault, fault);

        assertThat(first.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "first")))
                .isEqualTo("first");

        assertThat(attempts).extracting(Attempt::number).containsExactly(1);
        assertThat(second.run("k", "second")).isEqualTo("first");
    }

    @ParameterizedTest
    @FieldSource("RECOGNISED")
    void aRecordedResultIsRecognisedWhateverHappenedToItsAttempts(Fault fault) {
        first.faults.next(UPDATE, pass(), fault, fault);

        assertThat(first.run("k", "first")).isEqualTo("first");

        assertThat(first.outcomes).containsExactly(Outcome.EXECUTED);
        assertThat(second.run("k", "second")).isEqualTo("first");
    }

    @Test
    void aClaimOfWhichNothingIsKnownRunsNothingAndIsUndone() {
        first.faults.next(UPDATE, loseReply(), loseReply(), loseReply());

        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "first")))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(attempts).isEmpty();
        assertThatThrownBy(() -> second.run("k", "second")).isInstanceOf(KeyInProgressException.class);

        time.advance(Duration.ZERO);
        assertThat(second.payments.find("k").orElseThrow().state()).isEqualTo(State.GIVEN_BACK);
        assertThat(second.run("k", "second")).isEqualTo("second");
    }

    @Test
    void aClaimWithAnUnknownOutcomeLooksFreeToItsOwnProcess() {
        first.faults.next(UPDATE, loseReply(), loseReply(), loseReply());
        assertThatThrownBy(() -> first.run("k", "first")).isInstanceOf(OutcomeUnknownException.class);

        // This is before the claim could be undone.
        assertThat(first.payments.run("k", Caller.REQUEST, attempt -> {
                    time.advance(Duration.ofSeconds(1));
                    assertThatThrownBy(() -> second.run("k", "second")).isInstanceOf(KeyInProgressException.class);
                    return "again";
                }))
                .isEqualTo("again");
    }

    @Test
    void aClaimWithoutTheItemIsUndoneAsWell() {
        first.faults.next(UPDATE, emptyObject(), emptyObject(), emptyObject());

        assertThatThrownBy(() -> first.run("k", "first")).isInstanceOf(OutcomeUnknownException.class);

        time.advance(Duration.ZERO);
        assertThat(second.run("k", "second")).isEqualTo("second");
    }

    @Test
    void aResultThatCannotBeRecordedIsSentAgainUntilTheDeadline() {
        for (int i = 0; i < 8; i++) {
            first.faults.next(UPDATE, i == 0 ? pass() : drop(), drop(), drop());
        }
        assertThat(first.run("k", "first")).isEqualTo("first");
        assertThat(second.run("k", "second")).isEqualTo("first");
        assertThat(first.faults.attempts(UPDATE)).isGreaterThan(20);
    }

    @Test
    void whereNoResultReachesDynamoDbBeforeTheDeadlineTheNextCallRunsTheActionAgainWithTheSameId() {
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.faults.always(UPDATE, drop());
                    return note(attempt, "first");
                }))
                .isInstanceOf(ResultNotRecordedException.class);
        assertThat(first.outcomes).containsExactly(Outcome.FAILED);
        assertThat(Duration.ofNanos(time.now())).isBetween(Caller.LEASE.minusSeconds(2), Caller.LEASE);

        time.advance(Caller.OVERDUE);
        assertThat(second.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "second")))
                .isEqualTo("second");
        assertThat(attempts)
                .extracting(Attempt::id)
                .containsOnly(attempts.get(0).id());
        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void aResultWhoseRecordIsRefusedForAnotherReasonIsSentAgain() {
        first.faults.next(UPDATE, pass(), accessDenied(), accessDenied());
        assertThat(first.run("k", "first")).isEqualTo("first");
        assertThat(second.run("k", "second")).isEqualTo("first");
    }

    @Test
    void aClaimThatIsRefusedForAnotherReasonRunsNothing() {
        first.faults.next(UPDATE, accessDenied());
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "first")))
                .isInstanceOf(DynamoDbException.class);
        assertThat(attempts).isEmpty();
        assertThat(second.run("k", "second")).isEqualTo("second");
    }

    @Test
    void renewalsThatFailAreRetried() {
        first.payments.run("k", Caller.REQUEST, attempt -> {
            first.faults.next(UPDATE, drop(), drop(), drop(), loseReply(), loseReply(), loseReply());
            time.advance(Caller.OVERDUE);
            assertThat(attempt.remaining()).isPositive();
            assertThatThrownBy(() -> second.run("k", "second")).isInstanceOf(KeyInProgressException.class);
            return "first";
        });
        assertThat(first.faults.unused()).isZero();
    }

    @Test
    void aKeyThatCouldNotBeGivenBackIsClaimedAgainAtOnceByItsOwnProcess() {
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.faults.next(UPDATE, drop(), drop(), drop());
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThatThrownBy(() -> second.run("k", "second")).isInstanceOf(KeyInProgressException.class);
        assertThat(first.run("k", "again")).isEqualTo("again");
    }

    @Test
    void aClaimThatArrivesAfterItsOperationIsDoneChangesNothing() {
        LateRequest late = first.faults.late(UPDATE, drop());
        assertThat(first.run("k", "first")).isEqualTo("first");
        var item = test.item("k");

        late.deliver();

        assertThat(test.item("k")).isEqualTo(item);
    }

    @Test
    void aResultThatArrivesAfterThatOfTheSuccessorChangesNothing() {
        LateRequest[] late = new LateRequest[1];
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    late[0] = first.faults.late(UPDATE, drop());
                    first.faults.always(UPDATE, drop());
                    return "first";
                }))
                .isInstanceOf(ResultNotRecordedException.class);
        time.advance(Caller.OVERDUE);
        assertThat(second.run("k", "second")).isEqualTo("second");
        var item = test.item("k");

        late[0].deliver();

        assertThat(test.item("k")).isEqualTo(item);
    }

    @Test
    void aKeyThatIsGivenBackLateIsStillThatOfTheSuccessor() {
        LateRequest[] late = new LateRequest[1];
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    late[0] = first.faults.late(UPDATE, drop());
                    first.faults.next(UPDATE, drop(), drop());
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        time.advance(Caller.OVERDUE);
        second.payments.run("k", Caller.REQUEST, attempt -> {
            late[0].deliver();
            assertThatThrownBy(() -> first.run("k", "first")).isInstanceOf(KeyInProgressException.class);
            return "second";
        });
    }

    @Test
    void anInterruptedActionThatReturnsIsRecorded() {
        assertThat(first.payments.run("k", Caller.REQUEST, attempt -> {
                    Thread.currentThread().interrupt();
                    return "first";
                }))
                .isEqualTo("first");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(time.now()).as("at once").isZero();
        assertThat(second.run("k", "second")).isEqualTo("first");
    }

    @Test
    void anInterruptedActionThatFailsGivesTheKeyBack() {
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    Thread.currentThread().interrupt();
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.run("k", "second")).isEqualTo("second");
    }

    @Test
    void anInterruptedThreadIsNotServed() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "first")))
                .isInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).isEmpty();
        assertThat(second.payments.find("k")).isEmpty();
    }

    @Test
    void aWaitThatIsInterruptedEnds() {
        first.payments.run("k", Caller.REQUEST, attempt -> {
            time.in(Duration.ofMillis(1), () -> Thread.currentThread().interrupt());
            assertThatThrownBy(() -> second.payments
                            .waiting(Duration.ofSeconds(30))
                            .run("k", Caller.REQUEST, other -> note(other, "second")))
                    .isInstanceOf(AbortedException.class);
            assertThat(Thread.interrupted()).isTrue();
            return "first";
        });
        assertThat(attempts).isEmpty();
    }

    @Test
    void anActionWhoseClientIsClosedMeanwhileIsNotSaidToBeRecorded() {
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.client.close();
                    return note(attempt, "first");
                }))
                .isInstanceOf(ResultNotRecordedException.class);
        time.advance(Caller.OVERDUE);
        assertThat(second.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "second")))
                .isEqualTo("second");
        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void aCallThatWaitsReadsLessAndLessOften() {
        first.payments.run("k", Caller.REQUEST, attempt -> {
            assertThatThrownBy(() ->
                            second.payments.waiting(Duration.ofSeconds(10)).run("k", Caller.REQUEST, other -> "second"))
                    .isInstanceOf(KeyInProgressException.class);
            return "first";
        });
        assertThat(Duration.ofNanos(time.now())).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        // Each pause is at most two seconds, and at least half of one that doubles from 100 ms.
        assertThat(second.faults.attempts("GetItem")).isBetween(7L, 20L);
    }

    @Test
    void aTransactionWhoseReplyIsLostIsMadeOnce() {
        first.faults.next("TransactWriteItems", loseReply(), loseReply());
        assertThat(first.payments.transact("k", Caller.REQUEST, tx -> "first")).isEqualTo("first");
        assertThat(second.payments.transact("k", Caller.REQUEST, tx -> "second"))
                .isEqualTo("first");
    }

    @Test
    void ofTwoTransactionsAtOnceTheSecondLearnsTheResultOfTheFirst() {
        assertThat(first.payments.transact("k", Caller.REQUEST, tx -> {
                    second.payments.transact("k", Caller.REQUEST, other -> "second");
                    return "first";
                }))
                .isEqualTo("second");
        assertThat(first.outcomes).containsExactly(Outcome.REPLAYED);
    }

    @Test
    void aTransactionThatIsMadeLateIsRefusedByTheRecordOfItsRepetition() {
        var accounts = first.payments.partition().table().partition(test.partition.name() + "-accounts");
        LateRequest late = first.faults.late("TransactWriteItems", drop());
        first.faults.between(() -> Thread.currentThread().interrupt()).next("TransactWriteItems", drop(), drop());
        assertThatThrownBy(() -> first.payments.transact("k", Caller.REQUEST, tx -> {
                    tx.put(accounts, "a", "first");
                    return "first";
                }))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.payments.transact("k", Caller.REQUEST, tx -> {
                    var others = second.payments.partition().table().partition(accounts.name());
                    tx.put(others, "a", "second");
                    return "second";
                }))
                .isEqualTo("second");

        late.deliver();

        assertThat(accounts.get("a").value()).isEqualTo("second");
        assertThat(second.payments.transact("k", Caller.REQUEST, tx -> "third")).isEqualTo("second");
    }
}
