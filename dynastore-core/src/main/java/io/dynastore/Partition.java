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
 * A named group of entries in a table, and the operations on them. A partition needs no creation: it is there as soon as it
 * has an entry. All entries of a partition share one hash key of the table.
 *
 * <p>A partition is an immutable, thread-safe view that costs nothing to make. Each operation blocks until DynamoDB has
 * answered; the time that may take is the client's matter.
 *
 * <p>An entry that has expired does not exist, for every operation here, whether or not DynamoDB has deleted its item yet.
 *
 * <p>Where a reply is lost, the SDK sends the request again. An update, a modification, or a delete at a revision takes effect
 * once all the same. A put, a create or a delete by key looks at no revision: it takes effect twice if somebody else writes,
 * deletes or creates the entry just between the attempts.
 *
 * <p>Every operation may throw
 * <ul>
 *   <li>{@link IllegalArgumentException}, before anything is sent, for a key that is empty, has more than 1,024 bytes in
 *       UTF-8 or is not valid Unicode;
 *   <li>{@link TableNotFoundException} if there is no such table;
 *   <li>{@link MalformedItemException} if another program wrote the item and it is no entry, and {@link CodecException} if
 *       a value cannot be encoded or decoded;
 *   <li>{@link StaleFenceException}, from writes and deletes of a {@linkplain #fence(Fence) fenced} view, if a newer holder
 *       has written the entry;
 *   <li>{@link OutcomeUnknownException}, from writes and deletes, if a reply was lost and nothing tells whether the write was
 *       made;
 *   <li>the AWS SDK's {@link software.amazon.awssdk.core.exception.SdkException} for what went wrong at AWS or on the way.
 * </ul>
 *
 * @param <V> the type of the values
 */
public interface Partition<V> {
    /**
     * The partition's name.
     *
     * @return the name
     */
    String name();

    /**
     * The table that the partition is stored in.
     *
     * @return the table
     */
    Table table();

    /**
     * How values are encoded and decoded.
     *
     * @return the codec
     */
    Codec<V> codec();

    /**
     * A view of this partition whose reads are strongly consistent: they see every write that was confirmed before they
     * began, and cost twice the read capacity. Writes and their conditions always are.
     *
     * @return the view
     */
    Partition<V> consistent();

    /**
     * A view of this partition with values of another type.
     *
     * @param <U> the type of the values
     * @param codec how to encode and decode them
     * @return the view
     */
    <U> Partition<U> as(Codec<U> codec);

    /**
     * A view of this partition whose puts and creates give entries a time to live, unless they say something else about the
     * expiry.
     *
     * @param timeToLive how long entries live; positive
     * @return the view
     * @throws IllegalArgumentException if the time is zero or negative
     */
    Partition<V> withTimeToLive(Duration timeToLive);

    /**
     * A view of this partition whose writes are fenced: they are made only if no newer holder of the right has written the
     * entry, so that a process which was frozen, and has lost its lease without knowing, does no harm. As in
     * {@code orders.fence(lease).update(order, changed)}. It costs no request.
     *
     * <p>All writes and deletes of the view, and the actions of a {@link Transaction} that are given it, are refused where the
     * entry has been written with a higher token: with a {@link StaleFenceException}, or a {@link TransactionFailedException}
     * that says {@link TransactionFailedException.Reason#STALE_FENCE STALE_FENCE}. Else a write leaves its token in the entry.
     * Before each of them, the fence is asked whether the right {@linkplain Fence#ensureHeld() is known to be lost}, which
     * sends nothing; what it throws is thrown. Reads are not fenced.
     *
     * <p>It is the entry that remembers the highest token. So a fence does not help where
     * <ul>
     *   <li>the newer holder has not written the entry yet;
     *   <li>the entry is not there any more: with it the fence was deleted, by whomever, or by DynamoDB because it had expired;
     *   <li>somebody writes without a fence. Such writes are not refused, and leave the fence as it is.
     * </ul>
     *
     * <p>Where that matters, use the strict form, {@link Transaction#check(Fence)}, which asks the lease itself.
     *
     * <p>Views of other kinds that are made of this one keep the fence; another fence takes its place.
     *
     * @param fence what gives the right to write, usually a {@link io.dynastore.lease.Lease}
     * @return the view
     */
    Partition<V> fence(Fence fence);

    /**
     * A view of this partition whose writes are fenced as by {@link #fence(Fence)}, by a token alone, for instance one that a
     * message brought. Nobody is asked whether the right to write is still held.
     *
     * @param token the fencing token; positive
     * @return the view
     * @throws IllegalArgumentException if the token is zero or negative
     */
    Partition<V> fence(long token);

    /**
     * Reads an entry that should be there. One request.
     *
     * @param key the entry's key
     * @return the entry
     * @throws KeyNotFoundException if there is none
     */
    Entry<V> get(String key);

    /**
     * Reads an entry that may be there. One request.
     *
     * @param key the entry's key
     * @return the entry, or empty if there is none
     */
    Optional<Entry<V>> find(String key);

    /**
     * Reads several entries. One request for each hundred keys, and more while DynamoDB has more to do than it takes.
     *
     * @param keys the keys; one that is named twice is read once
     * @return the entries that are there, by key, in the order in which the keys were given
     * @throws BatchFailedException if it failed after some keys were read
     */
    Map<String, Entry<V>> findAll(Collection<String> keys);

    /**
     * Whether there is an entry. One request, which does not transfer the value but costs the same read capacity as if it
     * did.
     *
     * @param key the entry's key
     * @return true if there is one
     */
    boolean exists(String key);

    /**
     * Writes an entry whatever is there, and leaves it without an expiry, or with the partition's default.
     *
     * @param key the entry's key
     * @param value its value
     * @return the entry as written
     * @see #put(String, Object, Consumer)
     */
    default Entry<V> put(String key, V value) {
        return put(key, value, with -> {});
    }

    /**
     * Writes an entry whatever is there. Over an existing entry the version rises by one, and the fields that the write does
     * not name stay. One request; one more if an expired leftover has to be replaced. If a reply is lost and somebody else
     * writes before the SDK tries again, this write comes last.
     *
     * @param key the entry's key
     * @param value its value
     * @param options what else to write; without a word about the expiry the entry has none, or the partition's default
     * @return the entry as written
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> put(String key, V value, Consumer<? super WriteOptions> options);

    /**
     * Writes an entry only if there is none, without an expiry, or with the partition's default.
     *
     * @param key the entry's key
     * @param value its value
     * @return the entry as written
     * @throws KeyExistsException if there is an entry; it carries that entry
     * @see #create(String, Object, Consumer)
     */
    default Entry<V> create(String key, V value) {
        return create(key, value, with -> {});
    }

    /**
     * Writes an entry only if there is none. Its version is 1, or one above that of an expired leftover that it replaces.
     * One request; one more over such a leftover. If a reply is lost and somebody else deletes the entry before the SDK tries
     * again, it is created again.
     *
     * @param key the entry's key
     * @param value its value
     * @param options what else to write; without a word about the expiry the entry has none, or the partition's default
     * @return the entry as written
     * @throws KeyExistsException if there is an entry; it carries that entry
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> create(String key, V value, Consumer<? super WriteOptions> options);

    /**
     * Gives an entry a new value if it is still as it was read, and keeps its expiry and fields.
     *
     * @param previous the entry as it was read or written, of this partition; its value may be of any type
     * @param value the new value
     * @return the entry as written
     * @throws KeyModifiedException if it has been written since; it carries the current entry
     * @throws KeyNotFoundException if it has been deleted or has expired
     * @throws IllegalArgumentException if the previous entry belongs to another table or partition
     * @see #update(Entry, Object, Consumer)
     */
    default Entry<V> update(Entry<?> previous, V value) {
        return update(previous, value, with -> {});
    }

    /**
     * Gives an entry a new value if it is still as it was read. The version rises by one; expiry and fields that the write
     * does not name stay. One request.
     *
     * @param previous the entry as it was read or written, of this partition; its value may be of any type
     * @param value the new value
     * @param options what else to write
     * @return the entry as written
     * @throws KeyModifiedException if it has been written since; it carries the current entry
     * @throws KeyNotFoundException if it has been deleted or has expired
     * @throws IllegalArgumentException if the previous entry belongs to another table or partition
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> update(Entry<?> previous, V value, Consumer<? super WriteOptions> options);

    /**
     * Gives an entry a new value if it is still at a revision, and keeps its expiry and fields.
     *
     * @param key the entry's key
     * @param expected the revision it must be at
     * @param value the new value
     * @return the entry as written
     * @throws KeyModifiedException if it is at another revision; it carries the current entry
     * @throws KeyNotFoundException if there is none
     * @see #update(String, Revision, Object, Consumer)
     */
    default Entry<V> update(String key, Revision expected, V value) {
        return update(key, expected, value, with -> {});
    }

    /**
     * Gives an entry a new value if it is still at a revision, as with an HTTP {@code If-Match}. The version rises by one;
     * expiry and fields that the write does not name stay. One request.
     *
     * @param key the entry's key
     * @param expected the revision it must be at
     * @param value the new value
     * @param options what else to write
     * @return the entry as written
     * @throws KeyModifiedException if it is at another revision; it carries the current entry
     * @throws KeyNotFoundException if there is none
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> update(String key, Revision expected, V value, Consumer<? super WriteOptions> options);

    /**
     * Changes an entry: reads it, changes the value, and writes it if nobody else has meanwhile; otherwise changes what that
     * one wrote. Expiry and fields stay.
     *
     * @param key the entry's key
     * @param change makes the new value of the old; it may be called several times, so it should do nothing else
     * @return the entry as written
     * @throws KeyNotFoundException if there is none
     * @see #modify(String, UnaryOperator, Consumer)
     */
    default Entry<V> modify(String key, UnaryOperator<V> change) {
        return modify(key, change, with -> {});
    }

    /**
     * Changes an entry: reads it, consistently, changes the value, and writes it if nobody else has meanwhile; otherwise
     * changes what that one wrote, which came with the refusal. Two requests, and one more for each write that was faster.
     * The change is never made twice: if it is unknown whether it was made, that is thrown.
     *
     * @param key the entry's key
     * @param change makes the new value of the old; it may be called several times, so it should do nothing else
     * @param options what else to write; expiry and fields that are not named stay
     * @return the entry as written
     * @throws KeyNotFoundException if there is none
     * @throws KeyModifiedException if fifty others in a row were faster
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> modify(String key, UnaryOperator<V> change, Consumer<? super WriteOptions> options);

    /**
     * Changes an entry, or creates it where there is none, as in {@code modifyOrCreate("visits", 1, n -> n + 1)}.
     *
     * @param key the entry's key
     * @param initial the value of a new entry
     * @param change makes the new value of the old; it may be called several times, so it should do nothing else
     * @return the entry as written
     * @see #modifyOrCreate(String, Object, UnaryOperator, Consumer)
     */
    default Entry<V> modifyOrCreate(String key, V initial, UnaryOperator<V> change) {
        return modifyOrCreate(key, initial, change, with -> {});
    }

    /**
     * Changes an entry as {@link #modify(String, UnaryOperator, Consumer)} does, or creates it where there is none.
     *
     * @param key the entry's key
     * @param initial the value of a new entry
     * @param change makes the new value of the old; it may be called several times, so it should do nothing else
     * @param options what else to write; without a word about the expiry a new entry has none, or the partition's default,
     *     and an old one keeps its own
     * @return the entry as written
     * @throws KeyModifiedException if fifty others in a row were faster
     * @throws ReservedFieldException if a field has a reserved name
     * @throws EntryTooLargeException if the item would be larger than 400 KB
     */
    Entry<V> modifyOrCreate(String key, V initial, UnaryOperator<V> change, Consumer<? super WriteOptions> options);

    /**
     * Deletes an entry whatever its revision is. One request.
     *
     * @param key the entry's key
     * @return true if there was one. Where DynamoDB's first reply was lost and the entry is gone at the second, also true:
     *     this call or another has deleted it
     */
    boolean delete(String key);

    /**
     * Deletes an entry if it is still as it was read. One request. Where DynamoDB's first reply was lost and the entry is gone
     * at the second, it counts as deleted.
     *
     * @param previous the entry as it was read or written, of this partition
     * @throws KeyModifiedException if it has been written since; it carries the current entry
     * @throws KeyNotFoundException if it has been deleted already or has expired
     * @throws IllegalArgumentException if the entry belongs to another table or partition
     */
    void delete(Entry<?> previous);

    /**
     * Deletes an entry if it is still at a revision, as with an HTTP {@code If-Match}. One request. Where DynamoDB's first
     * reply was lost and the entry is gone at the second, it counts as deleted.
     *
     * @param key the entry's key
     * @param expected the revision it must be at
     * @throws KeyModifiedException if it is at another revision; it carries the current entry
     * @throws KeyNotFoundException if there is none
     */
    void delete(String key, Revision expected);

    /**
     * Deletes the entries whose key begins with a text, whatever their revisions are. Lists their keys and deletes them, 25
     * in a request, however many there are; no transaction. What is written meanwhile may be deleted or not.
     *
     * @param prefix the text; if empty, all entries of the partition are deleted
     * @return how many entries were deleted
     * @throws BatchFailedException if it failed after some entries were deleted
     * @throws UnsupportedOperationException if this view is {@linkplain #fence(Fence) fenced}: the batches that DynamoDB
     *     offers have no conditions
     */
    long deleteAll(String prefix);

    /**
     * Deletes entries, whatever their revisions are, 25 in a request; no transaction.
     *
     * @param keys the keys; one that is named twice, or that has no entry, is no error
     * @return how many keys there were, each counted once
     * @throws BatchFailedException if it failed after some entries were deleted
     * @throws UnsupportedOperationException if this view is {@linkplain #fence(Fence) fenced}: the batches that DynamoDB
     *     offers have no conditions
     */
    long deleteAll(Collection<String> keys);

    /**
     * One page of the entries that a query selects: as many as its limit, or, without a limit, as DynamoDB returns at once
     * (up to 1 MB). Expired entries do not count towards the limit; where many are in the way, the page is filled by at most
     * ten requests and may end up shorter, with a cursor to go on from. Otherwise one request.
     *
     * @param query which entries, from where, and how many
     * @return the page
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the table does not have the index, or it does not go with the query
     * @throws IllegalArgumentException if the range does not fit the keys
     */
    Page<Entry<V>> list(Query query);

    /**
     * The entries that a query selects, read while the stream is consumed: about one request for each megabyte, and no more
     * than one reply of DynamoDB in memory. It need not be closed. Not a snapshot: what is written meanwhile may be seen or
     * not.
     *
     * @param query which entries, from where, and how many
     * @return a sequential stream; what goes wrong is thrown while it is consumed
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the index does not go with the query
     * @throws IllegalArgumentException if the range does not fit the keys
     */
    Stream<Entry<V>> stream(Query query);

    /**
     * Lists the keys of the entries that a query selects, in the order of the list. DynamoDB reads the entries, and charges
     * for it, but transfers only the keys. Like {@link #stream}, the list is read while the stream is consumed and is not a
     * snapshot.
     *
     * @param query which entries, from where, and how many
     * @return a sequential stream; errors surface while it is consumed
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the index does not go with the query
     * @throws IllegalArgumentException if the range does not fit the keys
     */
    Stream<String> keys(Query query);

    /**
     * How many entries a query selects. DynamoDB reads them all, and charges for it, but does not transfer them.
     *
     * @param query which entries, from where, and how many at most
     * @return their number
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the table does not have the index, or it does not go with the query
     * @throws IllegalArgumentException if the range does not fit the keys
     */
    long count(Query query);

    /**
     * Reads an item that did not come from this store as an entry, for instance an image of a stream record or an item of an
     * export. Sends nothing.
     *
     * @param item the item's attributes by name, keys included
     * @return the entry; empty if the item belongs to another partition, or has expired by now
     */
    Optional<Entry<V>> read(Map<String, AttributeValue> item);
}
