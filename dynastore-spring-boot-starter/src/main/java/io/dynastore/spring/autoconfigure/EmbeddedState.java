package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/** The relation of an application to the embedded DynamoDB, which need not be on its class path. */
record EmbeddedState(ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
    static final String EMBEDDED = "io.dynastore.embedded.EmbeddedDynamoDb";

    /** Decides whether it may start. */
    EmbeddedStart start() {
        return EmbeddedStart.decide(enabled(), ApplicationCode.location(beans), variables());
    }

    /** Returns whether it is permitted everywhere. */
    boolean isWanted() {
        return Boolean.TRUE.equals(enabled());
    }

    private @Nullable Boolean enabled() {
        return environment.getProperty(EmbeddedStart.PROPERTY, Boolean.class);
    }

    /** Returns whether one runs, of the starter or of the application. */
    boolean isRunning() {
        return isPresent() && Beans.haveOne(beans);
    }

    /** Returns how to develop without AWS, and why the embedded DynamoDB has not started if it is on the class path. */
    String withoutAws() {
        EmbeddedStart start = start();
        return !isPresent() || start.permitted()
                ? ClientDiagnosis.WITHOUT_AWS
                : "The embedded DynamoDB, io.dynastore:dynastore-embedded, is on the class path, but did not start by"
                        + " itself, because " + start.reason()
                        + ". To develop without AWS, set '" + EmbeddedStart.PROPERTY
                        + "' to true: DynamoDB then runs in the application, with its data in memory, lost at exit; or set"
                        + " 'dynastore.endpoint' to the address of another one, such as http://localhost:8000.";
    }

    boolean isPresent() {
        return ClassUtils.isPresent(EMBEDDED, beans.getBeanClassLoader());
    }

    private Set<String> variables() {
        PropertySource<?> variables =
                environment.getPropertySources().get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return variables instanceof EnumerablePropertySource<?> named
                ? Set.copyOf(List.of(named.getPropertyNames()))
                : Set.of();
    }

    /** Loaded only where the embedded DynamoDB is on the class path. */
    private static final class Beans {
        /** A bean is null if the application was processed ahead of time and another DynamoDB is configured at run time. */
        static boolean haveOne(ConfigurableListableBeanFactory beans) {
            return beans.getBeanProvider(EmbeddedDynamoDb.class).stream()
                    .findAny()
                    .isPresent();
        }
    }
}
