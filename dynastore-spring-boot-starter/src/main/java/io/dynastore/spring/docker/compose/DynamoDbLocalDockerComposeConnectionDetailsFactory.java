package io.dynastore.spring.docker.compose;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;

/** Connects to services of the image {@code amazon/dynamodb-local}. */
final class DynamoDbLocalDockerComposeConnectionDetailsFactory extends HttpServiceConnectionDetailsFactory {
    DynamoDbLocalDockerComposeConnectionDetailsFactory() {
        super("amazon/dynamodb-local", 8000, (endpoint, service) -> DynaStoreConnectionDetails.dynamoDbLocal(endpoint));
    }
}
