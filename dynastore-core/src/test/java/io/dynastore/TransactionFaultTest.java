package io.dynastore;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.duplicate;
import static io.dynastore.embedded.Fault.intermediary;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.serviceUnavailable;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.transactionConflict;
import static io.dynastore.embedded.Fault.transactionInProgress;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A transaction whose requests or replies are lost, refused or late happens once, or not at all, and says which. */
class TransactionFaultTest {
    private static final String TRANSACT = "TransactWriteItems";
    private static final int ATTEMPTS = 3;

    /** More requests than are sent while nothing is known. */
    private static final int MANY = 100;

    private static final Duration RECOVERY = Duration.ofSeconds(5);

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
                Collections.nCopies(ATTEMPTS * 3 - 1, loseReply()),
                List.of(transactionInProgress(), transactionInProgress()),
                Collections.nCopies(ATTEMPTS, transactionInProgress()),
                List.of(loseReply(), transactionInProgress(), transactionInProgress(), transactionInProgress()),
                Collections.nCopies(ATTEMPTS, intermediary(408)),
                Collections.nCopies(ATTEMPTS, serviceUnavailable().afterExecution()),
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
    @ValueSource(ints = {1, ATTEMPTS - 1, ATTEMPTS, ATTEMPTS * 3 - 1})
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
    void aLostReplyAndThenAConflictAreUnknownAtOnce(int lost) {
        wire.next(TRANSACT, lost, loseReply()).next(TRANSACT, transactionConflict());

        OutcomeUnknownException thrown = catchThrowableOfType(OutcomeUnknownException.class, this::transact);

        assertThat(thrown)
                .hasMessageContaining("attempt " + (lost + 1) + " got a refusal (TransactionCanceledException)")
                .hasCauseInstanceOf(TransactionCanceledException.class);
        assertThat(wire.attempts(TRANSACT))
                .as("nothing is sent after a cancellation")
                .isEqualTo(lost + 1);
        assertHappenedOnce();
    }

    @Test
    void ifNoReplyComesTheSameIsSentAgainForMoreThanFiveSecondsAndThenTheOutcomeIsUnknown() {
        wire.next(TRANSACT, MANY, loseReply());

        OutcomeUnknownException thrown = catchThrowableOfType(OutcomeUnknownException.class, this::transact);

        long attempts = wire.attempts(TRANSACT);
        assertThat(thrown)
                .hasMessageStartingWith("Unknown whether the transaction was written: all of its actions (3, the first"
                        + " on key 'counter' in partition '" + seen.name() + "' of table 'CRMTable') or none."
                        + " Attempts 1 to ")
                .hasMessageContaining("got no answer")
                .hasMessageEndingWith("Read an entry that it writes, consistently, and decide by its content.");
        assertThat(thrown.table()).isEqualTo("CRMTable");
        assertThat(thrown.current()).isNull();
        assertThat(attempts).isEqualTo((long) ATTEMPTS * (pauses.size() + 1));
        assertThat(total(pauses))
                .as("an attempt was made after the time of recovery")
                .isGreaterThan(RECOVERY);
        assertThat(total(pauses.subList(0, pauses.size() - 1)))
                .as("and only one")
                .isLessThanOrEqualTo(RECOVERY);
        assertHappenedOnce();
    }

    @Test
    void aTransactionInProgressForEverIsUnknownAfterTheSameTime() {
        wire.next(TRANSACT, MANY, transactionInProgress());

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::transact))
                .hasMessageContaining("found the transaction in progress");
        assertThat(total(pauses)).isGreaterThan(RECOVERY);
    }

    @Test
    void theTimeOutOfTheCallerEndsTheRepetition() {
        wire.next(TRANSACT, MANY, loseReply());
        DynaStore hasty = DynaStore.builder(TestDynamoDb.builder(TestDynamoDb.http(wire))
                        .overrideConfiguration(with -> TestDynamoDb.trying(1)
                                .andThen(more -> more.apiCallTimeout(Duration.ofSeconds(2)))
                                .accept(with))
                        .build())
                .pause(pauses::add)
                .build();

        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> hasty.transact(
                                tx -> tx.put(hasty.table(TestStore.CRM).partition(seen.name()), "put", "2"))))
                .isNotNull();

        assertThat(total(pauses)).isLessThan(Duration.ofSeconds(2));
    }

    private static Duration total(List<Duration> pauses) {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void whatMayHaveHappenedIsNotReportedAsThrottled() {
        wire.next(TRANSACT, loseReply(), loseReply(), loseReply()).next(TRANSACT, MANY, throughputExceeded());

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::transact))
                .isNotNull();

        assertHappenedOnce();
    }

    @Test
    void whatMayHaveHappenedIsUnknownOnceItIsRefusedForAnotherReason() {
        wire.next(TRANSACT, loseReply(), accessDenied());

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::transact))
                .hasMessageContaining("attempt 2 got a refusal (AccessDeniedException)");

        assertThat(wire.attempts(TRANSACT)).isEqualTo(2);
        assertHappenedOnce();
    }

    /** The first attempt is cut off; the retry meets the entry of a rival, who deletes it; then the first attempt arrives. */
    @ParameterizedTest
    @ValueSource(strings = {"counter", "created"})
    void aRefusalDoesNotSpeakForARequestThatArrivesAfterIt(String contested) {
        Map<String, AttributeValue> before = store.item(contested);
        LateRequest late = wire.late(TRANSACT);
        wire.before(TRANSACT, () -> store.partition.put(contested, "rival"));

        OutcomeUnknownException thrown = catchThrowableOfType(OutcomeUnknownException.class, this::transact);

        assertThat(thrown).hasMessageContaining("attempt 2 got a refusal (TransactionCanceledException)");
        store.partition.delete(contested);
        if (!before.isEmpty()) {
            store.putItem(contested, before);
        }
        assertThat(late.deliver()).isEqualTo(200);
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
    void repetitionsHaveOneTokenUntilNoneMayBeExecutedAnyMore() {
        List<String> tokens = new ArrayList<>();
        DynaStore hooked = builder.hook(OperationHook.onRequest((operation, request) -> {
                    tokens.add(request.getValueForField("ClientRequestToken", String.class)
                            .orElseThrow());
                    return request;
                }))
                .build();
        wire.next(TRANSACT, transactionConflict()).next(TRANSACT, ATTEMPTS * 2, transactionInProgress());

        hooked.transact(tx -> tx.create(hooked.table(TestStore.CRM).partition(seen.name()), "created", "2"));

        assertThat(tokens).hasSize(4);
        assertThat(tokens.subList(1, 4)).containsOnly(tokens.get(1)).doesNotContain(tokens.get(0));
        assertThat(seen.get("created").version()).isEqualTo(1);
    }

    @Test
    void whatAHookThrowsWhileTheOutcomeIsUnknownDoesNotHideThat() {
        AtomicInteger requests = new AtomicInteger();
        DynaStore hooked = builder.hook(OperationHook.onRequest((operation, request) -> {
                    if (requests.incrementAndGet() == 2) {
                        throw new IllegalStateException("no");
                    }
                    return request;
                }))
                .build();
        wire.next(TRANSACT, ATTEMPTS, loseReply());

        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> hooked.transact(
                                tx -> tx.put(hooked.table(TestStore.CRM).partition(seen.name()), "put", "2"))))
                .hasCauseInstanceOf(IllegalStateException.class);
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
        wire.next(TRANSACT, drop())
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
