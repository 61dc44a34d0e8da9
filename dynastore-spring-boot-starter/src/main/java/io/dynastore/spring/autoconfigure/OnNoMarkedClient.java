package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.DynaStoreClient;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Matches if no client bean of the application is annotated with {@link DynaStoreClient}. Boot's own condition ignores a bean that
 * is not a default candidate, as a client for dynastore alone should be.
 */
class OnNoMarkedClient extends SpringBootCondition implements ConfigurationCondition {
    private final Class<?> type;

    OnNoMarkedClient() {
        this(DynamoDbClient.class);
    }

    private OnNoMarkedClient(Class<?> type) {
        this.type = type;
    }

    /** The same for a client for streams. */
    static final class ForStreams extends OnNoMarkedClient {
        ForStreams() {
            super(DynamoDbStreamsClient.class);
        }
    }

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("No @DynaStoreClient");
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans != null) {
            for (String name : beans.getBeanNamesForType(type, true, false)) {
                if (beans.findAnnotationOnBean(name, DynaStoreClient.class, false) != null) {
                    return ConditionOutcome.noMatch(message.found("bean").items(name));
                }
            }
        }
        return ConditionOutcome.match(message.didNotFind("bean").atAll());
    }
}
