package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private @Nullable Map<String, List<String>> instances;

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
        for (Found found : keys.written) {
            keys.addNames(found);
        }
        return keys;
    }

    private void add(String property, PropertySource<?> source) {
        if (isOfVariables(source) && !property.contains(".")) {
            if (EnvironmentVariable.isOurs(property)) {
                variables.add(new EnvironmentVariable(property, source));
            }
            return;
        }
        if (!mayBeOurs(property)) {
            return;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        if (ROOT.equals(name) || ROOT.isAncestorOf(name)) {
            written.add(new Found(property, elements(name), source));
        }
    }

    /** Returns whether a key begins with the letters of the root, without making a name of it: most keys are of others. */
    private static boolean mayBeOurs(String property) {
        String root = ROOT.toString();
        int next = 0;
        for (int i = 0; i < property.length() && next < root.length(); i++) {
            char c = Character.toLowerCase(property.charAt(i));
            if (c == root.charAt(next)) {
                next++;
            } else if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return next == root.length();
    }

    private static boolean isOfVariables(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource
                || source.getName().equals(VARIABLES)
                || source.getName().endsWith("-" + VARIABLES);
    }

    static List<String> elements(ConfigurationPropertyName name) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(name.getElement(i, Form.ORIGINAL));
        }
        return elements;
    }

    private void addNames(Found found) {
        List<String> elements = found.elements();
        for (KnownKey key : KnownKey.ALL) {
            for (int i = 1; i < Math.min(elements.size(), key.elements().size()); i++) {
                List<String> path = elements.subList(0, i);
                if (key.isChosen(i) && key.isIn(path)) {
                    spellings(uniform(path), KnownKey.uniform(elements.get(i))).putIfAbsent(elements.get(i), found);
                }
            }
        }
    }

    private Map<String, Found> spellings(List<String> path, String name) {
        Map<String, Map<String, Found>> inPath = names.get(path);
        if (inPath == null) {
            inPath = new LinkedHashMap<>();
            names.put(path, inPath);
        }
        Map<String, Found> spellings = inPath.get(name);
        if (spellings == null) {
            spellings = new LinkedHashMap<>();
            inPath.put(name, spellings);
        }
        return spellings;
    }

    private Map<String, List<String>> instances() {
        Map<String, List<String>> all = instances;
        if (all == null) {
            all = new HashMap<>();
            for (KnownKey key : KnownKey.ALL) {
                addInstances(all, key.elements(), 0);
            }
            instances = all;
        }
        return all;
    }

    private void addInstances(Map<String, List<String>> all, List<String> key, int from) {
        int chosen = key.subList(from, key.size()).indexOf(KnownKey.CHOSEN) + from;
        if (chosen < from) {
            all.putIfAbsent(String.join("", uniform(key)), key);
            return;
        }
        for (Map<String, Found> spellings : namesIn(key.subList(0, chosen)).values()) {
            List<String> instance = new ArrayList<>(key);
            instance.set(chosen, spellings.keySet().iterator().next());
            addInstances(all, instance, chosen + 1);
        }
    }

    /** Returns the key without names, or with names that are written, that has the same letters and digits; null if there is none. */
    @Nullable
    List<String> withTheLettersOf(List<String> elements) {
        return instances().get(String.join("", uniform(elements)));
    }

    static List<String> uniform(List<String> elements) {
        List<String> uniform = new ArrayList<>(elements.size());
        for (String element : elements) {
            uniform.add(KnownKey.uniform(element));
        }
        return uniform;
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
        List<Map<String, Found>> ambiguous = new ArrayList<>();
        for (Map<String, Map<String, Found>> path : names.values()) {
            for (Map<String, Found> spellings : path.values()) {
                if (spellings.size() > 1) {
                    ambiguous.add(spellings);
                }
            }
        }
        return ambiguous;
    }
}
