package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects writes to several entries, of several partitions and tables of one store, of which either all or none take effect.
 * It is passed to the lambda of {@link DynaStore#transact}:
 *
 * <pre>{@code
 * store.transact(tx -> tx.update(accounts, from, from.value().minus(amount))
 *         .update(accounts, to, to.value().plus(amount))
 *         .create(transfers, id, transfer));
 * }</pre>
 *
 * <p>Each action has the same effect as the method of that name of {@link Partition}, including fields and expiry; if it
 * would be refused there, the transaction fails. A transaction has at most 100 actions, each on another key, and 4 MB.
 * Methods throw {@link IllegalArgumentException} for an action that exceeds this, and {@link EntryTooLargeException} for an
 * entry that is too large.
 *
 * <p>An action on a {@linkplain Partition#fence(Fence) fenced} partition is fenced; {@link #check(Fence)} checks the lease
 * itself.
 *
 * <p>Not thread-safe, and invalid after the call.
 */
public final class Transaction {
    /** DynamoDB's limit on the actions of a transaction. */
    private static final int MAX_ACTIONS = 100;

    /** DynamoDB's limit on the total size of the items of a transaction. */
    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private final OperationRunner runner;
    private final List<TransactionAction> actions = new ArrayList<>();
    private final Set<Address> addresses = new HashSet<>();
    private long bytes;

    Transaction(OperationRunner runner) {
        this.runner = runner;
    }

    List<TransactionAction> actions() {
        return actions;
    }

    /**
     * Writes an entry, whether or not it exists.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @return this
     */
    public <V> Transaction put(Partition<V> partition, String key, V value) {
        return put(partition, key, value, with -> {});
    }

    /**
     * Writes an entry, whether or not it exists.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @param options sets expiry and fields
     * @return this
     */
    public <V> Transaction put(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return add(TransactionAction.put(own(partition).encoder().write(key, value, options)));
    }

    /**
     * Writes an entry only if it does not exist.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @return this
     */
    public <V> Transaction create(Partition<V> partition, String key, V value) {
        return create(partition, key, value, with -> {});
    }

    /**
     * Writes an entry only if it does not exist.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @param options sets expiry and fields
     * @return this
     */
    public <V> Transaction create(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return add(TransactionAction.create(own(partition).encoder().write(key, value, options)));
    }

    /**
     * Gives an entry a new value if it has not changed since it was read.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @param value the new value
     * @return this
     */
    public <V> Transaction update(Partition<V> partition, Entry<?> previous, V value) {
        return update(partition, previous, value, with -> {});
    }

    /**
     * Gives an entry a new value if it has not changed since it was read.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @param value the new value
     * @param options sets expiry and fields
     * @return this
     */
    public <V> Transaction update(
            Partition<V> partition, Entry<?> previous, V value, Consumer<? super WriteOptions> options) {
        view(partition).checkOwn(previous);
        return update(partition, previous.key(), previous.revision(), value, options);
    }

    /**
     * Gives an entry a new value if it is at a given revision.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @param value the new value
     * @return this
     */
    public <V> Transaction update(Partition<V> partition, String key, Revision expected, V value) {
        return update(partition, key, expected, value, with -> {});
    }

    /**
     * Gives an entry a new value if it is at a given revision.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @param value the new value
     * @param options sets expiry and fields
     * @return this
     */
    public <V> Transaction update(
            Partition<V> partition, String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.update(own(partition).encoder().rewrite(key, expected, value, options), expected));
    }

    /**
     * Deletes an entry, whatever its revision. Deleting a missing entry is not an error.
     *
     * @param partition the partition
     * @param key the entry's key
     * @return this
     */
    public Transaction delete(Partition<?> partition, String key) {
        return add(TransactionAction.delete(view(partition).target(key)));
    }

    /**
     * Deletes an entry if it has not changed since it was read.
     *
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @return this
     */
    public Transaction delete(Partition<?> partition, Entry<?> previous) {
        view(partition).checkOwn(previous);
        return delete(partition, previous.key(), previous.revision());
    }

    /**
     * Deletes an entry if it is at a given revision.
     *
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @return this
     */
    public Transaction delete(Partition<?> partition, String key, Revision expected) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.delete(view(partition).target(key), expected));
    }

    /**
     * Writes nothing, but fails the transaction if an entry has changed since it was read.
     *
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @return this
     */
    public Transaction check(Partition<?> partition, Entry<?> previous) {
        view(partition).checkOwn(previous);
        return check(partition, previous.key(), previous.revision());
    }

    /**
     * Writes nothing, but fails the transaction if an entry is not at a given revision.
     *
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @return this
     */
    public Transaction check(Partition<?> partition, String key, Revision expected) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.check(view(partition).target(key), expected));
    }

    /**
     * Writes nothing, but fails the transaction if the lease has been released or has another holder by then: the strict form
     * of a fence. It checks the lease itself, not the entries, and so also protects entries that are new, that were deleted,
     * or that the newer holder has not written yet.
     *
     * @param fence the lease, which belongs to this store; it counts as one action, on the lease's key
     * @return this
     * @throws DynaStoreException if the lease is {@linkplain Fence#ensureHeld() known to be lost}
     */
    public Transaction check(Fence fence) {
        Target lease = view(fence.partition()).withFence(fence).target(fence.name());
        return add(TransactionAction.held(lease, fence.owner()));
    }

    private <V> PartitionView<V> view(Partition<V> partition) {
        return own(partition).view();
    }

    /** The partition that a wrapper hides has the same values. */
    @SuppressWarnings("unchecked")
    private <V> DefaultPartition<V> own(Partition<V> partition) {
        return (DefaultPartition<V>)
                partition
                        .unwrap(DefaultPartition.class)
                        .filter(own -> own.view().runner() == runner)
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        partition
                                                + " belongs to another store. Take all partitions of a transaction from the store that runs it."));
    }

    private Transaction add(TransactionAction action) {
        if (!addresses.add(action.address())) {
            throw new IllegalArgumentException("The transaction has two actions on " + action.address()
                    + ", but DynamoDB accepts one for each key. Combine them.");
        }
        if (actions.size() == MAX_ACTIONS) {
            throw new IllegalArgumentException("The transaction has more than " + MAX_ACTIONS + " actions with that on "
                    + action.address() + ", the limit of DynamoDB. Divide it.");
        }
        long size = action.bytes();
        if (size > ItemFormat.MAX_ITEM_BYTES) {
            throw new EntryTooLargeException(action.address(), null);
        }
        bytes += size;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("The transaction has more than " + MAX_BYTES
                    + " bytes with the action on " + action.address() + ", the limit of DynamoDB. Divide it.");
        }
        actions.add(action);
        return this;
    }

    @Override
    public String toString() {
        return "Transaction[" + actions.size() + " actions]";
    }
}
