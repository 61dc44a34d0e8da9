package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes to several entries, of several partitions and tables of one store, that happen all together or not at all. Filled
 * by the lambda that is given to {@link DynaStore#transact}:
 *
 * <pre>{@code
 * store.transact(tx -> tx.update(accounts, from, from.value().minus(amount))
 *         .update(accounts, to, to.value().plus(amount))
 *         .create(transfers, id, transfer));
 * }</pre>
 *
 * <p>Each action does what the method of that name does on a {@link Partition}, fields and expiry included; one that would
 * be refused there fails the transaction. At most 100 actions, each on another key, and 4 MB. An action that could not be
 * part of it throws {@link IllegalArgumentException}, one whose entry could not be stored {@link EntryTooLargeException}.
 *
 * <p>An action on a {@linkplain Partition#fence(Fence) fenced} partition is fenced; {@link #check(Fence)} makes sure of the
 * lease itself.
 *
 * <p>Not thread-safe, and of no use after the call.
 */
public final class Transaction {
    /** DynamoDB's limit on the actions of a transaction. */
    private static final int MAX_ACTIONS = 100;

    /** DynamoDB's limit on the items of a transaction together. */
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
     * Writes an entry whatever is there.
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
     * Writes an entry whatever is there.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @param options what else to write
     * @return this
     */
    public <V> Transaction put(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return add(TransactionAction.put(own(partition).encoder().write(key, value, options)));
    }

    /**
     * Writes an entry only if there is none.
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
     * Writes an entry only if there is none.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param value its value
     * @param options what else to write
     * @return this
     */
    public <V> Transaction create(Partition<V> partition, String key, V value, Consumer<? super WriteOptions> options) {
        return add(TransactionAction.create(own(partition).encoder().write(key, value, options)));
    }

    /**
     * Gives an entry a new value if it is still as it was read.
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
     * Gives an entry a new value if it is still as it was read.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @param value the new value
     * @param options what else to write
     * @return this
     */
    public <V> Transaction update(
            Partition<V> partition, Entry<?> previous, V value, Consumer<? super WriteOptions> options) {
        own(partition).checkOwn(previous);
        return update(partition, previous.key(), previous.revision(), value, options);
    }

    /**
     * Gives an entry a new value if it is still at a revision.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision it must be at
     * @param value the new value
     * @return this
     */
    public <V> Transaction update(Partition<V> partition, String key, Revision expected, V value) {
        return update(partition, key, expected, value, with -> {});
    }

    /**
     * Gives an entry a new value if it is still at a revision.
     *
     * @param <V> the type of the value
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision it must be at
     * @param value the new value
     * @param options what else to write
     * @return this
     */
    public <V> Transaction update(
            Partition<V> partition, String key, Revision expected, V value, Consumer<? super WriteOptions> options) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.update(own(partition).encoder().rewrite(key, expected, value, options), expected));
    }

    /**
     * Deletes an entry whatever its revision is. That there is none is no error.
     *
     * @param partition the partition
     * @param key the entry's key
     * @return this
     */
    public Transaction delete(Partition<?> partition, String key) {
        return add(TransactionAction.delete(own(partition).encoder().target(key)));
    }

    /**
     * Deletes an entry if it is still as it was read.
     *
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @return this
     */
    public Transaction delete(Partition<?> partition, Entry<?> previous) {
        own(partition).checkOwn(previous);
        return delete(partition, previous.key(), previous.revision());
    }

    /**
     * Deletes an entry if it is still at a revision.
     *
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision it must be at
     * @return this
     */
    public Transaction delete(Partition<?> partition, String key, Revision expected) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.delete(own(partition).encoder().target(key), expected));
    }

    /**
     * Writes nothing, but fails the transaction unless an entry is still as it was read.
     *
     * @param partition the partition
     * @param previous the entry as it was read or written, of that partition
     * @return this
     */
    public Transaction check(Partition<?> partition, Entry<?> previous) {
        own(partition).checkOwn(previous);
        return check(partition, previous.key(), previous.revision());
    }

    /**
     * Writes nothing, but fails the transaction unless an entry is still at a revision.
     *
     * @param partition the partition
     * @param key the entry's key
     * @param expected the revision it must be at
     * @return this
     */
    public Transaction check(Partition<?> partition, String key, Revision expected) {
        Objects.requireNonNull(expected, "expected");
        return add(TransactionAction.check(own(partition).encoder().target(key), expected));
    }

    /**
     * Writes nothing, but fails the transaction unless nobody else has taken the lease by then, and it has not been released:
     * the strict form of a fence. It asks the lease itself, not the entries, and so protects also those that are new, that
     * were deleted, or that the newer holder has not written yet.
     *
     * @param fence the lease, of this store; it counts as one action, on the lease's key
     * @return this
     * @throws DynaStoreException if the lease is {@linkplain Fence#ensureHeld() known to be lost}
     */
    public Transaction check(Fence fence) {
        DefaultPartition<?> leases = own(fence.partition());
        fence.ensureHeld();
        Target lease = new Target(
                leases.layout(), leases.name(), leases.checkKey(fence.name()), leases.nowSecond(), fence.token());
        return add(TransactionAction.held(lease, fence.owner()));
    }

    private <V> DefaultPartition<V> own(Partition<V> partition) {
        if (partition instanceof DefaultPartition<V> own && own.runner() == runner) {
            return own;
        }
        throw new IllegalArgumentException(
                partition + " is of another store. Take all partitions of a transaction from the store that runs it.");
    }

    private Transaction add(TransactionAction action) {
        if (!addresses.add(action.address())) {
            throw new IllegalArgumentException("The transaction has two actions on " + action.address()
                    + ": DynamoDB takes one for each key. Make one of them.");
        }
        if (actions.size() == MAX_ACTIONS) {
            throw new IllegalArgumentException("The transaction has more than " + MAX_ACTIONS + " actions, with "
                    + action.address() + ": DynamoDB takes no more. Divide it.");
        }
        long size = action.bytes();
        if (size > ItemFormat.MAX_ITEM_BYTES) {
            throw new EntryTooLargeException(action.address(), null);
        }
        bytes += size;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("The transaction has more than " + MAX_BYTES + " bytes, with "
                    + action.address() + ": DynamoDB takes no more. Divide it.");
        }
        actions.add(action);
        return this;
    }

    @Override
    public String toString() {
        return "Transaction[" + actions.size() + " actions]";
    }
}
