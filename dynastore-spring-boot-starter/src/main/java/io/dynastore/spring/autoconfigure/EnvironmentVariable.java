package io.dynastore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * An environment variable whose name begins with {@code DYNASTORE_}.
 *
 * @param name its name
 * @param source the source of the environment that has it
 */
record EnvironmentVariable(String name, PropertySource<?> source) {
    private static final String PREFIX = "DYNASTORE_";

    /** The variables that Kubernetes sets for each Service, in the form of Docker's links. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "(DYNASTORE\\w*?)_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /** An address, as Kubernetes writes it; a property of the same name has a number. */
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    static boolean isOurs(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Returns whether Kubernetes has set it to an address, although the name is that of a property. */
    boolean isAddressOfKubernetes(Set<String> all) {
        return isOfKubernetes(all) && ADDRESS.matcher(value()).matches();
    }

    /** Returns whether Kubernetes has set it for a Service named {@code dynastore}, or for one whose name begins so. */
    boolean isOfKubernetes(Set<String> all) {
        Matcher matcher = OF_A_SERVICE.matcher(name);
        return matcher.matches()
                && (matcher.group(1).equals("DYNASTORE") || all.contains(matcher.group(1) + "_SERVICE_HOST"));
    }

    List<String> elements() {
        return List.of(name.toLowerCase(Locale.ROOT).split("_", -1));
    }

    String value() {
        Object value = source.getProperty(name);
        return value == null ? "" : value.toString();
    }

    /**
     * Returns the elements of the property that this variable sets, or null if there is none. Names that the application chooses
     * are spelled as elsewhere in the configuration; new ones have no underscore.
     */
    @Nullable
    List<String> property(ConfiguredKeys keys) {
        List<String> elements = elements();
        List<String> known = known(elements, keys);
        if (known != null) {
            return known;
        }
        int last = elements.size() - 1;
        List<String> list = elements.get(last).matches("\\d+") ? known(elements.subList(0, last), keys) : null;
        if (list != null) {
            List<String> item = new ArrayList<>(list);
            item.add(elements.get(last));
            return item;
        }
        boolean isEmptyGroup = value().isBlank() && KnownKey.ALL.stream().anyMatch(key -> key.isIn(elements));
        return isEmptyGroup ? elements : null;
    }

    private static @Nullable List<String> known(List<String> elements, ConfiguredKeys keys) {
        List<String> known = keys.withTheLettersOf(elements);
        return known != null
                ? known
                : KnownKey.ALL.stream()
                        .map(key -> key.read(elements))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Returns the name of the variable that sets a property. */
    static String nameFor(List<String> property) {
        return String.join("_", ConfiguredKeys.uniform(property)).toUpperCase(Locale.ROOT);
    }
}
