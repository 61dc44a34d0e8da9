package io.dynastore.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.metrics.DynaStoreMetricsAutoConfiguration;
import io.dynastore.spring.observation.DefaultDynaStoreObservationConvention;
import io.dynastore.spring.observation.DynaStoreObservationContext;
import io.dynastore.spring.observation.DynaStoreObservationConvention;
import io.dynastore.spring.observation.MeteredLeases;
import io.dynastore.spring.observation.MeteredOperations;
import io.dynastore.spring.observation.ObservedOperations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ObservationAutoConfigurationTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner plain = StarterContext.onTable(table)
            .withPropertyValues("dynastore.partitions.customers.time-to-live=1d")
            .withConfiguration(AutoConfigurations.of(
                    DynaStoreObservationAutoConfiguration.class, DynaStoreMetricsAutoConfiguration.class));
    private final Recorder recorder = new Recorder();
    private final ApplicationContextRunner observed = plain.withConfiguration(
                    AutoConfigurations.of(ObservationAutoConfiguration.class))
            .withBean(Recorder.class, () -> recorder);
    private final ApplicationContextRunner metered = plain.withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
            .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new);
    private final ApplicationContextRunner both = observed.withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
            .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void withBothOperationsAreObservedTimedAndCounted() {
        both.run(context -> {
            find(context);
            assertThat(recorder.names).containsExactly("dynastore.operation");
            assertThat(count(context, "dynastore.requests")).isOne();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("dynastore.operation")
                            .tags("dynastore.operation", "find", "dynastore.outcome", "not_found", "error", "none")
                            .timer()
                            .count())
                    .isOne();
        });
    }

    @Test
    void observationsNeedNoMeters() {
        observed.run(context -> {
            assertThat(context).hasSingleBean(ObservedOperations.class).doesNotHaveBean(MeteredOperations.class);
            find(context);
            assertThat(recorder.names).containsExactly("dynastore.operation");
        });
        observed.withClassLoader(
                        new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer.metrics"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ObservedOperations.class));
    }

    @Test
    void metersNeedNoObservations() {
        metered.run(context -> {
            assertThat(context).hasSingleBean(MeteredOperations.class).doesNotHaveBean(ObservedOperations.class);
            find(context);
            assertThat(count(context, "dynastore.requests")).isOne();
            assertThat(count(context, "dynastore.consumed.read.capacity")).isEqualTo(0.5);
        });
    }

    @Test
    void withoutRegistriesNothingIsAdded() {
        plain.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(OperationHook.class);
            find(context);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreObservationAutoConfiguration.class,
        DynaStoreMetricsAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreLeasesAutoConfiguration.class
    })
    static class Application {}

    @Test
    void withoutMicrometerEverythingStarts() {
        // Imported by name, as in an application: a class that is registered as such brings all its annotations.
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues("dynastore.table.name=Tee", "dynastore.partitions.customers.time-to-live=1d")
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .hasBean("customers")
                            .doesNotHaveBean("dynaStoreObservedOperations")
                            .doesNotHaveBean("dynaStoreMeteredOperations")
                            .doesNotHaveBean("dynaStoreMeteredLeases");
                    find(context);
                });
    }

    @Test
    void observationsCanBeSwitchedOff() {
        both.withPropertyValues("management.observations.enable.dynastore=false")
                .run(context -> {
                    find(context);
                    assertThat(recorder.names).isEmpty();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("dynastore.operation")
                                    .meters())
                            .isEmpty();
                    assertThat(count(context, "dynastore.requests"))
                            .as("meters have a switch of their own")
                            .isOne();
                });
    }

    @Test
    void metersCanBeSwitchedOff() {
        both.withPropertyValues("management.metrics.enable.dynastore=false").run(context -> {
            find(context);
            assertThat(recorder.names).containsExactly("dynastore.operation");
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith("dynastore"));
        });
    }

    @Test
    void dynastoreCanBeSwitchedOff() {
        both.withPropertyValues("dynastore.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OperationHook.class));
    }

    @Test
    void aConventionBeanReplacesTheDefault() {
        DynaStoreObservationConvention own = new DefaultDynaStoreObservationConvention() {
            @Override
            public String getName() {
                return "shop.store";
            }
        };
        observed.withBean(DynaStoreObservationConvention.class, () -> own).run(context -> {
            find(context);
            assertThat(recorder.names).containsExactly("shop.store");
        });
    }

    @Test
    void anApplicationsOwnHooksOfTheseTypesWin() {
        both.withBean(
                        "ownObserved",
                        ObservedOperations.class,
                        () -> new ObservedOperations(ObservationRegistry.create(), null))
                .withBean("ownMetered", MeteredOperations.class, () -> new MeteredOperations(new SimpleMeterRegistry()))
                .run(context -> {
                    find(context);
                    assertThat(recorder.names).isEmpty();
                    assertThat(context).hasSingleBean(ObservedOperations.class).hasSingleBean(MeteredOperations.class);
                });
    }

    @EnableAutoConfiguration
    static class Everything {}

    @Test
    void theOrderOfTheAutoConfigurationsIsRight() {
        new ApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withPropertyValues(
                        "spring.cloud.aws.region.static=eu-central-1",
                        "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                        "dynastore.table.name=" + table)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DynaStore.class)
                        .hasSingleBean(ObservedOperations.class)
                        .hasSingleBean(MeteredOperations.class));
    }

    @Test
    void leasesAreCountedByTheReasonOfTheirEnd() {
        metered.run(context -> {
            Leases leases = context.getBean(Leases.class);
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            String[] where = {"db.collection.name", table, "dynastore.partition", "leases"};
            assertThat(leases.tryAcquire("a")).isPresent();
            Lease lost = leases.tryAcquire("b").orElseThrow();
            leases.tryAcquire("c").orElseThrow().release();
            assertThat(leases.tryAcquire("a")).isEmpty();
            assertThat(meters.get("dynastore.lease.held").tags(where).gauge().value())
                    .isEqualTo(2);

            TestDynamoDb.raw()
                    .deleteItem(delete -> delete.tableName(table)
                            .key(Map.of("id", AttributeValue.fromS("leases"), "name", AttributeValue.fromS("b"))));
            assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lost::renew);
            leases.close();

            assertThat(meters.get("dynastore.lease.held").tags(where).gauge().value())
                    .isZero();
            assertThat(meters.get("dynastore.lease.acquired")
                            .tags(where)
                            .counter()
                            .count())
                    .isEqualTo(3);
            assertThat(meters.get("dynastore.lease.wait").tags(where).timer().count())
                    .isEqualTo(3);
            assertThat(meters.get("dynastore.lease.ended").tags(where).counters())
                    .extracting(counter -> counter.getId().getTag("dynastore.lease.reason") + " " + counter.count())
                    .containsExactlyInAnyOrder("released 1.0", "deleted 1.0", "closed 1.0");
        });
    }

    @Test
    void theMetersOfLeasesNeedARegistry() {
        plain.run(context -> assertThat(context).hasSingleBean(Leases.class).doesNotHaveBean(MeteredLeases.class));
    }

    @Test
    void theMetersOfLeasesCanBeSwitchedOff() {
        metered.withPropertyValues("management.metrics.enable.dynastore=false").run(context -> {
            assertThat(context.getBean(Leases.class).tryAcquire("a")).isPresent();
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith("dynastore"));
        });
        metered.withPropertyValues("dynastore.leases.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Leases.class));
    }

    @Test
    void anApplicationsOwnMetersOfLeasesWin() {
        MeterRegistry elsewhere = new SimpleMeterRegistry();
        metered.withBean("own", MeteredLeases.class, () -> new MeteredLeases(elsewhere))
                .run(context -> {
                    assertThat(context.getBean(Leases.class).tryAcquire("a")).isPresent();
                    assertThat(elsewhere.find("dynastore.lease.acquired").counter())
                            .isNotNull();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("dynastore.lease.acquired")
                                    .counter())
                            .isNull();
                });
    }

    @Test
    void anApplicationsListenersAreToldOfLeases() {
        List<String> told = new ArrayList<>();
        LeaseListener listener = new LeaseListener() {
            @Override
            public void acquired(Lease lease, Duration waited) {
                told.add(lease.name());
            }
        };
        plain.withBean(LeaseListener.class, () -> listener).run(context -> {
            assertThat(context.getBean(Leases.class).tryAcquire("a")).isPresent();
            assertThat(told).containsExactly("a");
        });
    }

    private static void find(ApplicationContext context) {
        context.getBean("customers", Partition.class).find("a");
    }

    private static double count(ApplicationContext context, String meter) {
        return context.getBean(MeterRegistry.class)
                .get(meter)
                .tags("dynastore.operation", "find", "dynastore.outcome", "not_found")
                .counter()
                .count();
    }

    private static final class Recorder implements ObservationHandler<DynaStoreObservationContext> {
        final List<String> names = new ArrayList<>();

        @Override
        public void onStop(DynaStoreObservationContext context) {
            names.add(context.getName());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof DynaStoreObservationContext;
        }
    }
}
