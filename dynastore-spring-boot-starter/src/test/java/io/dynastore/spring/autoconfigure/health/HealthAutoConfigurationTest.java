package io.dynastore.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.SentRequests;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.health.DynaStoreHealthIndicator;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class HealthAutoConfigurationTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner =
            StarterContext.onTable(table).withPropertyValues("dynastore.partitions.customers.name=the customers");

    @Test
    void aTableThatAnswersIsUp() {
        runner.run(context -> assertThat(health(context))
                .isEqualTo(Health.up().withDetail("table", table).build()));
    }

    @Test
    void aTableThatIsMissingIsDown() {
        runner.withPropertyValues("dynastore.initialize-tables=never").run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context).getDetails()).containsEntry("table", table);
            assertThat(health(context).getDetails().get("error")).asString().contains("The table does not exist");
        });
    }

    @Test
    void severalTablesAreTheParts() {
        String other = TestDynamoDb.uniqueTable();
        runner.withPropertyValues("dynastore.tables.audit.name=" + other).run(context -> {
            CompositeHealthContributor composite = context.getBean(CompositeHealthContributor.class);
            assertThat(composite.stream())
                    .extracting(HealthContributors.Entry::name)
                    .containsExactlyInAnyOrder(table, other);
            assertThat(composite.stream())
                    .extracting(entry -> ((HealthIndicator) entry.contributor()).health())
                    .extracting(Health::getStatus)
                    .containsOnly(Status.UP);
        });
    }

    @Test
    void withoutATableNothingIsKnown() {
        StarterContext.bare().run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(health(context).getDetails().get("reason")).asString().contains("dynastore.table.name");
        });
    }

    @Test
    void asksOnlyForWhatTheApplicationMayRead() {
        SentRequests sent = new SentRequests();
        runner.run(context -> assertThat(context).hasNotFailed());
        StarterContext.bare()
                .withBean(DynamoDbClient.class, () -> TestDynamoDb.client(sent))
                .withPropertyValues(
                        "dynastore.table.name=" + table, "dynastore.partitions.customers.name=the customers")
                .run(context -> {
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    assertThat(sent.all()).extracting(SdkRequest::getClass).containsExactly(GetItemRequest.class);
                    assertThat(sent.of(GetItemRequest.class).get(0).key())
                            .containsEntry("id", AttributeValue.fromS("the customers"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "'', leases",
        "dynastore.leases.partition=locks, locks",
        "dynastore.leases.enabled=false, dynastore-health",
        "dynastore.partitions.customers.table=Another, leases",
    })
    void asksForTheLeasesIfTheTableHasNoPartition(String property, String asked) {
        SentRequests sent = new SentRequests();
        runner.run(context -> assertThat(context).hasNotFailed());
        ApplicationContextRunner leases = StarterContext.bare()
                .withBean(DynamoDbClient.class, () -> TestDynamoDb.client(sent))
                .withPropertyValues("dynastore.table.name=" + table);
        (property.isEmpty() ? leases : leases.withPropertyValues(property)).run(context -> {
            HealthContributor contributor = context.getBean("dynastoreHealthContributor", HealthContributor.class);
            HealthIndicator ofTheTable = contributor instanceof CompositeHealthContributor composite
                    ? (HealthIndicator) Objects.requireNonNull(composite.getContributor(table))
                    : (HealthIndicator) contributor;
            assertThat(ofTheTable.health().getStatus()).isEqualTo(Status.UP);
            assertThat(sent.of(GetItemRequest.class).get(0).key()).containsEntry("id", AttributeValue.fromS(asked));
        });
    }

    @Test
    void asksByTheKeysOfTheTable() {
        runner.withPropertyValues("dynastore.table.partition-key=pk", "dynastore.table.sort-key=sk")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void canBeSwitchedOff() {
        runner.withPropertyValues("management.health.dynastore.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreHealthContributorAutoConfiguration.class
    })
    static class Application {}

    @Test
    void isNotThereWithoutBootsHealth() {
        // Imported by name, as in an application: a class that is registered as such brings all its annotations.
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues("dynastore.table.name=Tee", "dynastore.partitions.customers.time-to-live=1d");
        application.run(context -> assertThat(context).hasBean("customers").hasBean("dynastoreHealthContributor"));
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("customers")
                        .doesNotHaveBean("dynastoreHealthContributor"));
    }

    @Test
    void anApplicationsOwnWins() {
        HealthIndicator own = () -> Health.outOfService().build();
        for (String name : new String[] {"dynastoreHealthIndicator", "dynastoreHealthContributor"}) {
            runner.withBean(name, HealthIndicator.class, () -> own)
                    .run(context -> assertThat(context)
                            .hasSingleBean(HealthContributor.class)
                            .doesNotHaveBean(DynaStoreHealthIndicator.class)
                            .getBean(HealthContributor.class)
                            .isSameAs(own));
        }
    }

    private static Health health(ApplicationContext context) {
        return context.getBean("dynastoreHealthContributor", HealthIndicator.class)
                .health();
    }
}
