package io.dynastore;

import static io.dynastore.internal.ItemFormat.EXPIRES;

import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The requests that read single entries. Pure. */
final class ReadRequests {
    // The key is asked for too: an entry without an expiry must not be an empty item, and an error says whose it is.
    private static final String EXISTENCE = "#partition, #key, " + EXPIRES;

    private ReadRequests() {}

    static GetItemRequest.Builder get(Layout layout, String partition, String key, boolean consistent) {
        GetItemRequest.Builder request =
                GetItemRequest.builder().tableName(layout.table()).key(layout.itemKey(partition, key));
        return consistent ? request.consistentRead(true) : request;
    }

    static GetItemRequest.Builder exists(Layout layout, String partition, String key, boolean consistent) {
        return get(layout, partition, key, consistent)
                .projectionExpression(EXISTENCE)
                .expressionAttributeNames(layout.keyNames());
    }
}
