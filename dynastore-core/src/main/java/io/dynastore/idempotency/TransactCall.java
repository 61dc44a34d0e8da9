package io.dynastore.idempotency;

import io.dynastore.Codec;
import io.dynastore.Partition;
import io.dynastore.Transaction;
import io.dynastore.TransactionFailedException;
import io.dynastore.WriteOptions;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.idempotency.Results.Replay;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One call of {@link Idempotency#transact}. */
final class TransactCall<R> extends IdempotentCall<R> {
    private final Function<? super Transaction, ? extends R> actions;

    TransactCall(
            Records records,
            Results<R> results,
            IdempotencySettings settings,
            String key,
            Fingerprint fingerprint,
            Function<? super Transaction, ? extends R> actions) {
        super(records, results, settings, Use.TRANSACT, key, fingerprint);
        this.actions = Objects.requireNonNull(actions, "actions");
    }

    R call() {
        Optional<Replay<R>> replay = recorded();
        if (replay.isPresent()) {
            return this.<RuntimeException>replayed(replay.get());
        }
        Writes writes = new Writes();
        try {
            partition().table().store().transact(writes::addTo);
        } catch (TransactionFailedException e) {
            // Another call may have been faster: its record has refused this one, or what it wrote has.
            replay = recorded();
            if (replay.isPresent()) {
                return this.<RuntimeException>replayed(replay.get());
            }
            throw e;
        }
        ends(Outcome.EXECUTED);
        return this.<RuntimeException>outcome(new Replay<>(writes.result, null));
    }

    private Optional<Replay<R>> recorded() {
        return replay(records.look(key, Use.TRANSACT, fingerprint, settings, true));
    }

    /** The actions of the caller, and the record. */
    private final class Writes {
        private final Partition<AttributeValue> partition = partition().as(Codec.attribute());
        private final Instant began = records.timing().now();
        private @Nullable R result;

        void addTo(Transaction transaction) {
            result = actions.apply(transaction);
            Recorded recorded = Results.ofTransaction(records, key, result);
            transaction.create(partition, key, recorded.payload(), with -> describe(recorded, with));
        }

        private void describe(Recorded recorded, WriteOptions with) {
            with.timeToLive(settings.retention())
                    .field(StoredRecord.USE, StoredRecord.text(Use.TRANSACT))
                    .field(StoredRecord.FINGERPRINT, fingerprint.hash())
                    .field(StoredRecord.BEGAN, began.toEpochMilli())
                    .field(StoredRecord.COMPLETED, records.timing().now().toEpochMilli())
                    .field(StoredRecord.ATTEMPTS, 1)
                    .field(StoredRecord.RESULT, recorded.kind().text());
        }
    }
}
