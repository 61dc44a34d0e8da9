package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.NamedPartition;
import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.integration.LeaseLockRegistry;
import io.dynastore.spring.shedlock.LeaseLockProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Applications that are processed ahead of time, then compiled and started on the JVM: with the properties of the build first,
 * and those of the run second.
 */
@CompileWithForkedClassLoader
class AotTest {
    private static final String NOWHERE = "dynastore.endpoint=http://127.0.0.1:1";

    record Customer(String name, String created) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreLeasesAutoConfiguration.class,
    })
    static class Starter {}

    record Crm(Partition<Customer> customers, Partition<String> notes, List<Partition<?>> all, Leases leases) {}

    @Configuration(proxyBeanMethods = false)
    @Import(Starter.class)
    static class Application {
        @Bean
        Crm crm(
                Partition<Customer> anyName,
                @NamedPartition("customer-notes") Partition<String> notes,
                List<Partition<?>> all,
                Leases leases) {
            return new Crm(anyName, notes, all, leases);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
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
    })
    static class EverythingOn {}

    @Test
    void allThatTheStarterHasWorks() {
        String exposed = "management.endpoints.web.exposure.include=dynastore";
        AotApplication.process(EverythingOn.class, properties("AotAll", NOWHERE, exposed))
                .run(
                        context -> {
                            assertPartitionsAndLeasesWork(context);
                            assertThat(context.getBean(HealthIndicator.class)
                                            .health()
                                            .getStatus())
                                    .isEqualTo(Status.UP);
                            assertThat(context.getBean(DynaStoreEndpoint.class)
                                            .description()
                                            .partitions())
                                    .containsOnlyKeys("customers", "customer-notes");
                            MeterRegistry meters = context.getBean(MeterRegistry.class);
                            assertThat(meters.get("dynastore.operation").timers())
                                    .isNotEmpty();
                            assertThat(meters.get("dynastore.requests").counters())
                                    .isNotEmpty();
                            assertThat(meters.get("dynastore.lease.acquired").counter())
                                    .satisfies(counter ->
                                            assertThat(counter.count()).isPositive());
                            Lock lock = context.getBean(LeaseLockRegistry.class).obtain("a");
                            assertThat(lock.tryLock()).isTrue();
                            lock.unlock();
                            assertThat(context.getBean(LeaseLockProvider.class)).isNotNull();
                        },
                        properties("AotAll", toTheSharedServer(), exposed));
    }

    @Test
    void anEndpointThatOnlyTheRunNamesReplacesTheEmbeddedDynamoDb() {
        AotApplication.process(Application.class, properties("AotLate"))
                .run(
                        context -> {
                            assertThat(context.getBeanProvider(EmbeddedDynamoDb.class)
                                            .getIfAvailable())
                                    .isNull();
                            assertPartitionsAndLeasesWork(context);
                            assertThat(TestDynamoDb.item("AotLate", "customers", "acme"))
                                    .isNotEmpty();
                        },
                        properties("AotLate", toTheSharedServer()));
    }

    @Test
    void theEmbeddedDynamoDbIsStartedWhenTheApplicationRuns() {
        AotApplication.process(Application.class, properties("AotEmbedded"))
                .run(
                        context -> {
                            assertThat(context.getBean(EmbeddedDynamoDb.class).endpoint())
                                    .isNotEqualTo(TestDynamoDb.endpoint());
                            assertThat(context.getEnvironment().getProperty("local.dynamodb.port"))
                                    .isNotNull();
                            assertPartitionsAndLeasesWork(context);
                        },
                        properties("AotEmbedded"));
    }

    @Test
    void anEndpointThatOnlyTheRunNamesIsUsedWithoutAnEmbeddedDynamoDbToo() {
        AotApplication.process(Application.class, properties("AotFallback", "dynastore.embedded.enabled=false"))
                .run(
                        AotTest::assertPartitionsAndLeasesWork,
                        properties("AotFallback", "dynastore.embedded.enabled=false", toTheSharedServer()));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    static class TwoClients {
        @Bean
        DynamoDbClient another() {
            return TestDynamoDb.client(URI.create("http://127.0.0.1:1"));
        }

        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbClient forDynaStore() {
            return TestDynamoDb.client();
        }
    }

    @Test
    void theMarkedClientIsUsed() {
        AotApplication.process(TwoClients.class, properties("AotMarked"))
                .run(AotTest::assertPartitionsAndLeasesWork, properties("AotMarked"));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    @ImportAutoConfiguration({
        CredentialsProviderAutoConfiguration.class,
        RegionProviderAutoConfiguration.class,
        AwsAutoConfiguration.class,
        DynamoDbAutoConfiguration.class,
    })
    static class BesideSpringCloudAws {}

    @Test
    void besideSpringCloudAwsThereIsAClientOfItsOwnMadeInItsWay() {
        String region = "spring.cloud.aws.region.static=ap-south-1";
        String accessKey = "spring.cloud.aws.credentials.access-key=springs";
        String secretKey = "spring.cloud.aws.credentials.secret-key=secret";
        AotApplication.process(
                        BesideSpringCloudAws.class, properties("AotCloud", NOWHERE, region, accessKey, secretKey))
                .run(
                        context -> {
                            assertPartitionsAndLeasesWork(context);
                            DynamoDbClient client =
                                    context.getBean(DynaStore.class).client();
                            assertThat(context.getBeanNamesForType(DynamoDbClient.class))
                                    .containsExactlyInAnyOrder("dynamoDbClient", "dynaStoreClient");
                            assertThat(client).isSameAs(context.getBean("dynaStoreClient"));
                        },
                        properties("AotCloud", toTheSharedServer(), region, accessKey, secretKey));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    static class OwnStore {
        @Bean
        DynaStore store() {
            return DynaStore.create(TestDynamoDb.client());
        }
    }

    @Test
    void anApplicationsOwnStoreIsUsed() {
        AotApplication.process(OwnStore.class, properties("AotOwn"))
                .run(AotTest::assertPartitionsAndLeasesWork, properties("AotOwn"));
    }

    @Test
    void whatPartitionsThereAreAndWhatTheyHoldIsUpToTheRun() {
        AotApplication.process(Starter.class, properties("AotBuild"))
                .run(
                        context -> {
                            assertThat(context.getBeanNamesForType(Partition.class))
                                    .containsExactlyInAnyOrder("orders", "people");
                            assertThat(context.getBean("orders", Partition.class)
                                            .table()
                                            .name())
                                    .isEqualTo("AotRun");
                            @SuppressWarnings("unchecked")
                            Partition<Customer> people = context.getBean("people", Partition.class);
                            assertThat(people.put("a", new Customer("A", "2026"))
                                            .value())
                                    .isEqualTo(people.get("a").value());
                            assertThat(people.list(Query.all().index(Index.local("idx_created", "created")))
                                            .items())
                                    .hasSize(1);
                        },
                        toTheSharedServer(),
                        "dynastore.initialize-tables=always",
                        "dynastore.table.name=AotRun",
                        "dynastore.table.local-indexes.idx_created=created",
                        "dynastore.partitions.orders.time-to-live=1d",
                        "dynastore.partitions.people.fields=created",
                        "dynastore.partitions.people.type=" + Customer.class.getName());
    }

    @Test
    void switchedOffByTheBuildNothingIsThere() {
        AotApplication.process(Starter.class, properties("AotOff", "dynastore.enabled=false"))
                .run(
                        context -> {
                            assertThat(context.getBeanNamesForType(Partition.class))
                                    .isEmpty();
                            assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                                    .isThrownBy(() -> context.getBean(DynaStore.class));
                        },
                        properties("AotOff", toTheSharedServer()));
    }

    @Test
    void anEmbeddedDynamoDbThatIsMissingFailsTheBuild() {
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(() -> AotApplication.process(
                        new FilteredClassLoader("software.amazon.dynamodb"),
                        Application.class,
                        properties("AotMissing", "dynastore.embedded.enabled=true")))
                .withMessageContaining("DynamoDB Local is not on the class path");
    }

    private static void assertPartitionsAndLeasesWork(ApplicationContext context) {
        Crm crm = context.getBean(Crm.class);
        Entry<Customer> acme = crm.customers.put("acme", new Customer("Acme", "2026"));
        assertThat(acme.fields()).containsKey("created");
        assertThat(crm.customers.get("acme")).isEqualTo(acme);
        assertThat(crm.notes.name()).isEqualTo("notes");
        assertThat(crm.notes.put("acme", "note").expires()).isNotNull();
        assertThat(crm.all).hasSize(2);
        try (Lease lease = crm.leases.tryAcquire("aot").orElseThrow()) {
            assertThat(lease.isHeld()).isTrue();
        }
    }

    private static String toTheSharedServer() {
        return "dynastore.endpoint=" + TestDynamoDb.endpoint();
    }

    private static String[] properties(String table, String... more) {
        return Stream.concat(
                        Stream.of(
                                "dynastore.table.name=" + table,
                                "dynastore.initialize-tables=always",
                                "dynastore.partitions.customers.type=" + Customer.class.getName(),
                                "dynastore.partitions.customers.fields=created",
                                "dynastore.partitions.customer-notes.name=notes",
                                "dynastore.partitions.customer-notes.time-to-live=1d"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
