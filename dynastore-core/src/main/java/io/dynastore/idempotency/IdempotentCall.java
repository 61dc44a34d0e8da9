package io.dynastore.idempotency;

import io.dynastore.Partition;
import io.dynastore.idempotency.IdempotencyListener.Call;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.idempotency.Results.Replay;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What the calls of both methods have in common. Each instance is used for one call, by its thread. */
abstract class IdempotentCall<R> {
    private static final Logger LOG = System.getLogger(Idempotency.class.getName());

    final Records records;
    final Results<R> results;
    final IdempotencySettings settings;
    final String key;
    final Fingerprint fingerprint;
    private final Use use;
    private final long startNanos;
    private Outcome outcome = Outcome.FAILED;

    IdempotentCall(
            Records records,
            Results<R> results,
            IdempotencySettings settings,
            Use use,
            String key,
            Fingerprint fingerprint) {
        this.records = records;
        this.results = results;
        this.settings = settings;
        this.use = use;
        records.checkKey(key);
        this.key = key;
        this.fingerprint = Objects.requireNonNull(fingerprint, "request");
        this.startNanos = records.timing().nanoTime();
    }

    /** Notes how the call ends. */
    void ends(Outcome how) {
        outcome = how;
    }

    Duration elapsed() {
        return Duration.ofNanos(records.timing().nanoTime() - startNanos);
    }

    void notifyListeners() {
        if (settings.listeners().isEmpty()) {
            return;
        }
        Call call = new Call(records.partition(), key, use, outcome, elapsed());
        for (IdempotencyListener listener : settings.listeners()) {
            try {
                listener.ended(call);
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "A listener failed to handle an idempotent operation", e);
            }
        }
    }

    /**
     * Returns the recorded result; empty if there is none yet.
     *
     * @throws RuntimeException if the key cannot be used
     */
    Optional<Replay<R>> replay(Finding found) {
        String table = partition().table().name();
        String partition = partition().name();
        switch (found.state()) {
            case OTHER_REQUEST -> {
                ends(Outcome.MISMATCH);
                throw new RequestMismatchException(table, partition, key);
            }
            case OTHER_USE -> {
                ends(Outcome.MISMATCH);
                throw new KeyOfOtherUseException(table, partition, key, use == Use.RUN ? Use.TRANSACT : Use.RUN);
            }
            case FOREIGN -> {
                ends(Outcome.MISMATCH);
                throw new NotARecordException(table, partition, key);
            }
            default -> {
                StoredRecord stored = found.stored();
                return stored == null || found.state() != Finding.State.DONE
                        ? Optional.empty()
                        : Optional.of(results.replay(records, key, stored));
            }
        }
    }

    /** Returns a recorded result, or throws a recorded exception. */
    <X extends Throwable> R replayed(Replay<R> replay) throws X {
        ends(Outcome.REPLAYED);
        return this.<X>outcome(replay);
    }

    /** Returns a result, which may be null for operations without results, or throws an exception of the action. */
    @SuppressWarnings({"NullAway", "unchecked", "TypeParameterUnusedInFormals"})
    <X extends Throwable> R outcome(Replay<R> result) throws X {
        if (result.thrown() != null) {
            throw (X) result.thrown();
        }
        return result.value();
    }

    Partition<?> partition() {
        return records.partition();
    }
}
