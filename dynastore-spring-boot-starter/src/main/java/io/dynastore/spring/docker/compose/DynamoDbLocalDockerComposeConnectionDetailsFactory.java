package io.dynastore.spring.docker.compose;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;

/** Creates {@link DynaStoreConnectionDetails} for services of the image {@code amazon/dynamodb-local}. */
final class DynamoDbLocalDockerComposeConnectionDetailsFactory extends HttpServiceConnectionDetailsFactory {
    DynamoDbLocalDockerComposeConnectionDetailsFactory() {
        super("amazon/dynamodb-local", 8000, (endpoint, service) -> DynaStoreConnectionDetails.dynamoDbLocal(endpoint));
    }
}
