package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.TableDefinition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.actuate.DynaStoreEndpointAutoConfiguration;
import io.dynastore.spring.integration.LeaseLockRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the starter adds needs no more than the policies of docs/operations.md allow: everything else is denied. */
class PermissionsTest {
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final ApplicationContextRunner runner = StarterContext.bare()
            .withPropertyValues("dynastore.endpoint=" + database.listen(0), "dynastore.table.name=CRMTable");

    @BeforeEach
    void createTable() {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table(TableDefinition.of("CRMTable")).createIfAbsent();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Status health(ApplicationContext context) {
        return context.getBean("dynastoreHealthContributor", HealthIndicator.class)
                .health()
                .getStatus();
    }

    @Test
    void leasesAndTheirHealthNeedThePolicyForLeases() {
        Policy policy = Policy.of("Leases");
        runner.run(context -> {
            policy.enforce(database);
            assertThat(health(context)).isEqualTo(Status.UP);
            Leases leases = context.getBean(Leases.class);
            try (Lease lease = leases.tryAcquire("report").orElseThrow()) {
                lease.renew();
                assertThat(leases.views("")).hasSize(1);
            }
            SimpleLock nightly = context.getBean(LockProvider.class)
                    .lock(new LockConfiguration(Instant.now(), "nightly", Duration.ofMinutes(1), Duration.ZERO))
                    .orElseThrow();
            nightly.unlock();
            Lock imports = context.getBean(LeaseLockRegistry.class).obtain("import");
            assertThat(imports.tryLock()).isTrue();
            imports.unlock();
            policy.assertThatItIsNeeded(database);
        });
    }

    @Test
    void readersAndTheirHealthNeedThePolicyOfAReader() {
        Policy policy = Policy.of("ReadEntries").only("GetItem", "Query");
        runner.withPropertyValues("dynastore.leases.enabled=false", "dynastore.partitions.notes.time-to-live=1d")
                .run(context -> {
                    policy.enforce(database);
                    assertThat(health(context)).isEqualTo(Status.UP);
                    @SuppressWarnings("unchecked")
                    Partition<String> notes = context.getBean("notes", Partition.class);
                    assertThat(notes.find("a")).isEmpty();
                    assertThat(notes.list(Query.all()).items()).isEmpty();
                    policy.assertThatItIsNeeded(database);
                });
    }

    @Test
    void validatingTablesNeedsToDescribeThem() {
        Policy policy = Policy.of("Tables").only("DescribeTable");
        policy.enforce(database);
        runner.withPropertyValues("dynastore.initialize-tables=validate").run(context -> {
            assertThat(context).hasNotFailed();
            policy.assertThatItIsNeeded(database);
        });
    }

    @Test
    void initializingTablesNeedsTheStatementAboutTables() {
        Policy policy = Policy.of("Tables");
        policy.enforce(database);
        runner.withPropertyValues("dynastore.initialize-tables=always", "dynastore.table.name=Another")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    policy.assertThatItIsNeeded(database);
                });
    }

    @Test
    void theEndpointNeedsToDescribeTablesAndToListLeases() {
        Policy policy = Policy.of("Tables", "Entries").only("DescribeTable", "DescribeTimeToLive", "Query");
        runner.withConfiguration(AutoConfigurations.of(DynaStoreEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=dynastore")
                .run(context -> {
                    policy.enforce(database);
                    assertThat(context.getBean(DynaStoreEndpoint.class)
                                    .description()
                                    .tables())
                            .singleElement()
                            .returns("ACTIVE", table -> table.status());
                    policy.assertThatItIsNeeded(database);
                });
    }

    @Test
    void aDeniedActionIsReportedAsSuch() {
        new Policy(Set.of()).enforce(database);
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(health(context)).isEqualTo(Status.DOWN);
        });
    }
}
