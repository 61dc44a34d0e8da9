package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.NamedPartition;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Analyzes the injection of a {@link Partition} that is not configured or of which there are several, or of any bean of dynastore
 * if that is disabled. It comes before Boot's general analyzers of missing beans.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PartitionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {
    /** Spring's own annotation, and the one of JSR 330. */
    private static final Set<String> QUALIFIERS = Set.of(Qualifier.class.getName(), "jakarta.inject.Named");

    private final Environment environment;

    PartitionFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        ResolvableType type = cause.getResolvableType();
        if (type == null) {
            return null;
        }
        Class<?> wanted = type.resolve();
        if (wanted != Partition.class && wanted != DynaStore.class && wanted != Leases.class) {
            return null;
        }
        String where = description == null ? "A bean" : description;
        if (cause instanceof NoUniqueBeanDefinitionException several) {
            return wanted == Partition.class ? severalOf(where, rootFailure, type, several) : null;
        }
        if (isOff("dynastore.enabled")) {
            return switchedOff(where, type, "dynastore is", "dynastore.enabled", cause);
        }
        if (wanted == Leases.class && isOff("dynastore.leases.enabled")) {
            return switchedOff(where, type, "dynastore's leases are", "dynastore.leases.enabled", cause);
        }
        return wanted != Partition.class ? null : analyze(where, requestedName(rootFailure), type.getGeneric(0), cause);
    }

    private boolean isOff(String property) {
        return !environment.getProperty(property, Boolean.class, true);
    }

    private static @Nullable FailureAnalysis severalOf(
            String where, Throwable rootFailure, ResolvableType type, NoUniqueBeanDefinitionException cause) {
        Collection<String> names = cause.getBeanNamesFound();
        if (names == null) {
            return null;
        }
        List<String> sorted = names.stream().sorted().toList();
        String name = requestedName(rootFailure);
        return new FailureAnalysis(
                where + " requires one dynastore partition"
                        + (type.hasGenerics() ? " with values of type " + type.getGeneric(0) : "")
                        + ", but there are " + sorted.size() + ": '" + String.join("', '", sorted) + "'."
                        + (name == null
                                ? ""
                                : " None of them is named '" + name + "'." + Suggestion.question(name, sorted)),
                "Annotate the parameter or field with the name of one, such as @NamedPartition(\"" + sorted.get(0)
                        + "\"), or give it that name. The names of parameters are only known if the compiler has the option"
                        + " '-parameters'.",
                cause);
    }

    private static FailureAnalysis switchedOff(
            String where, ResolvableType type, String what, String property, Exception cause) {
        return new FailureAnalysis(
                where + " requires a " + type + ", but " + what + " disabled.",
                "Remove '" + property + "=false' from the configuration.",
                cause);
    }

    private FailureAnalysis analyze(
            String where, @Nullable String name, ResolvableType valueType, NoSuchBeanDefinitionException cause) {
        Class<?> type = valueType.resolve(String.class);
        Map<String, String> configured = configured();
        String partition = name == null ? "a dynastore partition" : "the dynastore partition '" + name + "'";
        String required = where + " requires " + partition + " with values of type "
                + (valueType.resolve() == null ? type.getTypeName() : valueType) + ", but ";
        String found = name == null ? null : configured.get(name);
        if (valueType.hasGenerics()) {
            return new FailureAnalysis(
                    required + "a generic type cannot be configured.",
                    "Store a record that has it as a component, or define the partition as a bean by"
                            + " 'DynaStore.table(...).partition(name, JsonCodec.of(new TypeReference<>() {}, mapper))'.",
                    cause);
        }
        if (name != null && found != null) {
            return new FailureAnalysis(
                    required + "it is configured with values of type " + found + ".",
                    "Inject a Partition of that type, or configure the other type:\n\n" + yaml(name, type),
                    cause);
        }
        return new FailureAnalysis(
                required
                        + (configured.isEmpty()
                                ? "no partition is configured."
                                : "it is not configured. The configured partitions are: " + describe(configured) + "."
                                        + (name == null ? "" : Suggestion.question(name, configured.keySet()))),
                "Add the partition to the application's configuration:\n\n"
                        + yaml(name == null ? "my-partition" : name, type)
                        + (configured.isEmpty() ? "" : "\n\nor inject a configured one by @NamedPartition."),
                cause);
    }

    private static String yaml(String name, Class<?> valueType) {
        String partition = "    dynastore:\n      partitions:\n        " + name + ":";
        return valueType == String.class
                ? partition + " {}"
                : partition + "\n          type: " + valueType.getTypeName();
    }

    private static String describe(Map<String, String> configured) {
        return configured.entrySet().stream()
                .map(partition -> "'" + partition.getKey() + "' (" + partition.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns the type of each configured partition by name. They are bound again, because the context has been closed. */
    private Map<String, String> configured() {
        Map<String, String> types = new TreeMap<>();
        PartitionRegistrar.partitions(environment)
                .forEach((name, partition) -> types.put(name, partition.type().getTypeName()));
        return types;
    }

    /** Returns the name in the annotation, or that of the parameter or field. */
    private static @Nullable String requestedName(Throwable rootFailure) {
        InjectionPoint point = null;
        for (Throwable failure = rootFailure; failure != null; failure = failure.getCause()) {
            if (failure instanceof UnsatisfiedDependencyException unsatisfied) {
                point = unsatisfied.getInjectionPoint();
            }
        }
        if (point == null) {
            return null;
        }
        for (Annotation annotation : point.getAnnotations()) {
            String type = annotation.annotationType().getName();
            if ((type.equals(NamedPartition.class.getName()) || QUALIFIERS.contains(type))
                    && AnnotationUtils.getValue(annotation) instanceof String name
                    && !name.isEmpty()) {
                return name;
            }
        }
        MethodParameter parameter = point.getMethodParameter();
        if (parameter == null) {
            return point.getMember().getName();
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return parameter.getParameterName();
    }
}
