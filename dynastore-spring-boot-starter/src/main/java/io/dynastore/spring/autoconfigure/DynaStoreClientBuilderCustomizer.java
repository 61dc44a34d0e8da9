package io.dynastore.spring.autoconfigure;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Customizes the {@link software.amazon.awssdk.services.dynamodb.DynamoDbClient} that the starter creates, for example its
 * time-outs, HTTP client, interceptors or metrics. All beans of this type are called in their order, just before the client is
 * built: endpoint, region and credentials have been set, and the customizers of Spring Cloud AWS have been applied. A client bean
 * of the application or of Spring Cloud AWS is not customized.
 *
 * <p>If a client for streams is needed, the same beans are called again for it. What they set applies to it, except settings that
 * only a client for tables has, such as its endpoint provider; an endpoint of AWS is replaced by that of its streams.
 *
 * <p>{@code builder.overrideConfiguration(…)} replaces the present configuration, such as the user agent of Spring Cloud AWS. To
 * add to it, start from {@code builder.overrideConfiguration().toBuilder()}.
 */
@FunctionalInterface
public interface DynaStoreClientBuilderCustomizer {
    /**
     * Customizes the builder of the client.
     *
     * @param builder the builder
     */
    void customize(DynamoDbClientBuilder builder);
}
