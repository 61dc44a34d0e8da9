package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.Partition;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Creates the leases as they are configured. */
final class LeasesFactory {
    private final LeaseProperties properties;
    private final Environment environment;

    LeasesFactory(LeaseProperties properties, Environment environment) {
        this.properties = properties;
        this.environment = environment;
    }

    Leases create(Partition<?> partition, List<LeaseListener> listeners, List<LeasesBuilderCustomizer> customizers) {
        LeasesBuilder builder = builder(partition);
        listeners.forEach(builder::listener);
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** Applies the properties. */
    LeasesBuilder builder(Partition<?> partition) {
        LeasesBuilder builder = Leases.builder(partition);
        set("duration", "a duration such as 30s", builder::duration, properties.duration());
        set("clock-skew", "a duration such as 5s", builder::clockSkew, properties.clockSkew());
        set("poll-interval", "a duration such as 2s", builder::pollInterval, properties.pollInterval());
        set("retention", "a duration such as 1d", builder::retention, properties.retention());
        set(
                "max-concurrent-requests",
                "a number such as 50",
                builder::maxConcurrentRequests,
                properties.maxConcurrentRequests());
        Double warning = properties.expiryWarning();
        if (warning != null) {
            set("expiry-warning", "a part such as 0.25", builder::expiryWarning, warning);
        }
        builder.renewal(properties.renewal()).takeoverByDeadline(properties.takeoverByDeadline());
        setHolder(builder);
        return builder;
    }

    /** Sets the holder. The property is blank if a placeholder in it resolves to nothing. */
    private void setHolder(LeasesBuilder builder) {
        String holder = properties.holder();
        String application = environment.getProperty("spring.application.name");
        if (StringUtils.hasText(holder)) {
            builder.holder(holder);
        } else if (StringUtils.hasText(application)) {
            builder.holder(process -> application + " (" + process + ")");
        }
    }

    private static <T> void set(String name, String example, Consumer<T> setter, T value) {
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            String property = "dynastore.leases." + name;
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: " + e.getMessage(),
                    "Set '" + property + "' to " + example + ", or leave it out.",
                    e);
        }
    }
}
