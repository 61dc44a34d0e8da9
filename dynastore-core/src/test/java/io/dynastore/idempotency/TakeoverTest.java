package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.Codec;
import io.dynastore.Fence;
import io.dynastore.Partition;
import io.dynastore.StaleFenceException;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Attempts that die, freeze, or take long, and those that follow them. */
class TakeoverTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore test = new TestStore();
    private final Caller first = new Caller(time, test);
    private final Caller second = new Caller(time, test);
    private final List<Attempt> attempts = new ArrayList<>();

    private String note(Attempt attempt, String result) {
        attempts.add(attempt);
        return result;
    }

    /** Leaves the key claimed by a process that has ended. */
    private void die(String key) {
        assertThatThrownBy(() -> first.payments.run(key, Caller.REQUEST, attempt -> {
                    attempts.add(attempt);
                    first.process.kill();
                    first.client.close();
                    throw new IllegalStateException("dead");
                }))
                .hasMessage("dead");
    }

    @Test
    void theAttemptOfADeadProcessIsFollowedByAnotherOneWithTheSameId() {
        die("k");
        assertThatThrownBy(() -> second.run("k", "too early")).isInstanceOf(KeyInProgressException.class);
        assertThat(second.payments.find("k").orElseThrow().state()).isEqualTo(State.RUNNING);

        time.advance(Caller.OVERDUE);

        assertThat(second.payments.find("k").orElseThrow().state()).isEqualTo(State.OVERDUE);
        assertThat(second.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "second")))
                .isEqualTo("second");
        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2);
        assertThat(attempts.get(1).id()).isEqualTo(attempts.get(0).id()).hasSize(36);
        assertThat(attempts.get(1).fence().token())
                .isGreaterThan(attempts.get(0).fence().token());
    }

    @Test
    void whereClocksCannotBeComparedADeadProcessIsObservedForItsLease() {
        die("k");
        Idempotency<String> watching = second.payments.clockSkew(Duration.ofDays(365));

        assertThatThrownBy(() ->
                        watching.waiting(Caller.LEASE.minusSeconds(1)).run("k", Caller.REQUEST, attempt -> "too early"))
                .isInstanceOf(KeyInProgressException.class);
        assertThat(watching.waiting(Duration.ofSeconds(5)).run("k", Caller.REQUEST, attempt -> "second"))
                .isEqualTo("second");
    }

    @Test
    void anActionThatTakesLongIsRenewed() {
        Duration long10 = Caller.LEASE.multipliedBy(10);
        first.payments.run("k", Caller.REQUEST, attempt -> {
            for (Duration passed = Duration.ZERO; passed.compareTo(long10) < 0; passed = passed.plusSeconds(5)) {
                time.advance(Duration.ofSeconds(5));
                assertThat(attempt.remaining()).isPositive();
            }
            assertThatThrownBy(() -> second.run("k", "second")).isInstanceOf(KeyInProgressException.class);
            attempt.fence().ensureHeld();
            return "first";
        });

        assertThat(second.run("k", "second")).isEqualTo("first");
        // Two for the attempt, and one in each third of a lease.
        assertThat(first.faults.attempts("UpdateItem")).isEqualTo(2 + 30);
        time.advance(long10);
        assertThat(first.faults.attempts("UpdateItem")).as("afterwards").isEqualTo(2 + 30);
    }

    @Test
    void aLateFirstRunNeitherOverwritesNorDeletesWhatItsSuccessorRecorded() {
        String result = first.payments.run("k", Caller.REQUEST, attempt -> {
            first.freeze(Caller.OVERDUE);
            assertThat(second.payments.run("k", Caller.REQUEST, next -> note(next, "second")))
                    .isEqualTo("second");
            return note(attempt, "first");
        });

        assertThat(result).isEqualTo("second");
        assertThat(second.run("k", "third")).isEqualTo("second");
        assertThat(first.outcomes).containsExactly(Outcome.REPLAYED);
        assertThat(attempts.get(0).id()).isEqualTo(attempts.get(1).id());
    }

    @Test
    void aLateFirstRunThatFailsDoesNotGiveTheKeyOfItsSuccessorBack() {
        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.freeze(Caller.OVERDUE);
                    second.run("k", "second");
                    throw new IllegalStateException("first");
                }))
                .hasMessage("first");

        assertThat(first.run("k", "third")).isEqualTo("second");
    }

    @Test
    void anAttemptThatWasOvertakenKnowsIt() {
        Partition<String> entries = test.table.partition(test.partition.name() + "-entries");
        first.payments.run("k", Caller.REQUEST, attempt -> {
            first.freeze(Caller.OVERDUE);
            second.payments.run("k", Caller.REQUEST, next -> {
                entries.fence(next.fence()).put("e", "second");
                return "second";
            });
            assertThat(attempt.remaining()).isZero();
            assertThatThrownBy(() -> attempt.fence().ensureHeld()).isInstanceOf(LeaseLostException.class);
            assertThatThrownBy(() -> entries.fence(attempt.fence().token()).put("e", "first"))
                    .isInstanceOf(StaleFenceException.class);
            assertThatThrownBy(() -> entries.fence(attempt.fence()).put("e", "first"))
                    .isInstanceOf(LeaseLostException.class);
            return "first";
        });
    }

    @Test
    void aRenewalThatIsRefusedEndsTheAttempt() {
        first.payments.run("k", Caller.REQUEST, attempt -> {
            first.freeze(Caller.OVERDUE);
            second.run("k", "second");
            // The renewal was due long ago.
            time.advance(Duration.ofMillis(2));
            assertThatThrownBy(() -> attempt.fence().ensureHeld()).hasMessageContaining("taken over");
            return "first";
        });
    }

    @Test
    void aLateFirstRunRecordsItsResultIfItsSuccessorHasFailed() {
        String result = first.payments.run("k", Caller.REQUEST, attempt -> {
            first.freeze(Caller.OVERDUE);
            assertThatThrownBy(() -> second.payments.run("k", Caller.REQUEST, next -> {
                        throw new IllegalStateException("second");
                    }))
                    .hasMessage("second");
            return "first";
        });

        assertThat(result).isEqualTo("first");
        assertThat(second.run("k", "third")).isEqualTo("first");
    }

    @Test
    void aFrozenAttemptThatNobodyFollowedRecordsItsResult() {
        assertThat(first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.freeze(Caller.OVERDUE);
                    return "first";
                }))
                .isEqualTo("first");
        assertThat(second.run("k", "second")).isEqualTo("first");
    }

    @Test
    void aLateFirstRunWhoseSuccessorIsRunningWaitsLikeAnyOtherCaller() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        FutureTask<String> successor = new FutureTask<>(() -> second.payments.run("k", Caller.REQUEST, attempt -> {
            running.countDown();
            assertThat(finish.await(60, TimeUnit.SECONDS)).isTrue();
            return "second";
        }));

        assertThatThrownBy(() -> first.payments.run("k", Caller.REQUEST, attempt -> {
                    first.freeze(Caller.OVERDUE);
                    new Thread(successor).start();
                    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
                    return "first";
                }))
                .isInstanceOf(KeyInProgressException.class);

        time.in(Duration.ofSeconds(1), () -> {
            finish.countDown();
            try {
                successor.get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(first.payments.waiting(Duration.ofSeconds(10)).run("k", Caller.REQUEST, attempt -> "third"))
                .isEqualTo("second");
    }

    @Test
    void anOwnerWhoseClaimTookLongerThanItsLeaseDoesNotRunTheAction() {
        Caller slow = new Caller(time, test, new SlowOnce(time));
        List<Integer> numbers = new ArrayList<>();

        slow.payments.waiting(Duration.ofMinutes(5)).run("k", Caller.REQUEST, attempt -> {
            numbers.add(attempt.number());
            assertThat(attempt.remaining()).isPositive();
            return "first";
        });

        assertThat(numbers).containsExactly(2);
    }

    @Test
    void aShortRetentionDoesNotLetAFastClockTakeOverAnAttemptThatMayBeRunning() {
        second.process.wallAhead(Duration.ofSeconds(5));
        Idempotency<String> brief = second.payments.retention(Duration.ofSeconds(1));
        first.payments.retention(Duration.ofSeconds(1)).run("k", Caller.REQUEST, attempt -> {
            first.freeze(Caller.LEASE.minusSeconds(2));
            assertThat(attempt.remaining()).isPositive();
            assertThatThrownBy(() -> brief.run("k", Caller.REQUEST, next -> "second"))
                    .isInstanceOf(KeyInProgressException.class);
            assertThatThrownBy(() -> brief.run("k", Fingerprint.of("other"), next -> "other"))
                    .isInstanceOf(RequestMismatchException.class);
            return "first";
        });
    }

    @Test
    void aLateFirstRunThatCannotReadTheResultOfItsSuccessorSaysThatItHasRun() {
        Idempotency<String> waiting = first.payments.waiting(Duration.ofMinutes(1));
        assertThatThrownBy(() -> waiting.run("k", Caller.REQUEST, attempt -> {
                    isSucceededByAnAttemptThatDies();
                    first.faults.always("GetItem", Fault.accessDenied());
                    return "first";
                }))
                .isInstanceOf(ResultNotRecordedException.class)
                .hasCauseInstanceOf(DynamoDbException.class);
    }

    @Test
    void aLateFirstRunThatIsInterruptedWhileItWaitsSaysThatItHasRun() {
        Idempotency<String> waiting = first.payments.waiting(Duration.ofMinutes(1));
        assertThatThrownBy(() -> waiting.run("k", Caller.REQUEST, attempt -> {
                    isSucceededByAnAttemptThatDies();
                    Thread.currentThread().interrupt();
                    return "first";
                }))
                .isInstanceOf(ResultNotRecordedException.class)
                .hasCauseInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void isSucceededByAnAttemptThatDies() {
        first.freeze(Caller.OVERDUE);
        assertThatThrownBy(() -> second.payments.run("k", Caller.REQUEST, next -> {
                    second.process.kill();
                    second.client.close();
                    throw new IllegalStateException("dead");
                }))
                .hasMessage("dead");
    }

    @Test
    void aLateFirstRunWhoseKeyBelongsToAnotherRequestByNowSaysThatItHasRun() {
        assertThatThrownBy(() -> first.payments.retention(Duration.ofSeconds(1)).run("k", Caller.REQUEST, attempt -> {
                    first.freeze(Caller.OVERDUE.multipliedBy(2));
                    second.payments.run("k", Fingerprint.of("other"), next -> "other");
                    return "first";
                }))
                .isInstanceOf(ResultNotRecordedException.class)
                .hasCauseInstanceOf(RequestMismatchException.class);
        assertThat(first.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aFenceOfThePartitionDoesNotKeepAResultFromBeingRecorded() {
        first.payments.run("k", Caller.REQUEST, attempt -> note(attempt, "first"));
        time.advance(Caller.OVERDUE);
        Fence lost = attempts.get(0).fence();
        assertThatThrownBy(lost::ensureHeld).isInstanceOf(LeaseLostException.class);

        Idempotency<String> fenced = Idempotency.of(
                        first.payments.partition().as(Codec.string()).fence(lost))
                .timing(first.process);

        assertThat(fenced.run("f", Caller.REQUEST, attempt -> "one")).isEqualTo("one");
        assertThat(fenced.run("f", Caller.REQUEST, attempt -> "two")).isEqualTo("one");
    }
}
