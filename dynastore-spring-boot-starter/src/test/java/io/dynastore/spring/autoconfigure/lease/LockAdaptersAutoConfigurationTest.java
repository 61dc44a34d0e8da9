package io.dynastore.spring.autoconfigure.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.integration.DynaStoreLockRegistryAutoConfiguration;
import io.dynastore.spring.autoconfigure.shedlock.DynaStoreLockProviderAutoConfiguration;
import io.dynastore.spring.integration.LeaseLockRegistry;
import io.dynastore.spring.shedlock.LeaseLockProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.ExpirableLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

@SuppressWarnings("LockNotBeforeTry")
class LockAdaptersAutoConfigurationTest {
    private static final String INTEGRATION = "org.springframework.integration";
    private static final String SHEDLOCK = "net.javacrumbs.shedlock";

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table);

    /** Imported by name, as in an application: a class that is registered as such brings all its annotations. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreLeasesAutoConfiguration.class,
        DynaStoreLockRegistryAutoConfiguration.class,
        DynaStoreLockProviderAutoConfiguration.class,
    })
    static class Application {}

    record Wishes(
            ObjectProvider<LockRegistry<?>> any,
            RenewableLockRegistry<DistributedLock> renewable,
            ExpirableLockRegistry<DistributedLock> expirable) {}

    @Test
    void bothAreThereWithTheirLibraries() {
        runner.run(context ->
                assertThat(context).hasSingleBean(LeaseLockRegistry.class).hasSingleBean(LeaseLockProvider.class));
    }

    @Test
    void eachIsAbsentWithoutItsLibrary() {
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                        "dynastore.table.name=" + table,
                        "dynastore.initialize-tables=always");
        application
                .withClassLoader(new FilteredClassLoader(INTEGRATION))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Leases.class)
                        .hasSingleBean(LockProvider.class)
                        .doesNotHaveBean("dynaStoreLockRegistry"));
        application
                .withClassLoader(new FilteredClassLoader(SHEDLOCK))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Leases.class)
                        .hasSingleBean(LockRegistry.class)
                        .doesNotHaveBean("dynaStoreLockProvider"));
        application
                .withClassLoader(new FilteredClassLoader(INTEGRATION, SHEDLOCK))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Leases.class));
    }

    @Test
    void eachCanBeSwitchedOff() {
        runner.withPropertyValues(
                        "dynastore.leases.spring-integration.enabled=false", "dynastore.leases.shedlock.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(Leases.class)
                        .doesNotHaveBean(LockRegistry.class)
                        .doesNotHaveBean(LockProvider.class));
    }

    @Test
    void withoutLeasesThereIsNeither() {
        for (String property : new String[] {"dynastore.leases.enabled=false", "dynastore.enabled=false"}) {
            runner.withPropertyValues(property)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(LockRegistry.class)
                            .doesNotHaveBean(LockProvider.class));
        }
    }

    @Test
    void anApplicationsOwnWin() {
        LockProvider own = configuration -> Optional.empty();
        runner.withBean("registry", DefaultLockRegistry.class, DefaultLockRegistry::new)
                .withBean("provider", LockProvider.class, () -> own)
                .run(context -> {
                    assertThat(context).hasSingleBean(LockRegistry.class).hasSingleBean(LockProvider.class);
                    assertThat(context.getBean(LockProvider.class)).isSameAs(own);
                });
    }

    @Test
    void anApplicationsOwnLeasesAreUsed() {
        runner.withBean(
                        Leases.class,
                        () -> Leases.create(DynaStore.create(TestDynamoDb.raw())
                                .table(table)
                                .partition("own")))
                .run(context -> {
                    context.getBean(DynaStore.class);
                    Lock lock = context.getBean(LeaseLockRegistry.class).obtain("foo");
                    lock.lock();
                    assertThat(TestDynamoDb.item(table, "own", "integration/foo"))
                            .containsKey("owner");
                    lock.unlock();
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Integration {}

    @Test
    void springIntegrationHasNoRegistryOfItsOwnThatWouldWin() {
        runner.withUserConfiguration(Integration.class)
                .run(context -> assertThat(context).hasSingleBean(LeaseLockRegistry.class));
    }

    @Test
    void theRegistryIsInjectedAsWhatItIs() {
        runner.withBean(Wishes.class).run(context -> {
            LeaseLockRegistry registry = context.getBean(LeaseLockRegistry.class);
            Wishes wishes = context.getBean(Wishes.class);
            assertThat(wishes.any().getObject()).isSameAs(registry);
            assertThat(wishes.renewable()).isSameAs(registry);
            assertThat(wishes.expirable()).isSameAs(registry);
        });
    }

    @Test
    void theirLeasesHaveTheirOwnPrefixes() {
        runner.run(context -> {
            use(context.getBean(LeaseLockRegistry.class), context.getBean(LockProvider.class));
            assertThat(context.getBean(Leases.class).held())
                    .extracting(lease -> lease.name())
                    .containsExactlyInAnyOrder("integration/foo", "shedlock/foo");
        });
        runner.withPropertyValues(
                        "dynastore.leases.spring-integration.prefix=locks/", "dynastore.leases.shedlock.prefix=")
                .run(context -> {
                    use(context.getBean(LeaseLockRegistry.class), context.getBean(LockProvider.class));
                    assertThat(context.getBean(Leases.class).held())
                            .extracting(lease -> lease.name())
                            .containsExactlyInAnyOrder("locks/foo", "foo");
                });
    }

    private static void use(LeaseLockRegistry registry, LockProvider provider) {
        registry.obtain("foo").lock();
        assertThat(provider.lock(
                        new LockConfiguration(ClockProvider.now(), "foo", Duration.ofMinutes(1), Duration.ZERO)))
                .isPresent();
    }

    @Test
    void whoUsesNeitherNeedsNoTable() {
        StarterContext.bare()
                .withPropertyValues("dynastore.endpoint=http://127.0.0.1:1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanDefinitionNames())
                            .contains("dynaStoreLockRegistry", "dynaStoreLockProvider");
                });
    }
}
