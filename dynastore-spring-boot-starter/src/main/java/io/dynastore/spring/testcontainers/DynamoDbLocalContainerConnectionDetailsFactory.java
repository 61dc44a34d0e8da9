package io.dynastore.spring.testcontainers;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;

/** Creates {@link DynaStoreConnectionDetails} for containers of the image {@code amazon/dynamodb-local}. */
final class DynamoDbLocalContainerConnectionDetailsFactory extends HttpContainerConnectionDetailsFactory {
    DynamoDbLocalContainerConnectionDetailsFactory() {
        super(
                "amazon/dynamodb-local",
                8000,
                (endpoint, container) -> DynaStoreConnectionDetails.dynamoDbLocal(endpoint));
    }
}
