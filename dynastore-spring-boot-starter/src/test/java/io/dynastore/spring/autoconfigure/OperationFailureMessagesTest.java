package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a newcomer reads whose first operation fails, in a constructor or a runner, where no table is initialized. */
@ExtendWith(OutputCaptureExtension.class)
class OperationFailureMessagesTest {
    private static final String TABLE = "dynastore.table.name=CRMTable";
    private static final String REFUSED = "dynastore.endpoint=http://127.0.0.1:1";

    static final class Repository {
        Repository(DynaStore store) {
            store.table("CRMTable").partition("customers").find("c-1");
        }
    }

    @Test
    void aConstructorReadsWhereNobodyListens(CapturedOutput output) {
        assertThat(FailedStart.message(output, Repository.class, TABLE, REFUSED))
                .contains("dynastore cannot execute the operation that " + Repository.class.getName() + ".<init>"
                        + " (OperationFailureMessagesTest.java:")
                .contains("calls, because the DynamoDB at http://127.0.0.1:1 does not answer")
                .contains("Connection refused")
                .contains("Start it, or correct its address, 'dynastore.endpoint'");
    }

    @Configuration(proxyBeanMethods = false)
    static class Runner {
        @Bean
        CommandLineRunner reader(Partition<String> customers) {
            return args -> customers.modify("c-1", String::strip);
        }

        /** Stands between the caller and the operation on the stack. */
        @Bean
        OperationHook hook() {
            return new OperationHook() {};
        }
    }

    @Test
    void aRunnerReadsWithoutCredentials(CapturedOutput output, @TempDir Path empty) {
        assertThat(FailedStart.messageWithoutCredentials(
                        output,
                        empty,
                        Runner.class,
                        TABLE,
                        "dynastore.partitions.customers.time-to-live=1d",
                        "dynastore.embedded.enabled=false",
                        "dynastore.region=eu-west-1"))
                .contains("dynastore cannot execute the operation that " + Runner.class.getName() + ".lambda$reader$")
                .contains("calls, because there are no AWS credentials.")
                .contains("AWS_ACCESS_KEY_ID", "profile", "io.dynastore:dynastore-embedded");
    }

    @Configuration(proxyBeanMethods = false)
    static class Coordinator {
        @Bean
        ApplicationRunner coordinator(Leases leases) {
            return args -> leases.tryAcquire("nightly");
        }
    }

    @Test
    void aRunnerMayNotAcquireALease(CapturedOutput output) {
        String denied = "User: arn:aws:iam::123456789012:user/crm is not authorized to perform: dynamodb:UpdateItem";
        try (RefusingServer server =
                RefusingServer.start("com.amazon.coral.service", "AccessDeniedException", denied)) {
            assertThat(FailedStart.message(output, Coordinator.class, TABLE, "dynastore.endpoint=" + server.endpoint()))
                    .contains("dynastore cannot execute the operation that " + Coordinator.class.getName()
                            + ".lambda$coordinator$")
                    .contains("calls, because AWS does not allow it: " + denied)
                    .contains("Allow it in an IAM policy");
        }
    }

    @Test
    void aTableWithOtherKeysIsRead(CapturedOutput output) {
        String table = TestDynamoDb.uniqueTable();
        DynaStore.create(TestDynamoDb.raw())
                .table(TableDefinition.of(table).keys("pk", "sk"))
                .createIfAbsent();
        assertThat(FailedStart.message(
                        output,
                        Runner.class,
                        "dynastore.table.name=" + table,
                        "dynastore.partitions.customers.time-to-live=1d",
                        "dynastore.endpoint=" + TestDynamoDb.endpoint()))
                .contains("calls, because DynamoDB rejects the request: ")
                .contains("Correct the configuration of the table: its name, 'partition-key', 'sort-key'")
                .contains("If 'dynastore.initialize-tables' is 'always', tables are compared");
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherUser {
        @Bean
        CommandLineRunner other(DynaStore store) {
            return args -> store.client().listTables();
        }
    }

    @Test
    void whatTheApplicationAsksTheSdkForIsNotOurs(CapturedOutput output) {
        assertThat(FailedStart.printed(output, getClass().getClassLoader(), OtherUser.class, TABLE, REFUSED))
                .contains("SdkClientException")
                .doesNotContain(FailedStart.FAILED);
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherUserInAHook {
        @Bean
        CommandLineRunner reader(Partition<String> customers) {
            return args -> customers.find("c-1");
        }

        @Bean
        OperationHook auditor() {
            DynamoDbClient unreachable = TestDynamoDb.client(URI.create("http://127.0.0.1:1"));
            return new OperationHook() {
                @Override
                public <T> T around(Operation operation, Supplier<T> call) {
                    unreachable.listTables();
                    return call.get();
                }
            };
        }
    }

    @Test
    void whatAHookAsksTheSdkForIsNotOursEither(CapturedOutput output) {
        assertThat(FailedStart.printed(
                        output,
                        getClass().getClassLoader(),
                        OtherUserInAHook.class,
                        TABLE,
                        "dynastore.partitions.customers.time-to-live=1d",
                        "dynastore.endpoint=" + TestDynamoDb.endpoint()))
                .contains("SdkClientException")
                .doesNotContain(FailedStart.FAILED);
    }
}
