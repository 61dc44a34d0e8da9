package io.dynastore.internal;

import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A partition as the leases see it: its items, by updates that no entry knows of. */
public interface ItemAccess {
    /**
     * Updates an item, as an operation that the store's hook sees.
     *
     * @param operation the operation's name
     * @param key the entry's key
     * @param request the update; table, item key and capacity are filled in
     * @return the response
     * @throws software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException if its condition fails
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost
     */
    UpdateItemResponse updateItem(String operation, String key, UpdateItemRequest.Builder request);

    /**
     * Checks a key.
     *
     * @param key the entry's key
     * @return the key
     * @throws IllegalArgumentException if it is empty, too long or not valid Unicode
     */
    String checkKey(String key);

    /**
     * The clock that decides what has expired.
     *
     * @return the store's clock
     */
    Clock clock();
}
