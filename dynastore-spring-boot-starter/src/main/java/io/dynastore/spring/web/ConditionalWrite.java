package io.dynastore.spring.web;

import io.dynastore.Entry;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import io.dynastore.KeyNotFoundException;
import io.dynastore.Partition;
import io.dynastore.Revision;
import io.dynastore.WriteOptions;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes an entry if the precondition of the request is true for its current state. When another client was faster, the
 * precondition is evaluated for what that client has written.
 */
final class ConditionalWrite<V> {
    /** The number of attempts before other clients are considered to be faster forever. */
    private static final int ATTEMPTS = 50;

    private final Precondition precondition;
    private final Partition<V> partition;
    private final String key;

    ConditionalWrite(Precondition precondition, Partition<V> partition, String key) {
        this.precondition = precondition;
        this.partition = partition;
        this.key = key;
    }

    Entry<V> check() {
        return check(partition.consistent().get(key));
    }

    Entry<V> update(V value, Consumer<? super WriteOptions> options) {
        Revision only = precondition.onlyRevision();
        return only == null
                ? onCurrent(current -> () -> partition.update(current, value, options))
                : translating(() -> partition.update(key, only, value, options));
    }

    Entry<V> modify(UnaryOperator<V> change, Consumer<? super WriteOptions> options) {
        return onCurrent(current -> {
            V value = change.apply(current.value());
            return () -> partition.update(current, value, options);
        });
    }

    Entry<V> put(V value, Consumer<? super WriteOptions> options) {
        if (precondition.isMissing()) {
            throw DynaStoreProblem.preconditionRequired();
        }
        if (!precondition.hasIfMatch()) {
            return putUnlessMatched(value, options);
        }
        try {
            return update(value, options);
        } catch (KeyNotFoundException e) {
            throw new PreconditionFailedException(e);
        }
    }

    private Entry<V> putUnlessMatched(V value, Consumer<? super WriteOptions> options) {
        Entry<V> current = precondition.isCreateOnly()
                ? null
                : partition.consistent().find(key).orElse(null);
        for (int attempt = 1; ; attempt++) {
            try {
                return current == null
                        ? partition.create(key, value, options)
                        : partition.update(check(current), value, options);
            } catch (KeyExistsException | KeyModifiedException | KeyNotFoundException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                current = PreconditionFailedException.currentOf(e, partition.codec());
            }
        }
    }

    void delete() {
        Revision only = precondition.onlyRevision();
        if (only != null) {
            translating(() -> {
                partition.delete(key, only);
                return key;
            });
        } else if (!precondition.isAnyState()) {
            onCurrent(current -> () -> {
                partition.delete(current);
                return key;
            });
        } else if (!partition.delete(key)) {
            throw new KeyNotFoundException(partition.table().name(), partition.name(), key);
        }
    }

    /** Makes a write that is prepared with the current entry. */
    private <R> R onCurrent(Function<Entry<V>, Supplier<R>> prepare) {
        Entry<V> current = check();
        for (int attempt = 1; ; attempt++) {
            Supplier<R> write = prepare.apply(current);
            try {
                return write.get();
            } catch (KeyModifiedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                current = check(e.current(partition.codec()));
            }
        }
    }

    /** Makes a write at the one revision that the precondition is true for. */
    private static <R> R translating(Supplier<R> write) {
        try {
            return write.get();
        } catch (KeyModifiedException e) {
            throw new PreconditionFailedException(e);
        }
    }

    private Entry<V> check(Entry<V> current) {
        if (precondition.isMissing()) {
            throw DynaStoreProblem.preconditionRequired();
        }
        if (precondition.failsIfMatch(current.revision())) {
            throw new PreconditionFailedException(
                    new KeyModifiedException(precondition.expected(), current, partition.codec()));
        }
        if (precondition.failsIfNoneMatch(current.revision())) {
            throw new PreconditionFailedException(new KeyExistsException(current, partition.codec()));
        }
        return current;
    }
}
