package io.dynastore.spring.autoconfigure;

import io.dynastore.Partition;
import io.dynastore.spring.NamedPartition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says what to configure when a {@link Partition} is injected that is not. Comes before Boot's general advice on beans. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PartitionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {
    private final Environment environment;

    PartitionFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        ResolvableType type = cause.getResolvableType();
        if (type == null || type.resolve() != Partition.class || cause instanceof NoUniqueBeanDefinitionException) {
            return null;
        }
        String where = description == null ? "A bean" : description;
        Class<?> valueType = type.getGeneric(0).resolve(String.class);
        if (!environment.getProperty("dynastore.enabled", Boolean.class, true)) {
            return new FailureAnalysis(
                    where + " requires a dynastore partition, but dynastore is switched off.",
                    "Remove 'dynastore.enabled=false' from the configuration.",
                    cause);
        }
        Map<String, String> configured = configured();
        String name = requestedName(rootFailure);
        String found = name == null ? null : configured.get(name);
        if (name != null && found != null) {
            return new FailureAnalysis(
                    where + " requires the dynastore partition '" + name + "' with values of type "
                            + valueType.getName() + ", but it is configured with values of type " + found + ".",
                    "Configure that type, or inject the other:\n\n" + yaml(name, valueType),
                    cause);
        }
        return new FailureAnalysis(
                where + " requires the dynastore partition " + (name == null ? "" : "'" + name + "' ")
                        + "with values of type " + valueType.getName() + ", but it is not configured. "
                        + (configured.isEmpty() ? "No partition is." : "Configured are: " + describe(configured) + "."),
                "Add the partition to the application's configuration:\n\n"
                        + yaml(name == null ? "my-partition" : name, valueType),
                cause);
    }

    private static String yaml(String name, Class<?> valueType) {
        String partition = "    dynastore:\n      partitions:\n        " + name + ":";
        return valueType == String.class ? partition + " {}" : partition + "\n          type: " + valueType.getName();
    }

    private static String describe(Map<String, String> configured) {
        return configured.entrySet().stream()
                .map(partition -> "'" + partition.getKey() + "' (" + partition.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The type of each configured partition, by name; read anew, because the context is gone. */
    private Map<String, String> configured() {
        Map<String, String> types = new TreeMap<>();
        Binder.get(environment)
                .bind("dynastore.partitions", PartitionRegistrar.PARTITIONS)
                .orElseGet(Map::of)
                .forEach((name, partition) -> types.put(name, partition.type().getName()));
        return types;
    }

    /** The name in the annotation, or that of the parameter or field. */
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
        NamedPartition annotation = point.getAnnotation(NamedPartition.class);
        if (annotation != null) {
            return annotation.value();
        }
        if (point instanceof DependencyDescriptor dependency) {
            dependency.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            return dependency.getDependencyName();
        }
        return null;
    }
}
