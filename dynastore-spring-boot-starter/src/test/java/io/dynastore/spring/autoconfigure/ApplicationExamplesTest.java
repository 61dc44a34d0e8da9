package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Table;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.lease.Leases;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/** Examples for docs/applications.md. */
class ApplicationExamplesTest {
    record Tea(String name) {}

    // tag::tenant[]
    @Service
    static class OrderService {
        private final Table table;

        OrderService(DynaStore store) {
            this.table = store.table("ShopTable");
        }

        Partition<Tea> ordersOf(String tenant) {
            return table.partition("orders-" + tenant, JsonCodec.of(Tea.class));
        }
    }
    // end::tenant[]

    @Test
    void tenantsDoNotSeeTheEntriesOfOneAnother() {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=ShopTable")
                .withBean(OrderService.class)
                .run(context -> {
                    OrderService service = context.getBean(OrderService.class);
                    service.ordersOf("acme").create("o-1", new Tea("green"));
                    service.ordersOf("globex").create("o-1", new Tea("black"));

                    assertThat(service.ordersOf("acme").stream(Query.all()).map(Entry::value))
                            .containsExactly(new Tea("green"));
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Batch {
        // tag::batch[]
        @Bean
        CommandLineRunner countByStatus(Partition<String> orders, Partition<Long> counts, Leases leases) {
            return args -> leases.runWithLease("count-by-status", lease -> {
                try (Stream<Entry<String>> all = orders.stream(Query.all())) {
                    Map<String, Long> byStatus =
                            all.collect(Collectors.groupingBy(Entry::value, Collectors.counting()));
                    byStatus.forEach(counts.fence(lease)::put);
                }
            });
        }
        // end::batch[]

        /** Runs before the batch. */
        @Bean
        @Order(0)
        CommandLineRunner someOrders(Partition<String> orders) {
            return args -> {
                orders.create("o-1", "new");
                orders.create("o-2", "shipped");
                orders.create("o-3", "new");
            };
        }
    }

    @Test
    void aBatchApplicationCountsAndNoThreadKeepsItFromEnding() {
        Set<Thread> before = userThreads();
        SpringApplication application = new SpringApplication(Batch.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run(
                "--dynastore.table.name=ShopTable",
                "--dynastore.partitions.orders.type=java.lang.String",
                "--dynastore.partitions.counts.type=java.lang.Long",
                "--spring.cloud.aws.dynamodb.enabled=false",
                "--spring.main.banner-mode=off")) {
            @SuppressWarnings("unchecked")
            Partition<Long> counts = context.getBean("counts", Partition.class);
            assertThat(counts.get("new").value()).isEqualTo(2);
            assertThat(counts.get("shipped").value()).isEqualTo(1);
            assertThat(context.getBean(Leases.class).held()).isEmpty();
            Set<Thread> left = userThreads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        }
    }

    /** The threads that keep a process running. */
    private static Set<Thread> userThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(Thread::isDaemon);
        return threads;
    }
}
