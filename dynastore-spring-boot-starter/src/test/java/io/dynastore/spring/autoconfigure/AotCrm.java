package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.spring.NamedPartition;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application that tests process ahead of time: partitions and leases are injected into a bean of its own. */
record AotCrm(Partition<Customer> customers, Partition<String> notes, List<Partition<?>> all, Leases leases) {
    /** An endpoint that the build may know and nobody answers at. */
    static final String NOWHERE = "dynastore.endpoint=http://127.0.0.1:1";

    record Customer(String name, String created) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EmbeddedDynamoDbAutoConfiguration.class,
        DynaStoreClientAutoConfiguration.class,
        DynaStoreAutoConfiguration.class,
        DynaStoreLeasesAutoConfiguration.class,
    })
    static class Starter {}

    @Configuration(proxyBeanMethods = false)
    @Import(Starter.class)
    static class Application {
        @Bean
        AotCrm crm(
                Partition<Customer> anyName,
                @NamedPartition("customer-notes") Partition<String> notes,
                List<Partition<?>> all,
                Leases leases) {
            return new AotCrm(anyName, notes, all, leases);
        }
    }

    /** What the application is configured with, at a table of the test's. */
    static String[] properties(String table, String... more) {
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

    static String toTheSharedServer() {
        return "dynastore.endpoint=" + TestDynamoDb.endpoint();
    }

    static void assertWorks(ApplicationContext context) {
        AotCrm crm = context.getBean(AotCrm.class);
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
}
