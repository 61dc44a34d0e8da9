package io.dynastore.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Analyzes the type of a partition that is not the name of a class. It comes before Boot's general analyzer of properties. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PartitionTypeFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        String name = cause.getName().toString();
        if (!name.startsWith("dynastore.partitions.")
                || !name.endsWith(".type")
                || findCause(cause, ClassNotFoundException.class) == null) {
            return null;
        }
        ConfigurationProperty property = cause.getProperty();
        return new FailureAnalysis(
                "'" + name + "' is '" + (property == null ? "" : property.getValue())
                        + "', but there is no class of that name"
                        + (property == null || property.getOrigin() == null
                                ? "."
                                : " (set in " + property.getOrigin() + ")."),
                "Set '" + name + "' to the full name of a class of the application, such as com.acme.Customer, or to"
                        + " byte[]. Remove it for values of type String.",
                cause);
    }
}
