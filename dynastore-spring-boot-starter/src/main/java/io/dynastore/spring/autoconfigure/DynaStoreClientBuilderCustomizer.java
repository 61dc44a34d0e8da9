package io.dynastore.spring.autoconfigure;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Changes the {@link software.amazon.awssdk.services.dynamodb.DynamoDbClient} that the starter makes, just before it is
 * built: timeouts, an HTTP client, interceptors, metrics. All beans of this type are called, in their order, after
 * everything else: endpoint, region and credentials are set, Spring Cloud AWS's own customizers have been applied, and the
 * last word wins. A client bean of the application, or of Spring Cloud AWS, is not touched.
 *
 * <p>{@code builder.overrideConfiguration(…)} replaces what is there, Spring Cloud AWS's user agent for one. To add to it,
 * begin with {@code builder.overrideConfiguration().toBuilder()}.
 */
@FunctionalInterface
public interface DynaStoreClientBuilderCustomizer {
    /**
     * Changes the client to be.
     *
     * @param builder the client's builder
     */
    void customize(DynamoDbClientBuilder builder);
}
