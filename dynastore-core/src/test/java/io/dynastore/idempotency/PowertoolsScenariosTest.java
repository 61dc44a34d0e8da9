package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Codec;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The scenarios that the documentation of Powertools for AWS Lambda describes for its idempotency utility, with the processes of
 * these tests in the place of functions. Each says where dynastore differs.
 */
class PowertoolsScenariosTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore test = new TestStore();
    private final Caller function = new Caller(time, test);
    private final Caller retry = new Caller(time, test);
    private final List<String> handled = new ArrayList<>();

    private String handle(String payload) {
        handled.add(payload);
        return "receipt of " + payload;
    }

    /** No difference for the caller. Both take one request to replay a result; Powertools has it in a string of JSON. */
    @Test
    void aRetryAfterASuccessReturnsTheStoredResult() {
        assertThat(function.payments.run("k", Caller.REQUEST, attempt -> handle("p")))
                .isEqualTo("receipt of p");
        assertThat(retry.payments.run("k", Caller.REQUEST, attempt -> handle("p")))
                .isEqualTo("receipt of p");
        assertThat(handled).containsExactly("p");
    }

    /** Powertools has a cache of results in memory, off by default. dynastore has none: a replay is a request. */
    @Test
    void aRetryInTheSameProcessReturnsTheStoredResult() {
        function.payments.run("k", Caller.REQUEST, attempt -> handle("p"));
        long before = function.faults.count();
        assertThat(function.payments.lookFirst().run("k", Caller.REQUEST, attempt -> handle("p")))
                .isEqualTo("receipt of p");
        assertThat(function.faults.attempts("GetItem")).isEqualTo(1);
        assertThat(function.faults.count() - before).isZero();
    }

    /** Powertools changes a replayed response in a hook. In dynastore the caller does, and a listener tells that it is one. */
    @Test
    void aReplayedResultCanBeMarkedAsOne() {
        function.run("k", "first");
        List<IdempotencyListener.Outcome> outcome = new ArrayList<>();
        String result = retry.payments
                .listener(call -> outcome.add(call.outcome()))
                .run("k", Caller.REQUEST, attempt -> "second");
        assertThat(result + " " + outcome.get(0)).isEqualTo("first REPLAYED");
    }

    /** No difference, but for the time: an hour in Powertools, a day here. Neither relies on DynamoDB to delete the item. */
    @Test
    void anExpiredRecordIsIgnored() {
        function.payments.retention(Duration.ofMinutes(5)).run("k", Caller.REQUEST, attempt -> handle("first"));
        time.advance(Duration.ofMinutes(5).plusSeconds(2));
        assertThat(retry.payments.run("k", Caller.REQUEST, attempt -> handle("second")))
                .isEqualTo("receipt of second");
    }

    /** Powertools always throws, and the caller repeats. dynastore waits for the result if it is told to. */
    @Test
    void aConcurrentRequestWithTheSamePayloadIsRefusedOrWaits() {
        function.payments.run("k", Caller.REQUEST, attempt -> {
            assertThatThrownBy(() -> retry.payments.run("k", Caller.REQUEST, other -> handle("p")))
                    .isInstanceOf(KeyInProgressException.class);
            return "first";
        });
        assertThat(retry.payments.waiting(Duration.ofSeconds(5)).run("k", Caller.REQUEST, attempt -> handle("p")))
                .isEqualTo("first");
        assertThat(handled).isEmpty();
    }

    /**
     * Powertools lets a retry run after the time that the function had left, which it has to be told outside of a handler;
     * without it, the record blocks until it expires. dynastore always has a lease, and renews it while the action runs.
     */
    @Test
    void aFunctionThatTimedOutIsFollowedByItsRetry() {
        assertThatThrownBy(() -> function.payments.run("k", Caller.REQUEST, attempt -> {
                    function.process.kill();
                    function.client.close();
                    throw new IllegalStateException("timed out");
                }))
                .hasMessage("timed out");
        assertThatThrownBy(() -> retry.run("k", "too early")).isInstanceOf(KeyInProgressException.class);
        time.advance(Caller.OVERDUE);
        assertThat(retry.run("k", "second")).isEqualTo("second");
    }

    /**
     * Not in Powertools' documentation, but a consequence of its writes without a condition: a first run that was only slow
     * overwrites the record of its retry. Here it is refused, and returns the recorded result.
     */
    @Test
    void aFunctionThatWasOnlySlowReturnsTheResultOfItsRetry() {
        assertThat(function.payments.run("k", Caller.REQUEST, attempt -> {
                    function.freeze(Caller.OVERDUE);
                    retry.run("k", "second");
                    return "first";
                }))
                .isEqualTo("second");
        assertThat(retry.run("k", "third")).isEqualTo("second");
    }

    /** The same for a first run that fails late: Powertools deletes the record of its retry, which is then run once more. */
    @Test
    void aFunctionThatFailsLateDoesNotDeleteTheRecordOfItsRetry() {
        assertThatThrownBy(() -> function.payments.run("k", Caller.REQUEST, attempt -> {
                    function.freeze(Caller.OVERDUE);
                    retry.run("k", "second");
                    throw new IllegalStateException("late");
                }))
                .hasMessage("late");
        assertThat(retry.run("k", "third")).isEqualTo("second");
    }

    /** Powertools deletes the record, dynastore keeps it without an owner, so that the next attempt is number 2. */
    @Test
    void anExceptionOfTheFunctionLetsTheNextCallRunIt() {
        assertThatThrownBy(() -> function.payments.run("k", Caller.REQUEST, attempt -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(retry.payments.run("k", Caller.REQUEST, attempt -> "attempt " + attempt.number()))
                .isEqualTo("attempt 2");
    }

    /** In Powertools the function has to return such a failure as a success. Here its exception can be recorded. */
    @Test
    void anExceptionThatIsAResultIsThrownAgain() {
        Idempotency<String> payments = function.payments.recording(
                UnsupportedOperationException.class, Throwable::getMessage, UnsupportedOperationException::new);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> payments.run("k", Caller.REQUEST, attempt -> {
                        throw new UnsupportedOperationException(handle("declined"));
                    }))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("receipt of declined");
        }
        assertThat(handled).hasSize(1);
    }

    /** No difference. */
    @Test
    void anExceptionOutsideOfTheFunctionDoesNotAffectTheRecord() {
        assertThatThrownBy(() -> {
                    function.run("k", "first");
                    throw new IllegalStateException("afterwards");
                })
                .hasMessage("afterwards");
        assertThat(retry.run("k", "second")).isEqualTo("first");
    }

    /** In Powertools the hash of a part of the payload is the key, by MD5 unless it is told otherwise. Here the caller says the key. */
    @Test
    void aPartOfThePayloadIsTheKey() {
        record Payment(String id, String requestTime) {}
        Payment first = new Payment("p-1", "09:00");
        Payment again = new Payment("p-1", "09:01");

        function.payments.run(first.id(), Fingerprint.of(first.id()), attempt -> handle(first.id()));
        retry.payments.run(again.id(), Fingerprint.of(again.id()), attempt -> handle(again.id()));

        assertThat(handled).containsExactly("p-1");
    }

    /** Powertools compares other parts of the payload if it is told to. dynastore asks for them in each call. */
    @Test
    void aPaymentWithTheSameKeyAndAnotherAmountIsRefused() {
        function.payments.run("k", Fingerprint.of("p-1", "10"), attempt -> handle("p"));
        assertThatThrownBy(() -> retry.payments.run("k", Fingerprint.of("p-1", "20"), attempt -> handle("p")))
                .isInstanceOf(RequestMismatchException.class);
        assertThat(handled).hasSize(1);
    }

    /** Here it makes no difference whether the first action is running, has failed or is done. */
    @Test
    void aPaymentWithAnotherAmountIsAlsoRefusedWhileTheFirstOneRuns() {
        function.payments.run("k", Fingerprint.of("p-1", "10"), attempt -> {
            assertThatThrownBy(() -> retry.payments.run("k", Fingerprint.of("p-1", "20"), other -> handle("p")))
                    .isInstanceOf(RequestMismatchException.class);
            return "first";
        });
    }

    /** Powertools runs the function without idempotency unless it is told otherwise. dynastore does not accept such a call. */
    @Test
    void aCallWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> function.payments.run(null, Caller.REQUEST, attempt -> handle("p")))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> function.payments.run("", Caller.REQUEST, attempt -> handle("p")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(handled).isEmpty();
    }

    /** Powertools wraps failures of its requests. Here they are those of the store, and say whether the action was run. */
    @Test
    void aFailureOfDynamoDbBeforeTheFunctionIsRun() {
        function.faults.next("UpdateItem", Fault.accessDenied());
        assertThatThrownBy(() -> function.payments.run("k", Caller.REQUEST, attempt -> handle("p")))
                .isInstanceOf(DynamoDbException.class);
        function.faults.next("UpdateItem", Fault.loseReply(), Fault.loseReply(), Fault.loseReply());
        assertThatThrownBy(() -> function.payments.run("k", Caller.REQUEST, attempt -> handle("p")))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(handled).isEmpty();
    }

    /** After it, Powertools fails at once, and the record blocks until its time is over. dynastore repeats the request. */
    @Test
    void aFailureOfDynamoDbAfterTheFunctionWasRun() {
        function.faults.next("UpdateItem", Fault.pass(), Fault.drop(), Fault.drop(), Fault.drop());
        assertThat(function.run("k", "first")).isEqualTo("first");
        assertThat(retry.run("k", "second")).isEqualTo("first");
    }

    /** Each message of a batch has a key, and one that fails does not affect the others. */
    @Test
    void messagesOfABatchAreHandledOnce() {
        Idempotency<Void> messages = Idempotency.withoutResult(test.partition);
        for (int delivery = 1; delivery <= 2; delivery++) {
            for (String id : List.of("m-1", "m-2", "m-3")) {
                try {
                    boolean fails = id.equals("m-2") && delivery == 1;
                    messages.run(id, Fingerprint.none(), attempt -> {
                        if (fails) {
                            throw new IllegalStateException();
                        }
                        handle(id);
                        return null;
                    });
                } catch (IllegalStateException e) {
                    // The queue delivers the message again.
                }
            }
        }
        assertThat(handled).containsExactly("m-1", "m-3", "m-2");
    }

    /** In Powertools results are what Jackson makes of them. Here the partition's codec decides. */
    @Test
    void resultsAreStoredByTheCodecOfThePartition() {
        Idempotency<byte[]> bytes = Idempotency.of(test.partition.as(Codec.bytes()));
        bytes.run("k", Caller.REQUEST, attempt -> new byte[] {1, 2});
        assertThat(bytes.run("k", Caller.REQUEST, attempt -> new byte[0])).containsExactly(1, 2);
        assertThat(test.item("k").get("payload").b().asByteArray()).containsExactly(1, 2);
    }

    /** Powertools keeps no promise about writes of the function to DynamoDB. Here they can be one transaction with the record. */
    @Test
    void theWritesOfAFunctionAndItsRecordAreMadeTogether() {
        var accounts = function.payments.partition().table().partition(test.partition.name() + "-accounts");
        accounts.create("a", "10");
        for (int i = 0; i < 2; i++) {
            function.payments.transact("k", Caller.REQUEST, tx -> {
                tx.update(accounts, accounts.get("a"), "20");
                return handle("p");
            });
        }
        assertThat(accounts.get("a").version()).isEqualTo(2);
        assertThat(handled).hasSize(1);
    }
}
