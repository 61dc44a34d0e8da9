package io.dynastore.spring.autoconfigure;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if no property sets the endpoint of DynamoDB. */
final class OnNoEndpoint extends SpringBootCondition {
    private static final String OWN = "dynastore.endpoint";
    private static final List<String> OF_SPRING_CLOUD_AWS =
            List.of("spring.cloud.aws.dynamodb.endpoint", "spring.cloud.aws.endpoint");

    /** Returns the property that sets the endpoint of DynamoDB. */
    static Optional<String> endpointProperty(Environment environment) {
        return first(List.of(OWN), environment).or(() -> endpointOfSpringCloudAws(environment));
    }

    /** Returns the property that sets the endpoint of Spring Cloud AWS's own client. */
    static Optional<String> endpointOfSpringCloudAws(Environment environment) {
        return first(OF_SPRING_CLOUD_AWS, environment);
    }

    /** Returns the first of the properties that is set, to something else than {@code false}. */
    static Optional<String> first(List<String> properties, Environment environment) {
        return properties.stream()
                .filter(name -> {
                    String value = environment.getProperty(name);
                    return value != null && !value.equalsIgnoreCase("false");
                })
                .findFirst();
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("No endpoint");
        return endpointProperty(context.getEnvironment())
                .map(name -> ConditionOutcome.noMatch(message.found("property").items(name)))
                .orElseGet(() ->
                        ConditionOutcome.match(message.didNotFind("property").atAll()));
    }
}
