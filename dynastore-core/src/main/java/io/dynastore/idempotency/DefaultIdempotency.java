package io.dynastore.idempotency;

import io.dynastore.Partition;
import io.dynastore.Transaction;
import io.dynastore.internal.ItemAccess;
import io.dynastore.lease.Timing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The idempotent operations of one partition.
 *
 * @param records sends the requests
 * @param results encodes and decodes the results
 * @param settings the settings
 */
record DefaultIdempotency<R>(Records records, Results<R> results, IdempotencySettings settings)
        implements Idempotency<R> {

    static <R> Idempotency<R> of(Partition<R> partition) {
        ItemAccess items = Objects.requireNonNull(partition, "partition")
                .unwrap(ItemAccess.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        partition + " does not belong to a DynaStore. Take the partition from one."));
        IdempotencySettings settings = IdempotencySettings.DEFAULTS;
        return new DefaultIdempotency<>(
                new Records(partition, items, Timing.system(items.clock())),
                new Results<>(partition, settings.failures()),
                settings);
    }

    /** Such operations have only the value null, which no codec sees. */
    @SuppressWarnings("unchecked")
    static Idempotency<Void> withoutResult(Partition<?> partition) {
        return (Idempotency<Void>) of(partition);
    }

    private Idempotency<R> with(IdempotencySettings other) {
        return new DefaultIdempotency<>(records, new Results<>(results.partition(), other.failures()), other);
    }

    @Override
    public Idempotency<R> retention(Duration retention) {
        return with(settings.retention(retention));
    }

    @Override
    public Idempotency<R> lease(Duration lease) {
        return with(settings.lease(lease));
    }

    @Override
    public Idempotency<R> clockSkew(Duration clockSkew) {
        return with(settings.clockSkew(clockSkew));
    }

    @Override
    public Idempotency<R> waiting(Duration waiting) {
        return with(settings.waiting(waiting));
    }

    @Override
    public Idempotency<R> lookFirst() {
        return with(settings.withLookFirst());
    }

    @Override
    public <E extends Exception> Idempotency<R> recording(
            Class<E> type, Function<? super E, String> encode, Function<String, ? extends E> decode) {
        return with(settings.recording(new RecordedFailure<E>(type, encode, decode)));
    }

    @Override
    public Idempotency<R> listener(IdempotencyListener listener) {
        return with(settings.listener(Objects.requireNonNull(listener, "listener")));
    }

    @Override
    public Idempotency<R> timing(Timing timing) {
        return new DefaultIdempotency<>(records.with(Objects.requireNonNull(timing, "timing")), results, settings);
    }

    @Override
    public <X extends Throwable> R run(String key, Fingerprint request, IdempotentAction<? extends R, X> action)
            throws X {
        RunCall<R, X> call = new RunCall<>(records, results, settings, key, request, action);
        try {
            return call.call();
        } finally {
            call.notifyListeners();
        }
    }

    @Override
    public R transact(String key, Fingerprint request, Function<? super Transaction, ? extends R> actions) {
        TransactCall<R> call = new TransactCall<>(records, results, settings, key, request, actions);
        try {
            return call.call();
        } finally {
            call.notifyListeners();
        }
    }

    @Override
    public Optional<IdempotencyRecord> find(String key) {
        records.checkKey(key);
        return records.read(key, true).flatMap(item -> {
            StoredRecord stored = StoredRecord.of(item);
            if (stored == null && Finding.isExpired(item, records.timing().now())) {
                return Optional.empty();
            }
            if (stored == null) {
                throw new NotARecordException(
                        partition().table().name(), partition().name(), key);
            }
            return stored.isLive(records.timing().now())
                    ? Optional.of(stored.view(key, AttemptId.of(partition().name(), key), records.overdue(settings)))
                    : Optional.empty();
        });
    }

    @Override
    public Partition<?> partition() {
        return records.partition();
    }

    @Override
    public String toString() {
        return "Idempotency[" + partition() + "]";
    }
}
