package io.dynastore.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The items of a partition, which leases and records of idempotent operations access directly instead of as entries. */
public interface ItemAccess {
    /**
     * Updates an item, as an operation that the store's hooks see.
     *
     * @param operation the operation's name
     * @param key the entry's key
     * @param request the update; its table, key and capacity are set by this method
     * @return the response; with the item if the request asks for all new values
     * @throws software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException if its condition fails
     * @throws io.dynastore.OutcomeUnknownException if an attempt may have been executed and none was refused by the condition, or
     *     if the answer lacks the item that the request asks for
     */
    UpdateItemResponse updateItem(String operation, String key, UpdateItemRequest.Builder request);

    /**
     * Reads an item, as an operation that the store's hooks see.
     *
     * @param operation the operation's name
     * @param key the entry's key
     * @param consistent whether the read is strongly consistent
     * @return the item, whether or not it has expired; empty if there is none
     */
    Optional<Map<String, AttributeValue>> getItem(String operation, String key, boolean consistent);

    /**
     * Encodes a value as the partition's entries are encoded.
     *
     * @param key the entry's key
     * @param value a value of the partition's type
     * @return the payload
     * @throws io.dynastore.CodecException if the value cannot be encoded
     * @throws io.dynastore.EntryTooLargeException if it is too large for an entry
     */
    AttributeValue encode(String key, Object value);

    /**
     * Decodes the value of an item, whether or not it has expired.
     *
     * @param item the item
     * @return a value of the partition's type
     * @throws io.dynastore.CodecException if it cannot be decoded
     */
    Object decode(Map<String, AttributeValue> item);

    /**
     * Reads an item as an entry, whether or not it has expired.
     *
     * @param item the item
     * @return the {@code Entry}, with a value of the partition's type
     * @throws io.dynastore.CodecException if its value cannot be decoded
     * @throws io.dynastore.MalformedItemException if it is not an entry
     */
    Object entry(Map<String, AttributeValue> item);

    /**
     * Lists the keys of entries, and says which of them cannot be read instead of failing.
     *
     * @param prefix the prefix of the keys
     * @param limit the maximum number of entries
     * @param cursor the cursor of the previous page; null for the first page
     * @return the page
     */
    ListedPage listReadable(String prefix, int limit, @Nullable String cursor);

    /**
     * Lists the items of entries that have not expired, whether or not they can be read as entries.
     *
     * @param limit the maximum number of items
     * @param cursor the cursor of the previous page; null for the first page
     * @return the page
     */
    ItemPage listItems(int limit, @Nullable String cursor);

    /**
     * Streams the items of entries that have not expired, whether or not they can be read as entries.
     *
     * @param prefix the prefix of the keys
     * @return the items; they are read while the stream is consumed
     */
    Stream<KeyedItem> streamItems(String prefix);

    /**
     * Returns the cursor of a list of items after one of them.
     *
     * @param item the item
     * @return the cursor
     */
    String cursorAfter(Map<String, AttributeValue> item);

    /**
     * An item.
     *
     * @param key the entry's key
     * @param attributes the attributes
     */
    record KeyedItem(String key, Map<String, AttributeValue> attributes) {}

    /**
     * A page of a list of items.
     *
     * @param items the items
     * @param cursor the position of the next page; null if this page is the last
     */
    record ItemPage(
            List<Map<String, AttributeValue>> items,
            @Nullable String cursor) {}

    /**
     * A page of a list.
     *
     * @param entries the entries
     * @param cursor the position of the next page; null if this page is the last
     */
    record ListedPage(List<Listed> entries, @Nullable String cursor) {}

    /**
     * An entry in a list.
     *
     * @param key the entry's key
     * @param failure why the entry cannot be read; null if it can
     */
    record Listed(String key, @Nullable RuntimeException failure) {}

    /**
     * Checks a key.
     *
     * @param key the entry's key
     * @return the key
     * @throws IllegalArgumentException if it is empty, too long or not valid Unicode
     */
    String checkKey(String key);

    /** {@return the store's clock, which decides which entries have expired} */
    Clock clock();
}
