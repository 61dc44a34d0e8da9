package io.dynastore;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.duplicate;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.transactionConflict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.LateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** A transaction whose requests or replies are lost, refused or late happens once, or not at all, and says which. */
class TransactionFaultTest {
    private static final String TRANSACT = "TransactWriteItems";
    private static final int ATTEMPTS = 3;
    private static final int REPEATS = 3;

    private final TestStore store = new TestStore();
    private final Faults wire = new Faults();
    private final List<Duration> pauses = new ArrayList<>();
    private final DynaStore.Builder builder =
            DynaStore.builder(TestDynamoDb.client(wire, ATTEMPTS)).clock(store.clock);
    private final DynaStore faulty = builder.pause(pauses::add).build();
    private final Partition<String> seen = faulty.table(TestStore.CRM).partition(store.partition.name());
    private Entry<String> counter;

    @BeforeEach
    void writeACounter() {
        counter = store.partition.create("counter", "1");
    }

    /** What becomes of the first attempts; the next one passes. */
    static Stream<List<Fault>> faultsThatPass() {
        return Stream.of(
                List.of(loseReply()),
                List.of(loseReply(), loseReply()),
                List.of(internalServerError().afterExecution()),
                List.of(drop()),
                List.of(drop(), loseReply()),
                List.of(internalServerError()),
                List.of(throughputExceeded(), throughputExceeded()),
                List.of(duplicate()),
                List.of(loseReply(), throughputExceeded()),
                Collections.nCopies(ATTEMPTS, loseReply()),
                Collections.nCopies(ATTEMPTS, drop()),
                Collections.nCopies(ATTEMPTS * REPEATS - 1, loseReply()),
                List.of(
                        loseReply(),
                        loseReply(),
                        loseReply(),
                        throughputExceeded(),
                        throughputExceeded(),
                        throughputExceeded()),
                Collections.nCopies(2, transactionConflict()),
                Collections.nCopies(19, transactionConflict()),
                List.of(
                        transactionConflict(),
                        loseReply(),
                        internalServerError().afterExecution()));
    }

    @ParameterizedTest
    @MethodSource("faultsThatPass")
    void whatIsTriedAgainHappensOnce(List<Fault> faults) {
        wire.next(TRANSACT, faults.toArray(Fault[]::new));

        transact();

        assertHappenedOnce();
        assertThat(wire.unused()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, ATTEMPTS - 1, ATTEMPTS, ATTEMPTS * REPEATS - 1})
    void aLostReplyIsNoConflictEvenWhereARivalWritesBeforeTheRetry(int lost) {
        wire.next(TRANSACT, Collections.nCopies(lost, loseReply()).toArray(Fault[]::new))
                .between(() -> List.of("counter", "created", "put").forEach(key -> store.partition.put(key, "rival")))
                .next(TRANSACT, pass());

        transact();

        assertThat(store.partition.get("counter").value()).isEqualTo("rival");
        assertThat(store.partition.get("counter").version()).isEqualTo(3);
        assertThat(store.partition.get("put").version()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, ATTEMPTS})
    void aLostReplyAndThenAConflictLeaveTheDoubt(int lost) {
        wire.next(TRANSACT, Collections.nCopies(lost, loseReply()).toArray(Fault[]::new))
                .between(() -> List.of("counter", "created", "put").forEach(key -> store.partition.put(key, "rival")))
                .next(TRANSACT, transactionConflict(), pass());

        transact();

        assertThat(store.partition.get("counter").value()).isEqualTo("rival");
        assertThat(store.partition.get("counter").version()).isEqualTo(3);
    }

    @Test
    void ifNoReplyComesTheSameIsSentAgainAndThenTheOutcomeIsUnknown() {
        wire.next(TRANSACT, Collections.nCopies(ATTEMPTS * REPEATS, loseReply()).toArray(Fault[]::new));

        OutcomeUnknownException thrown = catchThrowableOfType(OutcomeUnknownException.class, this::transact);

        assertThat(thrown)
                .hasMessage("Unknown whether the transaction was written: all of its actions (3, the first on key"
                        + " 'counter' in partition '" + seen.name() + "' of table 'CRMTable') or none: no reply came"
                        + " (SdkClientException). Read an entry that it writes and decide by its content.");
        assertThat(thrown.table()).isEqualTo("CRMTable");
        assertThat(thrown.current()).isNull();
        assertThat(wire.attempts(TRANSACT)).isEqualTo(ATTEMPTS * REPEATS);
        assertThat(pauses).hasSize(REPEATS - 1);
        assertHappenedOnce();
    }

    @Test
    void whatMayHaveHappenedIsNotReportedAsThrottled() {
        wire.next(TRANSACT, loseReply(), loseReply(), loseReply())
                .next(
                        TRANSACT,
                        Collections.nCopies(ATTEMPTS * (REPEATS - 1), throughputExceeded())
                                .toArray(Fault[]::new));

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::transact))
                .isNotNull();

        assertHappenedOnce();
    }

    @Test
    void whatWasOnlyThrottledIsReportedSo() {
        wire.next(TRANSACT, throughputExceeded(), throughputExceeded(), throughputExceeded());

        assertThat(catchThrowableOfType(ProvisionedThroughputExceededException.class, this::transact))
                .isNotNull();

        assertThat(store.partition.get("counter")).isEqualTo(counter);
        assertThat(wire.attempts(TRANSACT)).isEqualTo(ATTEMPTS);
    }

    @Test
    void aTransactionInProgressIsOneOfOurOwnAndSentAgain() {
        List<String> tokens = new ArrayList<>();
        DynaStore hooked = builder.hook(new OperationHook() {
                    @Override
                    public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                        tokens.add(request.getValueForField("ClientRequestToken", String.class)
                                .orElseThrow());
                        if (tokens.size() == 1) {
                            throw TransactionInProgressException.builder()
                                    .message("In progress (Service: DynamoDb, Status Code: 400, Request ID: 1)")
                                    .build();
                        }
                        return request;
                    }
                })
                .build();

        hooked.transact(tx -> tx.create(hooked.table(TestStore.CRM).partition(seen.name()), "created", "2"));

        assertThat(tokens).hasSize(2).allMatch(tokens.get(0)::equals);
        assertThat(seen.get("created").version()).isEqualTo(1);
    }

    @Test
    void conflictsBeyondTheBoundAreReportedAsBusy() {
        wire.next(TRANSACT, Collections.nCopies(20, transactionConflict()).toArray(Fault[]::new));

        TransactionFailedException thrown = catchThrowableOfType(TransactionFailedException.class, this::transact);

        assertThat(thrown.failures())
                .extracting(Failure::action, Failure::reason)
                .containsExactly(tuple(0, Reason.BUSY));
        assertThat(thrown).hasMessageContaining("is being written by other clients");
        assertThat(wire.attempts(TRANSACT)).isEqualTo(20);
        assertThat(pauses).hasSize(19);
        assertThat(store.partition.get("counter")).isEqualTo(counter);
    }

    @Test
    void aRequestThatIsExecutedLateBetweenTwoTriesIsKnownByItsWork() {
        LateRequest late = wire.late(TRANSACT);
        wire.next(TRANSACT, transactionConflict())
                .between(() -> assertThat(late.deliver()).isEqualTo(200))
                .next(TRANSACT, pass());

        transact();

        assertHappenedOnce();
        assertThat(wire.attempts(TRANSACT)).isEqualTo(3);
    }

    @Test
    void anInterruptDoesNotHideThatTheOutcomeIsUnknown() {
        wire.next(TRANSACT, loseReply(), loseReply(), loseReply());
        DynaStore interrupted = builder.pause(duration -> {
                    pauses.add(duration);
                    throw new InterruptedException();
                })
                .build();

        OutcomeUnknownException thrown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> interrupted.transact(
                        tx -> tx.create(interrupted.table(TestStore.CRM).partition(seen.name()), "created", "2")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).hasCauseInstanceOf(AbortedException.class);
        assertThat(pauses).as("nothing more is tried").hasSize(1);
        assertThat(wire.attempts(TRANSACT)).isEqualTo(ATTEMPTS);
    }

    private void transact() {
        faulty.transact(
                tx -> tx.update(seen, counter, "2").create(seen, "created", "2").put(seen, "put", "2"));
    }

    private void assertHappenedOnce() {
        assertThat(store.partition.get("counter").value()).isEqualTo("2");
        assertThat(store.partition.get("counter").version()).isEqualTo(2);
        assertThat(store.partition.get("created").version()).isEqualTo(1);
        assertThat(store.partition.get("put").version()).isEqualTo(1);
    }
}
