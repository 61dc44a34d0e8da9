package io.dynastore;

import io.dynastore.Verdict.Evidence;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Writes and deletes the entries of one partition, and determines by a {@link Verdict} whether a refused write took effect.
 * Immutable.
 */
final class EntryWriter<V> {
    /** A guard against other clients that replace or delete the leftover again and again. */
    private static final int MAX_ATTEMPTS = 10;

    private final PartitionView<V> partition;
    private final EntryEncoder<V> encoder;

    EntryWriter(PartitionView<V> partition, EntryEncoder<V> encoder) {
        this.partition = partition;
        this.encoder = encoder;
    }

    Entry<V> put(String key, V value, Consumer<? super WriteOptions> options) {
        Write write = encoder.write(key, value, options);
        return partition.runner().run("put", write.address(), call -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return updated(call, WriteRequests.put(write).alone(), value);
                } catch (ConditionalCheckFailedException e) {
                    StoredItem current = current(e);
                    Verdict verdict = Verdict.ofPut(
                            evidence(call, write, current),
                            write.writeId().text(),
                            current != null && current.hasPayload(write.payload()));
                    Entry<V> entry = afterRefusal(call, write, value, verdict, current, e, attempt);
                    if (entry != null) {
                        return entry;
                    }
                }
            }
        });
    }

    Entry<V> create(String key, V value, Consumer<? super WriteOptions> options) {
        Write write = encoder.write(key, value, options);
        return partition.runner().run("create", write.address(), call -> create(call, write, value));
    }

    Entry<V> create(Call call, Write write, V value) {
        Map<String, AttributeValue> item = WriteRequests.item(write, 1);
        for (int attempt = 1; ; attempt++) {
            try {
                call.putItem(WriteRequests.create(write, item).alone());
                return partition.stored(item).entryOf(value);
            } catch (ConditionalCheckFailedException e) {
                StoredItem current = current(e);
                Verdict verdict = Verdict.ofCreate(
                        evidence(call, write, current), write.writeId().text());
                if (verdict == Verdict.COMMITTED) {
                    return partition.stored(item).entryOf(value);
                }
                if (verdict == Verdict.CONFLICT && current != null) {
                    throw new KeyExistsException(write.address(), current);
                }
                Entry<V> entry = afterRefusal(call, write, value, verdict, current, e, attempt);
                if (entry != null) {
                    return entry;
                }
            }
        }
    }

    Entry<V> update(String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        Objects.requireNonNull(expected, "expected");
        Write write = encoder.rewrite(key, expected, value, options);
        return partition.runner().run("update", write.address(), call -> update(call, write, expected, value));
    }

    Entry<V> update(Call call, Write write, Revision expected, V value) {
        try {
            return updated(call, WriteRequests.update(write, expected).alone(), value);
        } catch (ConditionalCheckFailedException e) {
            StoredItem current = current(e);
            Verdict verdict = Verdict.ofUpdate(
                    evidence(call, write, current), expected, write.writeId().text());
            if (verdict == Verdict.COMMITTED && current != null) {
                return current.entryOf(value);
            }
            throw verdict == Verdict.UNKNOWN
                    ? OutcomeUnknownException.refused(write.address(), false, call.attempts(), current, e)
                    : failure(write.target(), verdict, expected, current);
        }
    }

    boolean delete(String key) {
        Target target = partition.target(key);
        return partition.runner().run("delete", target.address(), call -> {
            try {
                return wasLive(partition.stored(
                        call.deleteItem(WriteRequests.delete(target)).attributes()));
            } catch (ConditionalCheckFailedException e) {
                refuseUnlessGone(call, target, current(e), e);
                return false;
            }
        });
    }

    void delete(String key, Revision expected) {
        Objects.requireNonNull(expected, "expected");
        Target target = partition.target(key);
        partition.runner().run("delete", target.address(), call -> {
            try {
                call.deleteItem(WriteRequests.delete(target, expected).delete());
            } catch (ConditionalCheckFailedException e) {
                throw notDeleted(call, target, expected, current(e), e);
            }
            return true;
        });
    }

    private static RuntimeException notDeleted(
            Call call,
            Target target,
            Revision expected,
            @Nullable StoredItem current,
            ConditionalCheckFailedException refusal) {
        Verdict verdict = Verdict.ofDelete(evidence(call, target, true, current), expected);
        if (verdict != Verdict.UNKNOWN) {
            return failure(target, verdict, expected, current);
        }
        return current == null
                ? OutcomeUnknownException.gone(target.address(), call.attempts(), refusal)
                : OutcomeUnknownException.refused(target.address(), true, call.attempts(), current, refusal);
    }

    /** Fails if something else than a missing item refused a delete that checks no revision. */
    private static void refuseUnlessGone(
            Call call, Target target, @Nullable StoredItem current, ConditionalCheckFailedException refusal) {
        Verdict verdict = Verdict.ofDelete(evidence(call, target, true, current));
        if (verdict == Verdict.UNKNOWN) {
            throw OutcomeUnknownException.refused(target.address(), true, call.attempts(), current, refusal);
        }
        if (verdict == Verdict.STALE && current != null) {
            throw new StaleFenceException(target.address(), target.token(), current.fence());
        }
    }

    /** Returns the entry that a refused put or create has written after all; null if a further attempt is needed. */
    private @Nullable Entry<V> afterRefusal(
            Call call,
            Write write,
            V value,
            Verdict verdict,
            @Nullable StoredItem current,
            ConditionalCheckFailedException refusal,
            int attempt) {
        if (current == null || verdict == Verdict.UNKNOWN) {
            throw OutcomeUnknownException.refused(write.address(), false, call.attempts(), current, refusal);
        }
        if (verdict == Verdict.COMMITTED) {
            return current.entryOf(value);
        }
        if (verdict == Verdict.STALE) {
            throw new StaleFenceException(write.address(), write.target().token(), current.fence());
        }
        if (verdict != Verdict.LEFTOVER || attempt == MAX_ATTEMPTS) {
            throw new KeyModifiedException(write.address(), current.revision(), current);
        }
        return replace(call, write, value, current);
    }

    /** Replaces a leftover; returns null if another client has written or deleted it meanwhile. */
    private @Nullable Entry<V> replace(Call call, Write write, V value, StoredItem leftover) {
        Entry<V> written = written(write, leftover.version() + 1, value);
        try {
            call.putItem(WriteRequests.replace(write, leftover).alone());
            return written;
        } catch (ConditionalCheckFailedException e) {
            StoredItem current = current(e);
            return switch (Verdict.ofReplace(
                    evidence(call, write, current), write.writeId().text())) {
                case COMMITTED -> written;
                case UNKNOWN ->
                    throw OutcomeUnknownException.refused(write.address(), false, call.attempts(), current, e);
                default -> null;
            };
        }
    }

    private static RuntimeException failure(
            Target target, Verdict verdict, Revision expected, @Nullable StoredItem current) {
        if (verdict == Verdict.STALE && current != null) {
            return new StaleFenceException(target.address(), target.token(), current.fence());
        }
        return verdict == Verdict.GONE || current == null
                ? new KeyNotFoundException(target.address())
                : new KeyModifiedException(target.address(), expected, current);
    }

    private static Evidence evidence(Call call, Write write, @Nullable StoredItem current) {
        return evidence(call, write.target(), false, current);
    }

    private static Evidence evidence(Call call, Target target, boolean delete, @Nullable StoredItem current) {
        boolean retried = call.attempts().earlierMayHaveBeenExecuted();
        try {
            return new Evidence(
                    current == null ? null : current.revision(),
                    current != null && current.isLive(target.nowSecond()),
                    retried,
                    current != null && current.isStale(target.token()));
        } catch (MalformedItemException e) {
            // What another program made of the item tells nothing about an earlier attempt.
            throw retried ? OutcomeUnknownException.refused(target.address(), delete, call.attempts(), current, e) : e;
        }
    }

    /** Updates an entry, and returns it as DynamoDB did. */
    private Entry<V> updated(Call call, UpdateItemRequest.Builder request, V value) {
        return partition.stored(call.updateItem(request).attributes()).entryOf(value);
    }

    private @Nullable StoredItem current(ConditionalCheckFailedException refusal) {
        return refusal.hasItem() ? partition.stored(refusal.item()) : null;
    }

    /** Returns whether a deleted item was a living entry. An item that is not an entry counts as one. */
    private boolean wasLive(StoredItem deleted) {
        try {
            return deleted.isLive(partition.nowSecond());
        } catch (MalformedItemException e) {
            return true;
        }
    }

    /** Returns the entry that a write of the whole item has written; another client may have changed it since. */
    private Entry<V> written(Write write, long version, V value) {
        return partition.stored(WriteRequests.item(write, version)).entryOf(value);
    }
}
