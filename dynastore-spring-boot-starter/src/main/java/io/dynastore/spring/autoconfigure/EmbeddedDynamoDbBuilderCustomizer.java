package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;

/**
 * Customizes the {@link EmbeddedDynamoDb} that the starter creates, for example its clock. All beans of this type are called in
 * their order, after the properties have been applied and just before the database is started.
 */
@FunctionalInterface
public interface EmbeddedDynamoDbBuilderCustomizer {
    /**
     * Customizes the builder.
     *
     * @param builder the builder
     */
    void customize(EmbeddedDynamoDb.Builder builder);
}
