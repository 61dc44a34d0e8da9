package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * All keys under {@code dynastore} in an environment, in the order of precedence of their sources. Environment variables are kept
 * apart: their names show neither upper case nor punctuation, and other programs choose some of them.
 */
final class ConfiguredKeys {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dynastore");
    private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final List<Found> written = new ArrayList<>();
    private final List<EnvironmentVariable> variables = new ArrayList<>();
    /** The names that the application chooses, by the uniform elements before them and by their own uniform form. */
    private final Map<List<String>, Map<String, Map<String, Found>>> names = new HashMap<>();
    /** All known keys with names that are written, by their letters and digits, which an environment variable shows. */
    private final Map<String, List<String>> instances = new HashMap<>();

    /**
     * A key that is not an environment variable.
     *
     * @param property the key as it is written
     * @param elements its elements
     * @param source its source
     */
    record Found(String property, List<String> elements, PropertySource<?> source) {
        String value() {
            Object value = source.getProperty(property);
            return value == null ? "" : value.toString();
        }

        Origin origin() {
            Origin origin = PropertySourceOrigin.get(source, property);
            return origin instanceof PropertySourceOrigin general && general.getOrigin() != null
                    ? general.getOrigin()
                    : origin;
        }
    }

    private ConfiguredKeys() {}

    static ConfiguredKeys of(Environment environment) {
        ConfiguredKeys keys = new ConfiguredKeys();
        if (environment instanceof ConfigurableEnvironment configurable) {
            for (PropertySource<?> source : configurable.getPropertySources()) {
                if (source instanceof EnumerablePropertySource<?> named) {
                    for (String property : named.getPropertyNames()) {
                        keys.add(property, named);
                    }
                }
            }
        }
        keys.written.forEach(keys::addNames);
        KnownKey.ALL.forEach(key -> keys.addInstances(key.elements(), 0));
        return keys;
    }

    private void add(String property, PropertySource<?> source) {
        if (isOfVariables(source) && !property.contains(".")) {
            if (EnvironmentVariable.isOurs(property)) {
                variables.add(new EnvironmentVariable(property, source));
            }
            return;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        if (ROOT.equals(name) || ROOT.isAncestorOf(name)) {
            written.add(new Found(property, elements(name), source));
        }
    }

    private static boolean isOfVariables(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource
                || source.getName().equals(VARIABLES)
                || source.getName().endsWith("-" + VARIABLES);
    }

    static List<String> elements(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.ORIGINAL))
                .toList();
    }

    private void addNames(Found found) {
        List<String> elements = found.elements();
        for (KnownKey key : KnownKey.ALL) {
            for (int i = 1; i < Math.min(elements.size(), key.elements().size()); i++) {
                List<String> path = elements.subList(0, i);
                if (key.isChosen(i) && key.isIn(path)) {
                    names.computeIfAbsent(uniform(path), any -> new LinkedHashMap<>())
                            .computeIfAbsent(KnownKey.uniform(elements.get(i)), any -> new LinkedHashMap<>())
                            .putIfAbsent(elements.get(i), found);
                }
            }
        }
    }

    private void addInstances(List<String> key, int from) {
        int chosen = key.subList(from, key.size()).indexOf(KnownKey.CHOSEN) + from;
        if (chosen < from) {
            instances.putIfAbsent(String.join("", uniform(key)), key);
            return;
        }
        namesIn(key.subList(0, chosen)).values().forEach(spellings -> {
            List<String> instance = new ArrayList<>(key);
            instance.set(chosen, spellings.keySet().iterator().next());
            addInstances(instance, chosen + 1);
        });
    }

    /** Returns the key without names, or with names that are written, that has the same letters and digits; null if there is none. */
    @Nullable
    List<String> withTheLettersOf(List<String> elements) {
        return instances.get(String.join("", uniform(elements)));
    }

    static List<String> uniform(List<String> elements) {
        return elements.stream().map(KnownKey::uniform).toList();
    }

    /** Returns the keys that files, arguments, system properties and tests set. */
    List<Found> written() {
        return written;
    }

    List<EnvironmentVariable> variables() {
        return variables;
    }

    /** Returns the names after the given elements as they are written, and where, by their uniform form. */
    Map<String, Map<String, Found>> namesIn(List<String> path) {
        return names.getOrDefault(uniform(path), Map.of());
    }

    /** Returns all groups of names that differ only in what an environment variable does not show. */
    List<Map<String, Found>> ambiguousNames() {
        return names.values().stream()
                .flatMap(path -> path.values().stream())
                .filter(spellings -> spellings.size() > 1)
                .toList();
    }
}
