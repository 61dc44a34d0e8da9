package io.dynastore;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A named group of entries in a table, and the operations on them. A partition does not have to be created: it exists as soon
 * as it has an entry. All entries of a partition have the same partition key in the table.
 *
 * <p>A partition is an immutable, thread-safe view that is cheap to create. Each operation blocks until DynamoDB has answered.
 * Configure time-outs on the {@link software.amazon.awssdk.services.dynamodb.DynamoDbClient}. No operation sees an expired
 * entry, whether or not DynamoDB has deleted its item yet. A write returns the entry with the value that it was given, which
 * may differ from what is read later, such as the offset of a date in JSON.
 *
 * <p>If a reply is lost, the SDK sends the request again. An update, a modification, or a delete at a revision takes effect
 * once nevertheless. A put, a create or a delete by key does not check a revision: it takes effect twice if another client
 * writes, deletes or creates the entry between the attempts.
 *
 * <p>Every operation may throw
 * <ul>
 *   <li>{@link InvalidKeyException}, before anything is sent, for a key that is empty, has more than 1,024 bytes in UTF-8 or
 *       is not valid Unicode;
 *   <li>{@link IllegalArgumentException}, before anything is sent, for a {@linkplain WriteOptions field} that DynamoDB does
 *       not accept, and for a query whose range does not fit the keys;
 *   <li>{@link TableNotFoundException} if the table does not exist;
 *   <li>{@link MalformedItemException} if another program wrote the item and it is not an entry, and {@link CodecException}
 *       if a value cannot be encoded or decoded, also if it is one of many, unless {@link Codec#tolerant()} is used;
 *   <li>{@link ReservedFieldException}, from writes, if a field has a reserved name, and {@link EntryTooLargeException} if
 *       the item would be larger than 400 KB;
 *   <li>{@link StaleFenceException}, from writes and deletes of a {@linkplain #fence(Fence) fenced} view, if a newer holder
 *       has written the entry;
 *   <li>{@link OutcomeUnknownException}, from writes and deletes, if a reply was lost and nothing tells whether the write
 *       took effect;
 *   <li>the AWS SDK's {@link software.amazon.awssdk.core.exception.SdkException} if AWS or the connection to it fails.
 * </ul>
 *
 * @param <V> the type of the values
 */
public interface Partition<V> extends Unwrappable {
    /** {@return the partition's name} */
    String name();

    /** {@return the table that the partition is stored in} */
    Table table();

    /** {@return the codec that encodes and decodes the values} */
    Codec<V> codec();

    /**
     * {@return a view of this partition whose reads are strongly consistent} They see every write that was confirmed before
     * they began, and cost twice the read capacity. Writes and their conditions are always consistent.
     */
    Partition<V> consistent();

    /**
     * {@return a view of this partition with values of another type}
     *
     * @param <U> the type of the values
     * @param codec encodes and decodes them
     */
    <U> Partition<U> as(Codec<U> codec);

    /**
     * {@return a view of this partition whose puts and creates give entries a time to live} Their options may override it.
     *
     * @param timeToLive how long entries live; positive
     * @throws IllegalArgumentException if the time is zero or negative
     */
    Partition<V> withTimeToLive(Duration timeToLive);

    /**
     * {@return a view of this partition whose writes are fenced} They succeed only if no newer holder of the lease has written
     * the entry. So a process that was suspended, and has lost its lease without noticing, does no harm. An example is
     * {@code orders.fence(lease).update(order, changed)}. Fencing costs no request.
     *
     * <p>All writes and deletes of the view, and the actions of a {@link Transaction} on it, are refused if the entry has been
     * written with a higher token: with a {@link StaleFenceException}, or a {@link TransactionFailedException} whose reason is
     * {@link TransactionFailedException.Reason#STALE_FENCE STALE_FENCE}. Otherwise, a write leaves its token in the entry.
     * Before each of them, {@link Fence#ensureHeld()} is called, which sends nothing; its exception reaches the caller. Reads
     * are not fenced.
     *
     * <p>{@link Fence} says what a fence does not prevent. Views that are derived from this one keep the fence; another fence
     * replaces it.
     *
     * @param fence the right to write, usually a {@link io.dynastore.lease.Lease}
     */
    Partition<V> fence(Fence fence);

    /**
     * {@return a view of this partition whose writes are fenced by a token alone} The token arrived in a message, for
     * instance; the writes are fenced as by {@link #fence(Fence)}. Whether the lease is still held is not checked.
     *
     * @param token the fencing token; positive
     * @throws IllegalArgumentException if the token is zero or negative
     */
    Partition<V> fence(long token);

    /**
     * {@return an entry that is expected to exist} Takes one request.
     *
     * @param key the entry's key
     * @throws KeyNotFoundException if it does not exist
     */
    Entry<V> get(String key);

    /**
     * {@return an entry, or empty if it does not exist} Takes one request.
     *
     * @param key the entry's key
     */
    Optional<Entry<V>> find(String key);

    /**
     * Reads several entries. Takes one request for each hundred keys, {@linkplain DynaStore.Builder#maxConcurrentRequests some
     * at once}, and more while DynamoDB leaves keys unprocessed.
     *
     * @param keys the keys; a key that occurs twice is read once
     * @return the existing entries by key, in the order in which the keys were given
     * @throws BatchFailedException if it failed after some keys were read
     */
    Map<String, Entry<V>> findAll(Collection<String> keys);

    /**
     * {@return whether an entry exists} Takes one request, which does not transfer the value but costs the same read capacity
     * as a read.
     *
     * @param key the entry's key
     */
    boolean exists(String key);

    /**
     * Reads an item of another source as an entry, such as an image of a stream record or of an export. Sends nothing.
     *
     * @param item the item's attributes by name, including its keys
     * @return the entry; empty if the item belongs to another partition or has expired
     */
    Optional<Entry<V>> read(Map<String, AttributeValue> item);

    /**
     * Writes an entry, whether or not it exists. The entry has the partition's default expiry, or none.
     *
     * @param key the entry's key
     * @param value its value
     * @return the entry as written
     */
    default Entry<V> put(String key, V value) {
        return put(key, value, with -> {});
    }

    /**
     * Writes an entry, whether or not it exists. If it exists, its version rises by one, and fields that the write does not
     * name stay. Takes one request; one more if an expired leftover has to be replaced. If a reply is lost and another client
     * writes before the SDK retries, this write comes last.
     *
     * @param key the entry's key
     * @param value its value
     * @param options sets expiry and fields; if no expiry is set, the partition's default applies, or none
     * @return the entry as written
     */
    Entry<V> put(String key, V value, Consumer<? super WriteOptions> options);

    /**
     * Writes an entry only if it does not exist. The entry has the partition's default expiry, or none.
     *
     * @param key the entry's key
     * @param value its value
     * @return the entry as written
     * @throws KeyExistsException if the entry exists; the exception carries it
     */
    default Entry<V> create(String key, V value) {
        return create(key, value, with -> {});
    }

    /**
     * Writes an entry only if it does not exist. Its version is 1, or one above that of an expired leftover that it replaces.
     * Takes one request; one more over such a leftover. If a reply is lost and another client deletes the entry before the SDK
     * retries, it is created again.
     *
     * @param key the entry's key
     * @param value its value
     * @param options sets expiry and fields; if no expiry is set, the partition's default applies, or none
     * @return the entry as written
     * @throws KeyExistsException if the entry exists; the exception carries it
     */
    Entry<V> create(String key, V value, Consumer<? super WriteOptions> options);

    /**
     * Gives an entry a new value if it has not changed since it was read. Expiry and fields stay.
     *
     * @param previous the entry as it was read or written, of this partition; its value may have any type
     * @param value the new value
     * @return the entry as written
     * @throws KeyModifiedException if it has been written since; the exception carries the current entry
     * @throws KeyNotFoundException if it has been deleted or has expired
     * @throws IllegalArgumentException if the previous entry belongs to another table or partition
     */
    default Entry<V> update(Entry<?> previous, V value) {
        return update(previous, value, with -> {});
    }

    /**
     * Gives an entry a new value if it has not changed since it was read. Its version rises by one; expiry and fields that the
     * write does not name stay. Takes one request.
     *
     * @param previous the entry as it was read or written, of this partition; its value may have any type
     * @param value the new value
     * @param options sets expiry and fields
     * @return the entry as written
     * @throws KeyModifiedException if it has been written since; the exception carries the current entry
     * @throws KeyNotFoundException if it has been deleted or has expired
     * @throws IllegalArgumentException if the previous entry belongs to another table or partition
     */
    Entry<V> update(Entry<?> previous, V value, Consumer<? super WriteOptions> options);

    /**
     * Gives an entry a new value if it is at a given revision. Expiry and fields stay.
     *
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @param value the new value
     * @return the entry as written
     * @throws KeyModifiedException if it is at another revision; the exception carries the current entry
     * @throws KeyNotFoundException if it does not exist
     */
    default Entry<V> update(String key, Revision expected, V value) {
        return update(key, expected, value, with -> {});
    }

    /**
     * Gives an entry a new value if it is at a given revision, as with an HTTP {@code If-Match}. Its version rises by one;
     * expiry and fields that the write does not name stay. Takes one request.
     *
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @param value the new value
     * @param options sets expiry and fields
     * @return the entry as written
     * @throws KeyModifiedException if it is at another revision; the exception carries the current entry
     * @throws KeyNotFoundException if it does not exist
     */
    Entry<V> update(String key, Revision expected, V value, Consumer<? super WriteOptions> options);

    /**
     * Changes an entry: reads it, changes its value, and writes it if no other client has written it meanwhile. Otherwise, the
     * value that the other client wrote is changed. Expiry and fields stay.
     *
     * @param key the entry's key
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @return the entry as written
     * @throws KeyNotFoundException if it does not exist
     * @throws KeyModifiedException if other clients were faster fifty times in a row
     */
    default Entry<V> modify(String key, UnaryOperator<V> change) {
        return modify(key, change, with -> {});
    }

    /**
     * Changes an entry: reads it, consistently, changes its value, and writes it if no other client has written it meanwhile.
     * Otherwise, the value that the other client wrote is changed, which came with the refusal. Takes two requests, and one
     * more for each write that was faster. The change never takes effect twice: if its outcome is unknown, an
     * {@link OutcomeUnknownException} is thrown.
     *
     * @param key the entry's key
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @param options sets expiry and fields; those that are not named stay
     * @return the entry as written
     * @throws KeyNotFoundException if it does not exist
     * @throws KeyModifiedException if other clients were faster fifty times in a row
     */
    Entry<V> modify(String key, UnaryOperator<V> change, Consumer<? super WriteOptions> options);

    /**
     * Changes an entry, or creates it if it does not exist, as in {@code modifyOrCreate("visits", 1, n -> n + 1)}.
     *
     * @param key the entry's key
     * @param initial the value of a new entry
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @return the entry as written
     * @throws DynaStoreException if other clients were faster fifty times in a row: that of the last conflict
     */
    default Entry<V> modifyOrCreate(String key, V initial, UnaryOperator<V> change) {
        return modifyOrCreate(key, initial, change, with -> {});
    }

    /**
     * Changes an entry as {@link #modify(String, UnaryOperator, Consumer)} does, or creates it if it does not exist.
     *
     * @param key the entry's key
     * @param initial the value of a new entry
     * @param change computes the new value from the old; it may be called several times, so it should have no side effects
     * @param options sets expiry and fields; if no expiry is set, a new entry has the partition's default, or none, and an
     *     existing entry keeps its own
     * @return the entry as written
     * @throws DynaStoreException if other clients were faster fifty times in a row: that of the last conflict
     */
    Entry<V> modifyOrCreate(String key, V initial, UnaryOperator<V> change, Consumer<? super WriteOptions> options);

    /**
     * Deletes an entry, whatever its revision. Deleting a missing entry is not an error. Takes one request.
     *
     * @param key the entry's key
     * @return true if this call removed an entry; false if it is not known to have removed one, because there was none or a
     *     reply was lost. Code that claims something by deleting it may rely on true only
     */
    boolean delete(String key);

    /**
     * Deletes an entry if it has not changed since it was read. Takes one request.
     *
     * @param previous the entry as it was read or written, of this partition
     * @throws OutcomeUnknownException also if a first reply was lost and the entry is gone: who removed it is unknown
     * @throws KeyModifiedException if it has been written since; the exception carries the current entry
     * @throws KeyNotFoundException if it has already been deleted or has expired
     * @throws IllegalArgumentException if the entry belongs to another table or partition
     */
    void delete(Entry<?> previous);

    /**
     * Deletes an entry if it is at a given revision, as with an HTTP {@code If-Match}. Takes one request.
     *
     * @param key the entry's key
     * @param expected the revision that it must be at
     * @throws OutcomeUnknownException also if a first reply was lost and the entry is gone: who removed it is unknown
     * @throws KeyModifiedException if it is at another revision; the exception carries the current entry
     * @throws KeyNotFoundException if it does not exist
     */
    void delete(String key, Revision expected);

    /**
     * Deletes the entries whose key begins with a text, as {@link #deleteAll(Collection)} does with the keys that it lists.
     * Entries that are written meanwhile may or may not be deleted.
     *
     * @param prefix the text; if empty, all entries of the partition are deleted
     * @return the number of keys that were listed and deleted; another client may have deleted some of them first
     * @throws BatchFailedException if it failed after some entries were deleted
     * @throws UnsupportedOperationException if this view is fenced: DynamoDB's batches do not support conditions
     */
    long deleteAll(String prefix);

    /**
     * Deletes entries, whatever their revisions, 25 in a request and {@linkplain DynaStore.Builder#maxConcurrentRequests some
     * requests at once}; not a transaction.
     *
     * @param keys the keys; a key that occurs twice, or that has no entry, is not an error
     * @return the number of distinct keys
     * @throws BatchFailedException if it failed after some entries were deleted
     * @throws UnsupportedOperationException if this view is fenced: DynamoDB's batches do not support conditions
     */
    long deleteAll(Collection<String> keys);

    /**
     * {@return one page of the entries that a query selects} It usually takes one request, which reads at most 1 MB. A page
     * ends at the query's limit, for which expired entries do not count; without a limit, after the first request that returns
     * an entry; and after ten requests, so it may be shorter, or empty, and still have a cursor.
     *
     * @param query selects the entries
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the table does not have the index, or the index does not fit the query
     */
    Page<Entry<V>> list(Query query);

    /**
     * Returns the entries that a query selects as a stream, which is read while it is consumed: about one request for each
     * megabyte, with one reply of DynamoDB in memory. Unless it {@linkplain Query#readAhead() reads ahead}, it need not be closed.
     * It is not a snapshot: entries that are written meanwhile may or may not be seen.
     *
     * @param query selects the entries
     * @return a sequential stream; errors surface while it is consumed
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the index does not fit the query
     */
    Stream<Entry<V>> stream(Query query);

    /**
     * Returns the keys of the entries that a query selects as a stream, which is read as that of {@link #stream} is. DynamoDB
     * reads the entries and charges for them, but transfers only the keys.
     *
     * @param query selects the entries
     * @return a sequential stream; errors surface while it is consumed
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the index does not fit the query
     */
    Stream<String> keys(Query query);

    /**
     * {@return the number of entries that a query selects, at most its limit} DynamoDB reads them and charges for them, but
     * does not transfer them.
     *
     * @param query selects the entries
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the table does not have the index, or the index does not fit the query
     */
    long count(Query query);
}
