package io.dynastore;

import static io.dynastore.ItemFormat.EXPIRES;

import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The requests that read single entries. Pure. */
final class ReadRequests {
    // The partition is asked for too, so that an entry without an expiry is not an empty item.
    private static final String EXISTENCE = "#partition, " + EXPIRES;

    private ReadRequests() {}

    static GetItemRequest.Builder get(Layout layout, String partition, String key, boolean consistent) {
        GetItemRequest.Builder request =
                GetItemRequest.builder().tableName(layout.table()).key(layout.itemKey(partition, key));
        return consistent ? request.consistentRead(true) : request;
    }

    static GetItemRequest.Builder exists(Layout layout, String partition, String key, boolean consistent) {
        return get(layout, partition, key, consistent)
                .projectionExpression(EXISTENCE)
                .expressionAttributeNames(layout.partitionName());
    }
}
