package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class PartitionOptionsTest {
    record Customer(String firstName, String created) {}

    private static final Customer ADA = new Customer("Ada", "2026-01-31");

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withPropertyValues("dynastore.partitions.customers.type=" + Customer.class.getName());

    @Test
    void namedPropertiesBecomeFields() {
        runner.withPropertyValues("dynastore.partitions.customers.fields=created,firstName")
                .run(context -> {
                    customers(context).put("ada", ADA);
                    assertThat(TestDynamoDb.item(table, "customers", "ada"))
                            .containsEntry("created", AttributeValue.fromS("2026-01-31"))
                            .containsEntry("firstName", AttributeValue.fromS("Ada"));
                });
    }

    @Test
    void theDefaultTimeToLiveIsGivenToEntries() {
        runner.withPropertyValues("dynastore.partitions.customers.time-to-live=30d")
                .run(context -> {
                    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
                    Entry<Customer> entry = customers(context).put("ada", ADA);
                    assertThat(entry.expires())
                            .isBetween(
                                    before.plus(Duration.ofDays(30)),
                                    Instant.now().plus(Duration.ofDays(30)).plusSeconds(1));
                    assertThat(customers(context)
                                    .put("eve", ADA, with -> with.noExpiry())
                                    .expires())
                            .isNull();
                });
    }

    @Test
    void entriesDoNotExpireByDefault() {
        runner.run(context ->
                assertThat(customers(context).put("ada", ADA).expires()).isNull());
    }

    @Test
    void consistentReadsAreAskedForOnlyWhereConfigured() {
        SentRequests sent = new SentRequests();
        StarterContext.bare()
                .withBean(DynamoDbClient.class, () -> TestDynamoDb.client(sent))
                .withPropertyValues(
                        "dynastore.table.name=" + table,
                        "dynastore.initialize-tables=always",
                        "dynastore.partitions.strict.consistent-reads=true",
                        "dynastore.partitions.lax.time-to-live=1d",
                        "dynastore.partitions.both.consistent-reads=true",
                        "dynastore.partitions.both.time-to-live=1d")
                .run(context -> {
                    for (String partition : List.of("strict", "lax", "both")) {
                        context.getBean(partition, Partition.class).find("x");
                    }
                    assertThat(sent.of(GetItemRequest.class))
                            .extracting(GetItemRequest::consistentRead)
                            .containsExactly(true, null, true);
                });
    }

    @Test
    void eachPartitionWritesToItsOwnTable() {
        String other = TestDynamoDb.uniqueTable();
        runner.withPropertyValues(
                        "dynastore.tables.audit.name=" + other,
                        "dynastore.partitions.trail.table=audit",
                        "dynastore.partitions.trail.name=the trail")
                .run(context -> {
                    customers(context).put("ada", ADA);
                    @SuppressWarnings("unchecked")
                    Partition<String> trail = context.getBean("trail", Partition.class);
                    trail.put("1", "created ada");

                    assertThat(TestDynamoDb.item(table, "customers", "ada")).isNotEmpty();
                    assertThat(TestDynamoDb.item(other, "the trail", "1"))
                            .containsEntry("payload", AttributeValue.fromS("created ada"));
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Hooks {
        final List<String> calls = new ArrayList<>();

        @Bean
        @Order(2)
        OperationHook inner() {
            return hook("inner");
        }

        @Bean
        @Order(1)
        OperationHook outer() {
            return hook("outer");
        }

        private OperationHook hook(String name) {
            return new OperationHook() {
                @Override
                public <T> T around(Operation operation, Supplier<T> execution) {
                    calls.add(name + " around " + operation.name());
                    return execution.get();
                }

                @Override
                public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                    calls.add(name + " before " + operation.key());
                    return request;
                }
            };
        }
    }

    @Test
    void hookBeansSeeOperationsInTheirOrder() {
        runner.withUserConfiguration(Hooks.class).run(context -> {
            customers(context).find("ada");
            assertThat(context.getBean(Hooks.class).calls)
                    .containsExactly("outer around find", "inner around find", "outer before ada", "inner before ada");
        });
    }

    @SuppressWarnings("unchecked")
    private static Partition<Customer> customers(ApplicationContext context) {
        return context.getBean("customers", Partition.class);
    }
}
