package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.AotCrm.properties;
import static io.dynastore.spring.autoconfigure.AotCrm.toTheSharedServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.autoconfigure.AotCrm.Customer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.FilteredClassLoader;

/**
 * Applications that are processed ahead of time, then compiled and started on the JVM: with the properties of the build first,
 * and those of the run second.
 */
class AotTest {
    private static final String PERMITTED = "dynastore.embedded.enabled=true";

    @Test
    void whetherDynamoDbIsEmbeddedIsUpToTheRun() {
        AotApplication application = AotApplication.process(AotCrm.Application.class, properties("AotLate", PERMITTED));
        application.run(
                context -> {
                    assertThat(context.getBeanProvider(EmbeddedDynamoDb.class).getIfAvailable())
                            .isNull();
                    AotCrm.assertWorks(context);
                    assertThat(TestDynamoDb.item("AotLate", "customers", "acme"))
                            .isNotEmpty();
                },
                properties("AotLate", toTheSharedServer()));
        application.run(
                context -> {
                    assertThat(context.getBean(EmbeddedDynamoDb.class)).isNotNull();
                    assertThat(context.getBean(DynaStoreConnectionDetails.class).endpoint())
                            .isNotEqualTo(TestDynamoDb.endpoint());
                    assertThat(context.getEnvironment().getProperty("local.dynamodb.port"))
                            .isNotNull();
                    AotCrm.assertWorks(context);
                },
                properties("AotLate", PERMITTED));
    }

    @Test
    void anEmbeddedDynamoDbThatMayBeMissingFromTheJarIsLeftOut() {
        AotApplication application = AotApplication.process(AotCrm.Application.class, properties("AotOptional"));
        assertThat(application.code()).contains("dynamoDbClient").doesNotContain("io.dynastore.embedded");
        application.run(AotCrm::assertWorks, properties("AotOptional", toTheSharedServer()));
    }

    @Test
    void anEndpointThatOnlyTheRunNamesIsUsedWithoutAnEmbeddedDynamoDbToo() {
        AotApplication.process(AotCrm.Application.class, properties("AotFallback", "dynastore.embedded.enabled=false"))
                .run(
                        AotCrm::assertWorks,
                        properties("AotFallback", "dynastore.embedded.enabled=false", toTheSharedServer()));
    }

    @Test
    void whatPartitionsThereAreAndWhatTheyHoldIsUpToTheRun() {
        AotApplication.process(AotCrm.Starter.class, properties("AotBuild"))
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
        AotApplication.process(AotCrm.Starter.class, properties("AotOff", "dynastore.enabled=false"))
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
                        new FilteredClassLoader(EmbeddedDynamoDb.class),
                        AotCrm.Application.class,
                        properties("AotMissing", "dynastore.embedded.enabled=true")))
                .withMessageContaining("dynastore-embedded is not on the class path");
    }
}
