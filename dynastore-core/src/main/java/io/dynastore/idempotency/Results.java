package io.dynastore.idempotency;

import io.dynastore.Partition;
import io.dynastore.internal.Texts;
import io.dynastore.internal.Where;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Encodes and decodes results. Immutable.
 *
 * @param partition the partition, whose codec encodes the results
 * @param failures the exceptions that are results
 */
record Results<R>(Partition<R> partition, List<RecordedFailure<?>> failures) {
    private static final Logger LOG = System.getLogger(Idempotency.class.getName());

    /** A result, which is returned or thrown. */
    record Replay<R>(@Nullable R value, @Nullable Throwable thrown) {}

    /** Returns what to record of a result of an action that has run: that it is not kept, if it cannot be, whatever the reason is. */
    Recorded ofRun(Records records, String key, @Nullable R result) {
        if (result == null) {
            return Recorded.NOTHING;
        }
        try {
            return Recorded.value(records.encode(key, result));
        } catch (RuntimeException | Error e) {
            return notKept(key, e);
        }
    }

    /** Returns what to record of an exception of an action; null if it is no result. */
    @Nullable
    Recorded ofFailure(String key, Throwable thrown) {
        for (RecordedFailure<?> failure : failures) {
            if (failure.records(thrown)) {
                try {
                    return Recorded.failure(
                            failure.type().getName(),
                            Texts.requireUnicode("text of an exception", failure.encode(thrown)));
                } catch (RuntimeException | Error e) {
                    return notKept(key, e);
                }
            }
        }
        return null;
    }

    /** Returns what to record instead of a result that cannot be kept. The message of the exception may quote it. */
    Recorded notKept(String key, Throwable reason) {
        LOG.log(
                Level.WARNING,
                () -> "The result of an idempotent operation is not kept, because it cannot be stored ("
                        + reason.getClass().getName() + "): "
                        + Where.of(partition.table().name(), partition.name(), key)
                        + ". Later calls throw ResultNotKeptException.");
        return Recorded.NOT_KEPT;
    }

    /** Returns the result in a record. */
    @SuppressWarnings("unchecked") // The partition's codec decodes values of its type.
    Replay<R> replay(Records records, String key, StoredRecord stored) {
        Recorded recorded = stored.recorded();
        return switch (recorded.kind()) {
            case NONE -> new Replay<>(null, null);
            case VALUE -> new Replay<>((R) records.decode(stored), null);
            case FAILURE -> new Replay<>(null, failure(recorded).orElseGet(() -> lost(key)));
            case NOT_KEPT -> new Replay<>(null, lost(key));
        };
    }

    private Optional<Exception> failure(Recorded recorded) {
        String text = Objects.requireNonNullElse(recorded.payload().s(), "");
        for (RecordedFailure<?> failure : failures) {
            if (failure.type().getName().equals(recorded.failure())) {
                return Optional.ofNullable(failure.decode().apply(text));
            }
        }
        return Optional.empty();
    }

    private Exception lost(String key) {
        return new ResultNotKeptException(partition.table().name(), partition.name(), key);
    }

    /** Returns the payload of a result of a transaction. */
    static <R> Recorded ofTransaction(Records records, String key, @Nullable R result) {
        if (result == null) {
            return Recorded.NOTHING;
        }
        AttributeValue payload = records.encode(key, result);
        return Recorded.value(payload);
    }
}
