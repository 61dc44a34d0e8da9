package io.dynastore.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Configures the builders of the clients that dynastore creates. */
interface ClientBuilderConfigurer {
    /** Configures a builder for the given region, or for the one that the AWS SDK finds if the region is null. */
    void configure(DynamoDbClientBuilder builder, @Nullable Region region);

    /** Applies the customizers that are not dynastore's own, after everything else has been set. */
    default void customize(DynamoDbClientBuilder builder) {}
}
