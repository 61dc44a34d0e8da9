package io.dynastore.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Keeps environment variables from adding tables, partitions and indexes under other names than they have elsewhere:
 * {@code DYNASTORE_TABLES_HOTDATA_NAME} is about the table {@code hotData}, and {@code DYNASTORE_PARTITIONS_SERVICE_HOST} about
 * nothing.
 */
final class NameBindHandler extends AbstractBindHandler {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dynastore");

    private final Environment environment;
    private @Nullable ConfiguredKeys keys;

    NameBindHandler(BindHandler parent, Environment environment) {
        super(parent);
        this.environment = environment;
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        return ROOT.isAncestorOf(name) && isOnlyOfVariables(ConfiguredKeys.elements(name))
                ? null
                : super.onStart(name, target, context);
    }

    private boolean isOnlyOfVariables(List<String> elements) {
        int last = elements.size() - 1;
        List<String> path = elements.subList(0, last);
        if (!isChosen(last, path)) {
            return false;
        }
        if (keys == null) {
            keys = ConfiguredKeys.of(environment);
        }
        String name = elements.get(last);
        Map<String, ConfiguredKeys.Found> spellings = keys.namesIn(path).get(KnownKey.uniform(name));
        if (spellings != null) {
            return !spellings.containsKey(name);
        }
        return isOfNoProperty(ConfiguredKeys.uniform(elements), keys);
    }

    private static boolean isChosen(int last, List<String> path) {
        for (KnownKey key : KnownKey.ALL) {
            if (last < key.elements().size() && key.isChosen(last) && key.isIn(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfNoProperty(List<String> group, ConfiguredKeys keys) {
        List<EnvironmentVariable> variables = keys.variables().stream()
                .filter(variable -> startsWith(variable.elements(), group))
                .toList();
        return !variables.isEmpty()
                && variables.stream().allMatch(variable -> {
                    List<String> property = variable.property(keys);
                    return property == null || !startsWith(ConfiguredKeys.uniform(property), group);
                });
    }

    private static boolean startsWith(List<String> elements, List<String> start) {
        return elements.size() >= start.size()
                && elements.subList(0, start.size()).equals(start);
    }
}
