package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.AotCrm.properties;
import static io.dynastore.spring.autoconfigure.AotCrm.toTheSharedServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.autoconfigure.actuate.DynaStoreEndpointAutoConfiguration;
import io.dynastore.spring.autoconfigure.health.DynaStoreFeedHealthAutoConfiguration;
import io.dynastore.spring.autoconfigure.health.DynaStoreHealthContributorAutoConfiguration;
import io.dynastore.spring.autoconfigure.integration.DynaStoreLockRegistryAutoConfiguration;
import io.dynastore.spring.autoconfigure.metrics.DynaStoreMetricsAutoConfiguration;
import io.dynastore.spring.autoconfigure.observation.DynaStoreObservationAutoConfiguration;
import io.dynastore.spring.autoconfigure.shedlock.DynaStoreLockProviderAutoConfiguration;
import io.dynastore.spring.autoconfigure.watch.DynaStoreWatchAutoConfiguration;
import io.dynastore.spring.integration.LeaseLockRegistry;
import io.dynastore.spring.shedlock.LeaseLockProvider;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All that the starter has, where the application is processed ahead of time. */
class AotEverythingTest {
    @Configuration(proxyBeanMethods = false)
    @Import({AotCrm.Application.class, Index.class})
    @ImportAutoConfiguration({
        MetricsAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class,
        SimpleMetricsExportAutoConfiguration.class,
        ObservationAutoConfiguration.class,
        EndpointAutoConfiguration.class,
        DynaStoreMetricsAutoConfiguration.class,
        DynaStoreObservationAutoConfiguration.class,
        DynaStoreHealthContributorAutoConfiguration.class,
        DynaStoreEndpointAutoConfiguration.class,
        DynaStoreLockProviderAutoConfiguration.class,
        DynaStoreLockRegistryAutoConfiguration.class,
        DynaStoreWatchAutoConfiguration.class,
        DynaStoreFeedHealthAutoConfiguration.class,
    })
    static class EverythingOn {}

    static class Index {
        private final List<String> keys = new CopyOnWriteArrayList<>();

        @OnChange(partition = "customers", group = "index")
        void index(Change<AotCrm.Customer> change) {
            keys.add(change.key());
        }
    }

    @Test
    void allThatTheStarterHasWorks() {
        String exposed = "management.endpoints.web.exposure.include=dynastore";
        AotApplication application =
                AotApplication.process(EverythingOn.class, properties("AotAll", AotCrm.NOWHERE, exposed));
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Index.class, "index"))
                .accepts(application.hints());
        application.run(
                context -> {
                    AotCrm.assertWorks(context);
                    assertCaughtUp(context.getBean(ChangeFeeds.class));
                    assertThat(context.getBean(Index.class).keys).containsExactly("acme");
                    assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                            .isEqualTo(Status.UP);
                    assertThat(context.getBean(DynaStoreEndpoint.class)
                                    .description()
                                    .partitions())
                            .containsOnlyKeys("customers", "customer-notes");
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(meters.get("dynastore.operation").timers()).isNotEmpty();
                    assertThat(meters.get("dynastore.requests").counters()).isNotEmpty();
                    assertThat(meters.get("dynastore.lease.acquired").counter())
                            .satisfies(counter -> assertThat(counter.count()).isPositive());
                    Lock lock = context.getBean(LeaseLockRegistry.class).obtain("a");
                    assertThat(lock.tryLock()).isTrue();
                    lock.unlock();
                    assertThat(context.getBean(LeaseLockProvider.class)).isNotNull();
                },
                properties("AotAll", "dynastore.table.stream=true", toTheSharedServer(), exposed));
    }

    private static void assertCaughtUp(ChangeFeeds feeds) {
        try {
            assertThat(feeds.feeds().get("index").catchUp(Duration.ofMinutes(1)))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
