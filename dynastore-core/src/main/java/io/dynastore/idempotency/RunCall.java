package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.EntryTooLargeException;
import io.dynastore.idempotency.Finding.State;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.idempotency.Records.Answer;
import io.dynastore.idempotency.Results.Replay;
import io.dynastore.internal.Interruptions;
import io.dynastore.internal.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** One call of {@link Idempotency#run}. */
final class RunCall<R, X extends Throwable> extends IdempotentCall<R> {
    /** The pauses between two looks at the record of another attempt, and between two requests that record a result. */
    private static final BackoffStrategy PAUSES =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final IdempotentAction<? extends R, X> action;
    private int looks;
    private long waitingSince;

    /** An attempt whose action has ended with a result, which may be an exception. */
    private record Done<R>(RunningAttempt attempt, SdkBytes nonce, Recorded recorded, Replay<R> result) {
        Done<R> notKept() {
            return new Done<>(attempt, nonce, Recorded.NOT_KEPT, result);
        }
    }

    RunCall(
            Records records,
            Results<R> results,
            IdempotencySettings settings,
            String key,
            Fingerprint fingerprint,
            IdempotentAction<? extends R, X> action) {
        super(records, results, settings, Use.RUN, key, fingerprint);
        this.action = Objects.requireNonNull(action, "action");
    }

    R call() throws X {
        Finding found = settings.lookFirst() ? look() : Finding.NOTHING;
        while (true) {
            if (found.state() == State.FREE) {
                Answer answer = records.claim(key, fingerprint, settings);
                Claim claim = answer.claim();
                if (claim != null) {
                    RunningAttempt attempt = new RunningAttempt(
                            records, claim, AttemptId.of(partition().name(), key), settings);
                    if (!attempt.remaining().isZero()) {
                        return recorded(run(attempt));
                    }
                    // The reply took longer than the attempt lasts.
                    giveBack(attempt);
                }
                found = answer.found();
            }
            Optional<Replay<R>> replay = replay(found);
            if (replay.isPresent()) {
                return this.<X>replayed(replay.get());
            }
            if (found.state() == State.RUNNING) {
                awaitOther(found);
                found = look();
            } else {
                found = Finding.NOTHING;
            }
        }
    }

    private Finding look() {
        return records.look(key, Use.RUN, fingerprint, settings, false);
    }

    /** Runs the action, and gives the key back if it fails. */
    private Done<R> run(RunningAttempt attempt) throws X {
        attempt.start();
        R result;
        try {
            result = action.run(attempt);
        } catch (Throwable e) {
            attempt.end();
            Recorded failure = results.ofFailure(key, e);
            if (failure == null) {
                giveBack(attempt);
                throw e;
            }
            return done(attempt, failure, new Replay<>(null, e));
        }
        attempt.end();
        return done(attempt, results.ofRun(records, key, result), new Replay<>(result, null));
    }

    private Done<R> done(RunningAttempt attempt, Recorded recorded, Replay<R> result) {
        return new Done<>(attempt, Nonce.of(attempt.renewals().nextNumber()), recorded, result);
    }

    private void giveBack(RunningAttempt attempt) {
        Interruptions.postpone(() -> records.giveBack(attempt.claim(), attempt.renewals(), settings));
    }

    /**
     * Records a result, and returns or throws it. If a later attempt has the key, its result is returned instead; if it has ended
     * without one, that of this attempt is recorded after all.
     */
    private R recorded(Done<R> done) throws X {
        Finding found = record(done);
        while (true) {
            if (found.state() == State.OWN) {
                ends(Outcome.EXECUTED);
                return this.<X>outcome(done.result());
            }
            Optional<Replay<R>> replay = replayAfterRun(found);
            if (replay.isPresent()) {
                return this.<X>replayed(replay.get());
            }
            found = found.state() == State.RUNNING ? lookAfterRun(found) : record(done);
        }
    }

    private Optional<Replay<R>> replayAfterRun(Finding found) {
        try {
            return replay(found);
        } catch (RequestMismatchException | KeyOfOtherUseException | NotARecordException e) {
            // They say that nothing was run.
            ends(Outcome.FAILED);
            throw notRecorded(e);
        }
    }

    private Finding lookAfterRun(Finding running) {
        try {
            awaitOther(running);
            return look();
        } catch (KeyInProgressException e) {
            throw e;
        } catch (RuntimeException e) {
            // What the exceptions of an unsent or unanswered request mean to a caller is not true of this call.
            throw notRecorded(e);
        }
    }

    /** Sends a result until it is recorded, or something prevents that, or the attempt's deadline has passed. */
    private Finding record(Done<R> done) {
        boolean interrupted = Thread.interrupted();
        try {
            Done<R> sent = done;
            for (int failures = 0; ; ) {
                try {
                    return records.complete(
                            sent.attempt().claim(), sent.nonce(), sent.recorded(), fingerprint, settings);
                } catch (SdkException | DynaStoreException e) {
                    interrupted |= Thread.interrupted();
                    if (isAboutContent(e) && sent.recorded().isKept()) {
                        results.notKept(key, e);
                        sent = sent.notKept();
                        continue;
                    }
                    // Not what the attempt has learnt of others: it may be about its own result, whose reply was lost.
                    Duration left = sent.attempt().renewals().remaining();
                    if (left.isNegative() || left.isZero()) {
                        throw notRecorded(e);
                    }
                    failures++;
                    interrupted |= pause(failures, left);
                } catch (RuntimeException e) {
                    // For instance that of a closed client, with which no later request succeeds.
                    throw notRecorded(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isAboutContent(RuntimeException failure) {
        return failure instanceof EntryTooLargeException
                || (failure instanceof DynamoDbException refused
                        && refused.awsErrorDetails() != null
                        && "ValidationException"
                                .equals(refused.awsErrorDetails().errorCode()));
    }

    private ResultNotRecordedException notRecorded(RuntimeException cause) {
        return new ResultNotRecordedException(
                partition().table().name(), partition().name(), key, cause);
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private boolean pause(int failures, Duration longest) {
        Duration pause = PAUSES.computeDelay(failures + 1);
        try {
            records.timing().sleep(pause.compareTo(longest) < 0 ? pause : longest);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void awaitOther(Finding running) {
        long now = records.timing().nanoTime();
        if (looks == 0) {
            waitingSince = now;
        }
        looks++;
        Duration left = settings.waiting().minusNanos(now - waitingSince);
        if (left.isNegative() || left.isZero()) {
            ends(Outcome.RUNNING);
            StoredRecord stored = Objects.requireNonNull(running.stored(), "stored");
            throw new KeyInProgressException(
                    partition().table().name(),
                    partition().name(),
                    key,
                    Instant.ofEpochMilli(stored.began()),
                    stored.until());
        }
        Duration pause = PAUSES.computeDelay(looks + 1);
        try {
            records.timing().sleep(pause.compareTo(left) < 0 ? pause : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted while waiting for an idempotent operation", e);
        }
    }
}
