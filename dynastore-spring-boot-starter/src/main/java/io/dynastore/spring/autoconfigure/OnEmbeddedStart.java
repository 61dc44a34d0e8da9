package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the embedded DynamoDB may start, or if the application defines one. If the application is processed ahead of time,
 * the property has to permit the start: optional dependencies are on the class path of the build but not in the jar, where the
 * generated code would refer to missing classes.
 */
final class OnEmbeddedStart extends SpringBootCondition implements ConfigurationCondition {
    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded DynamoDB");
        ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
        if (beans.getBeanNamesForType(EmbeddedDynamoDb.class, true, false).length > 0) {
            return ConditionOutcome.match(message.because("the application has one"));
        }
        EmbeddedState state = new EmbeddedState(beans, (ConfigurableEnvironment) context.getEnvironment());
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING) && !state.isWanted()) {
            return ConditionOutcome.noMatch(message.because("it may be missing in the jar"));
        }
        EmbeddedStart start = state.start();
        return new ConditionOutcome(start.permitted(), message.because(start.reason()));
    }
}
