package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.autoconfigure.health.DynaStoreHealthContributorAutoConfiguration;
import io.dynastore.spring.autoconfigure.idempotency.DynaStoreIdempotencyAutoConfiguration;
import io.dynastore.spring.autoconfigure.integration.DynaStoreLockRegistryAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.shedlock.DynaStoreLockProviderAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** Contexts with the starter's auto-configurations. */
public final class StarterContext {
    private StarterContext() {}

    /** With nothing configured: the embedded DynamoDB is started. */
    public static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DynaStoreHealthContributorAutoConfiguration.class,
                        DynaStoreLockProviderAutoConfiguration.class,
                        DynaStoreLockRegistryAutoConfiguration.class,
                        DynaStoreIdempotencyAutoConfiguration.class,
                        DynaStoreLeasesAutoConfiguration.class,
                        DynaStoreAutoConfiguration.class,
                        DynaStoreClientAutoConfiguration.class,
                        EmbeddedDynamoDbAutoConfiguration.class));
    }

    /** On a table that is created in the shared DynamoDB. */
    public static ApplicationContextRunner onTable(String table) {
        return bare().withPropertyValues(
                        "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                        "dynastore.table.name=" + table,
                        "dynastore.initialize-tables=always");
    }

    /** With properties as an application.yml has them. */
    public static ApplicationContextRunner withYaml(ApplicationContextRunner runner, String yaml) {
        return runner.withInitializer(context -> {
            try {
                new YamlPropertySourceLoader()
                        .load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                        .forEach(context.getEnvironment().getPropertySources()::addLast);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
