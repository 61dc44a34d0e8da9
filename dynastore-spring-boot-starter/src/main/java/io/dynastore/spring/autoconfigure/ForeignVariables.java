package io.dynastore.spring.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Hides the environment variables of Kubernetes that have the name of a property: {@code DYNASTORE_EMBEDDED_PORT} is the address
 * of a Service {@code dynastore-embedded}, and cannot be converted to a port.
 */
final class ForeignVariables extends SystemEnvironmentPropertySource implements OriginLookup<String> {
    private final PropertySource<?> visible;

    private ForeignVariables(PropertySource<?> visible, Map<String, Object> variables) {
        super(visible.getName(), variables);
        this.visible = visible;
    }

    static void hide(Environment environment) {
        if (environment instanceof ConfigurableEnvironment configurable) {
            List<EnvironmentVariable> variables = ConfiguredKeys.of(environment).variables();
            if (variables.isEmpty()) {
                return;
            }
            Set<String> names =
                    variables.stream().map(EnvironmentVariable::name).collect(Collectors.toSet());
            variables.stream()
                    .filter(variable -> variable.isAddressOfKubernetes(names))
                    .collect(Collectors.groupingBy(EnvironmentVariable::source))
                    .forEach((source, foreign) -> hide(configurable, source, foreign));
        }
    }

    private static void hide(
            ConfigurableEnvironment environment, PropertySource<?> source, List<EnvironmentVariable> foreign) {
        if (source.getSource() instanceof Map<?, ?> all) {
            Map<String, Object> rest = new HashMap<>();
            all.forEach((name, value) -> rest.put(String.valueOf(name), value));
            foreign.forEach(variable -> rest.remove(variable.name()));
            environment.getPropertySources().replace(source.getName(), new ForeignVariables(source, rest));
        }
    }

    @Override
    public @Nullable Origin getOrigin(String name) {
        return OriginLookup.getOrigin(visible, name);
    }
}
