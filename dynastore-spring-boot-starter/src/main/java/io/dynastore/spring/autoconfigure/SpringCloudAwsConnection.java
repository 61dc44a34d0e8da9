package io.dynastore.spring.autoconfigure;

import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Connects the client that Spring Cloud AWS creates to the embedded DynamoDB, so that a {@code DynamoDbTemplate} finds the same
 * items. An endpoint or connection details of Spring Cloud AWS win. The client uses the port of the database, because customizers
 * of the application may give it an HTTP client.
 */
final class SpringCloudAwsConnection implements BeanPostProcessor, DynamoDbClientCustomizer, Ordered {
    private final ObjectProvider<DynaStoreConnectionDetails> details;
    private final ObjectProvider<AwsConnectionDetails> others;
    private final Environment environment;

    SpringCloudAwsConnection(
            ObjectProvider<DynaStoreConnectionDetails> details,
            ObjectProvider<AwsConnectionDetails> others,
            Environment environment) {
        this.details = details;
        this.others = others;
        this.environment = environment;
    }

    /** Comes before the customizers of the application, which can override it. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(DynamoDbClientBuilder builder) {
        EmbeddedConnectionDetails embedded = embedded();
        if (embedded != null) {
            builder.endpointOverride(embedded.endpoint())
                    .region(embedded.region())
                    .credentialsProvider(embedded.credentialsProvider())
                    .dualstackEnabled(false)
                    .fipsEnabled(false);
        }
    }

    /** Spring Cloud AWS fails if it finds no region, before it calls any customizer. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DynamoDbProperties properties && properties.getRegion() == null) {
            EmbeddedConnectionDetails embedded = embedded();
            if (embedded != null) {
                properties.setRegion(embedded.region().id());
            }
        }
        return bean;
    }

    private @Nullable EmbeddedConnectionDetails embedded() {
        return OnNoEndpoint.endpointOfSpringCloudAws(environment).isEmpty()
                        && others.stream().findAny().isEmpty()
                        && details.getIfUnique() instanceof EmbeddedConnectionDetails embedded
                ? embedded
                : null;
    }
}
