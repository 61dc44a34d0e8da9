package io.dynastore.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import io.dynastore.spring.actuate.DynaStoreEndpoint.Description;
import io.dynastore.spring.actuate.TableDescription.IndexDescription;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import io.dynastore.spring.autoconfigure.actuate.DynaStoreEndpointAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

class DynaStoreEndpointTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withConfiguration(AutoConfigurations.of(DynaStoreEndpointAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=dynastore",
                    "management.endpoints.jmx.exposure.include=dynastore");

    @Test
    void tablesAreShownAsTheyAre() {
        runner.withPropertyValues(
                        "dynastore.table.stream=true",
                        "dynastore.table.local-indexes.idx_created=created",
                        "dynastore.table.global-indexes.idx_user.partition-key=user",
                        "dynastore.table.global-indexes.idx_user.sort-key=created")
                .run(context -> assertThat(description(context).tables())
                        .containsExactly(new TableDescription(
                                table,
                                "ACTIVE",
                                "on-demand",
                                List.of("id", "name"),
                                List.of(
                                        new IndexDescription("idx_created", "local", List.of("id", "created"), "ALL"),
                                        new IndexDescription("idx_user", "global", List.of("user", "created"), "ALL")),
                                "NEW_AND_OLD_IMAGES",
                                "expires",
                                null)));
    }

    @Test
    void capacitiesAreShownOfAProvisionedTable() {
        runner.withPropertyValues(
                        "dynastore.table.billing-mode=provisioned",
                        "dynastore.table.read-capacity=7",
                        "dynastore.table.write-capacity=3")
                .run(context -> assertThat(description(context).tables())
                        .extracting(TableDescription::billing, TableDescription::stream)
                        .containsExactly(tuple("provisioned, 7 read and 3 write units", null)));
    }

    @Test
    void aTableThatIsMissingSaysSo() {
        runner.withPropertyValues("dynastore.initialize-tables=never")
                .run(context -> assertThat(description(context).tables())
                        .singleElement()
                        .satisfies(missing -> {
                            assertThat(missing.name()).isEqualTo(table);
                            assertThat(missing.status()).isNull();
                            assertThat(missing.error())
                                    .contains("Requested resource not found: Table: " + table + " not found");
                        }));
    }

    @Test
    void partitionsAreShownWithTypeAndDefaults() {
        runner.withPropertyValues(
                        "dynastore.partitions.notes.time-to-live=30d",
                        "dynastore.partitions.notes.name=the notes",
                        "dynastore.partitions.notes.consistent-reads=true")
                .run(context -> assertThat(description(context).partitions())
                        .containsEntry(
                                "notes",
                                new PartitionDescription(
                                        "the notes", table, "java.lang.String", List.of(), Duration.ofDays(30), true)));
    }

    @Test
    void leasesAreShownWithHolderAndAge() {
        runner.withPropertyValues("dynastore.leases.holder=me").run(context -> {
            Lease lease = context.getBean(Leases.class).tryAcquire("report").orElseThrow();

            assertThat(description(context).leases()).isNotNull().satisfies(leases -> {
                assertThat(leases.partition()).isEqualTo("leases");
                assertThat(leases.error()).isNull();
                assertThat(leases.leases()).singleElement().satisfies(shown -> {
                    assertThat(shown.name()).isEqualTo("report");
                    assertThat(shown.holder()).isEqualTo("me");
                    assertThat(shown.state()).isEqualTo(LeaseView.State.HELD);
                    assertThat(shown.token()).isEqualTo(lease.token());
                    assertThat(shown.age()).isZero();
                    assertThat(shown.mine()).isTrue();
                });
            });
        });
    }

    @Test
    void leasesThatCannotBeReadSayWhy() {
        runner.withPropertyValues("dynastore.initialize-tables=never").run(context -> {
            assertThat(description(context).leases()).isNotNull().satisfies(leases -> {
                assertThat(leases.leases()).isEmpty();
                assertThat(leases.error()).contains(table);
            });
        });
    }

    @Test
    void withoutLeasesThereAreNone() {
        runner.withPropertyValues("dynastore.leases.enabled=false")
                .run(context -> assertThat(description(context).leases()).isNull());
    }

    @Test
    void isNotThereUnlessItIsExposed() {
        StarterContext.onTable(table)
                .withConfiguration(AutoConfigurations.of(DynaStoreEndpointAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DynaStoreEndpoint.class));
    }

    @Test
    void canBeSwitchedOff() {
        for (String property : new String[] {"management.endpoint.dynastore.access=NONE", "dynastore.enabled=false"}) {
            runner.withPropertyValues(property)
                    .run(context ->
                            assertThat(context).as(property).hasNotFailed().doesNotHaveBean(DynaStoreEndpoint.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DynaStoreEndpointAutoConfiguration.class)
    static class Application {}

    @Test
    void isNotThereWithoutTheActuator() {
        // Imported by name, as in an application: a class that is registered as such brings all its annotations.
        StarterContext.onTable(table)
                .withUserConfiguration(Application.class)
                .withPropertyValues("management.endpoints.web.exposure.include=dynastore")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dynaStoreEndpoint"));
    }

    @Test
    void anApplicationsOwnWins() {
        DynaStoreEndpoint own = new DynaStoreEndpoint(List.of(), Map.of(), () -> null);
        runner.withBean(DynaStoreEndpoint.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(DynaStoreEndpoint.class).isSameAs(own));
    }

    private static Description description(ApplicationContext context) {
        return context.getBean(DynaStoreEndpoint.class).description();
    }
}
