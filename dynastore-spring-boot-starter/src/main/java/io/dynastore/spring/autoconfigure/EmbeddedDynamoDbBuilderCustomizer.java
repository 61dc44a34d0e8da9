package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;

/**
 * Changes the {@link EmbeddedDynamoDb} that the starter makes, before it is started: its clock, for example. Every bean of this
 * type is called, in order, when the properties have been applied.
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
