package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The line at startup that says where entries are stored. */
@ExtendWith(OutputCaptureExtension.class)
class StartReportTest {
    private static final String START = "dynastore uses DynamoDB ";

    @Test
    void namesEndpointTablesPartitionsAndLeases(CapturedOutput output) {
        StarterContext.bare()
                .withPropertyValues(
                        "dynastore.endpoint=http://127.0.0.1:1",
                        "dynastore.table.name=CRM",
                        "dynastore.tables.audit.name=AuditTable",
                        "dynastore.partitions.trail.table=audit",
                        "dynastore.partitions.customers.time-to-live=1d",
                        "dynastore.leases.partition=locks")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce(START)
                .contains("INFO")
                .contains(START + "at http://127.0.0.1:1; tables: CRM, AuditTable; partitions: customers, trail;"
                        + " leases: in the partition 'locks'");
    }

    @Test
    void namesTheRegion(CapturedOutput output) {
        StarterContext.bare()
                .withPropertyValues("dynastore.region=eu-central-1", "dynastore.embedded.enabled=false")
                .withPropertyValues("dynastore.leases.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains(START + "of the region eu-central-1; tables: none; partitions: none; leases: none");
    }

    @Test
    void namesTheEmbeddedDynamoDb(CapturedOutput output) {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=CRM")
                .run(context -> assertThat(output)
                        .contains(START + "at http://127.0.0.1:"
                                + context.getEnvironment().getProperty("local.dynamodb.port") + "; tables: CRM;"));
    }

    @Test
    void namesTheClientOfAnotherKind(CapturedOutput output) {
        record Other() implements DynamoDbClient {
            @Override
            public String serviceName() {
                return "other";
            }

            @Override
            public void close() {}
        }
        StarterContext.bare()
                .withBean(DynaStore.class, () -> DynaStore.create(new Other()))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains(START + "by a client of type " + Other.class.getName());
    }
}
