package io.dynastore.spring.autoconfigure;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if a property of dynastore sets the endpoint of DynamoDB, or the region. */
final class OnEndpointOrRegion extends SpringBootCondition {
    private static final List<String> PROPERTIES = List.of("dynastore.endpoint", "dynastore.region");

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Endpoint or region");
        return OnNoEndpoint.first(PROPERTIES, context.getEnvironment())
                .map(name -> ConditionOutcome.match(message.found("property").items(name)))
                .orElseGet(() ->
                        ConditionOutcome.noMatch(message.didNotFind("property").atAll()));
    }
}
