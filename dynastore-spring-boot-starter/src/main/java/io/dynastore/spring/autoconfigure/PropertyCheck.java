package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Checks all keys under {@code dynastore} before any of them is used. Spring Boot ignores unknown ones, so an entry would never
 * expire because of a spelling mistake. An unknown environment variable is only reported, because anybody may have set it.
 */
final class PropertyCheck {
    private static final Log logger = LogFactory.getLog(PropertyCheck.class);
    private static final String RESPELLED = "dynastoreEnvironmentVariables";
    /** The elements of a group with a chosen name; its properties have more. */
    private static final int SMALLEST_NAMED = 3;

    private final ConfiguredKeys keys;
    private final Environment environment;

    private PropertyCheck(ConfiguredKeys keys, Environment environment) {
        this.keys = keys;
        this.environment = environment;
    }

    /**
     * Checks the keys, and makes environment variables set the properties that they are meant for.
     *
     * @throws FailureAnalyzedException if a key is unknown, if two names are the same to Spring Boot, or if the unit of a duration
     *     is missing
     */
    static void check(Environment environment) {
        ForeignVariables.hide(environment);
        PropertyCheck check = new PropertyCheck(ConfiguredKeys.of(environment), environment);
        check.refuseUnknownKeys();
        check.refuseAmbiguousNames();
        check.readVariables();
        check.refuseMissingUnits();
    }

    private void refuseUnknownKeys() {
        List<ConfiguredKeys.Found> unknown = new ArrayList<>();
        for (ConfiguredKeys.Found found : keys.written()) {
            if (isUnknown(found)) {
                unknown.add(found);
            }
        }
        if (!unknown.isEmpty()) {
            boolean areGroups = unknown.stream().allMatch(found -> isGroup(found.elements()));
            throw new FailureAnalyzedException(
                    (unknown.size() == 1 ? "A property" : unknown.size() + " properties")
                            + " under 'dynastore' cannot be used:\n\n"
                            + unknown.stream().map(PropertyCheck::describe).collect(Collectors.joining("\n\n")),
                    (areGroups ? "Give the value to one of its properties" : "Correct the name")
                            + ", or remove the property. The documentation lists all of them.");
        }
    }

    private static boolean isUnknown(ConfiguredKeys.Found found) {
        List<String> elements = found.elements();
        return !isKnown(elements) && !(isGroup(elements) && found.value().isBlank());
    }

    private static String describe(ConfiguredKeys.Found found) {
        List<String> elements = found.elements();
        String problem = isGroup(elements)
                ? "It takes no value of its own. It has the properties " + propertiesOf(elements) + "."
                : "It is unknown."
                        + Suggestion.key(elements)
                                .map(meant -> " Did you mean '" + String.join(".", meant) + "'?")
                                .orElseGet(() -> siblings(elements));
        return "    Property: " + found.property() + "\n    Origin: " + found.origin() + "\n    Problem: " + problem;
    }

    private static boolean isKnown(List<String> elements) {
        List<String> list = elements.subList(0, elements.size() - 1);
        for (KnownKey key : KnownKey.ALL) {
            if (key.matches(elements)
                    || (key.isList()
                            && key.matches(list)
                            && elements.get(list.size()).matches("\\d+"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGroup(List<String> elements) {
        for (KnownKey key : KnownKey.ALL) {
            if (key.isIn(elements)) {
                return true;
            }
        }
        return false;
    }

    private static String siblings(List<String> unknown) {
        for (int known = unknown.size() - 1; known > 0; known--) {
            List<String> group = unknown.subList(0, known);
            if (isGroup(group)) {
                return " '" + String.join(".", group) + "' has the properties " + propertiesOf(group) + ".";
            }
        }
        return "";
    }

    private static String propertiesOf(List<String> group) {
        Set<String> children = new LinkedHashSet<>();
        KnownKey.ALL.stream().filter(key -> key.isIn(group)).forEach(key -> {
            boolean isNamed = key.isChosen(group.size());
            List<String> below = key.elements()
                    .subList(
                            group.size(),
                            Math.min(
                                    group.size() + (isNamed ? 2 : 1),
                                    key.elements().size()));
            children.add("'" + String.join(".", below).replace(KnownKey.CHOSEN, "<name>") + "'");
        });
        return String.join(", ", children);
    }

    private void refuseAmbiguousNames() {
        List<Map<String, ConfiguredKeys.Found>> ambiguous = keys.ambiguousNames();
        if (!ambiguous.isEmpty()) {
            String names = ambiguous.get(0).entrySet().stream()
                    .map(name ->
                            "    '" + name.getKey() + "' in " + name.getValue().property() + "\n        Origin: "
                                    + name.getValue().origin())
                    .collect(Collectors.joining("\n"));
            throw new FailureAnalyzedException(
                    "Two names under 'dynastore' differ only in upper case or punctuation:\n\n" + names
                            + "\n\n"
                            + "Spring Boot mixes up their properties, and an environment variable cannot distinguish"
                            + " them.",
                    "Write the name in the same way everywhere. If they are meant to be two, rename one.");
        }
    }

    /**
     * Reports unknown variables, and adds a source with the properties of the others: Spring Boot finds those whose names are
     * chosen only if it knows how the names are spelled.
     */
    private void readVariables() {
        if (keys.variables().isEmpty()) {
            return;
        }
        Map<String, Object> respelled = new LinkedHashMap<>();
        Set<String> names =
                keys.variables().stream().map(EnvironmentVariable::name).collect(Collectors.toSet());
        for (EnvironmentVariable variable : keys.variables()) {
            List<String> property = variable.property(keys);
            if (property == null && !variable.isOfKubernetes(names)) {
                logger.warn("The environment variable " + variable.name() + " sets no property of dynastore."
                        + Suggestion.key(variable.elements())
                                .map(meant -> " Did you mean " + EnvironmentVariable.nameFor(meant) + "?")
                                .orElse(""));
            } else if (property != null && property.size() > SMALLEST_NAMED) {
                respelled.putIfAbsent(propertyName(property), variable.value());
            }
        }
        if (environment instanceof ConfigurableEnvironment configurable && !respelled.isEmpty()) {
            MutablePropertySources sources = configurable.getPropertySources();
            sources.remove(RESPELLED);
            sources.addBefore(keys.variables().get(0).source().getName(), new MapPropertySource(RESPELLED, respelled));
        }
    }

    /** Without a unit, a number is milliseconds. Fewer than a thousand are meant to be seconds or more. */
    private void refuseMissingUnits() {
        Set<String> durations = new LinkedHashSet<>();
        for (ConfiguredKeys.Found found : keys.written()) {
            addDuration(durations, found.elements());
        }
        for (EnvironmentVariable variable : keys.variables()) {
            addDuration(durations, variable.property(keys));
        }
        for (String property : durations) {
            String value = Binder.get(environment)
                    .bind(ConfigurationPropertyName.adapt(property, '.'), Bindable.of(String.class))
                    .orElse("");
            if (value.matches("0*[1-9]\\d{0,2}")) {
                throw new FailureAnalyzedException(
                        "'" + property + "' is invalid: " + value + " has no unit, so it means " + value
                                + (value.matches("0*1") ? " millisecond." : " milliseconds."),
                        "Write the unit, as in " + value + "s for seconds, " + value + "m for minutes or " + value
                                + "d for days, or in " + value + "ms.");
            }
        }
    }

    private static void addDuration(Set<String> durations, @Nullable List<String> property) {
        if (property == null) {
            return;
        }
        for (KnownKey key : KnownKey.ALL) {
            if (key.isDuration() && key.matches(property)) {
                durations.add(propertyName(property));
                return;
            }
        }
    }

    private static String propertyName(List<String> elements) {
        StringBuilder name = new StringBuilder(elements.get(0));
        for (String element : elements.subList(1, elements.size())) {
            name.append(element.matches("(?!\\d+$)[\\w-]+") ? "." + element : "[" + element + "]");
        }
        return name.toString();
    }
}
