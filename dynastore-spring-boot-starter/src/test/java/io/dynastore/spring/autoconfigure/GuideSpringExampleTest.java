package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.spring.NamedPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Service;

/** The example of docs/guide.md with Spring. A test of the core compares the code, this one takes the YAML from there. */
class GuideSpringExampleTest {
    record Customer(String name, String status) {}

    // tag::spring[]
    @Service
    static class Customers {
        private final Partition<Customer> customers;
        private final Partition<String> log;

        Customers(Partition<Customer> customers, @NamedPartition("audit-log") Partition<String> log) {
            this.customers = customers;
            this.log = log;
        }

        Entry<Customer> enable(String id) {
            log.put(id, "enabled");
            return customers.modify(id, customer -> new Customer(customer.name(), "enabled"));
        }
    }
    // end::spring[]

    @Test
    void theConfiguredPartitionsAreInjected() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\\R(dynastore:.*?)\\R```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/guide.md")));
        assertThat(yaml.find()).isTrue();

        StarterContext.withYaml(
                        StarterContext.onTable(TestDynamoDb.uniqueTable()),
                        yaml.group(1).replace("com.example.Customer", Customer.class.getName()))
                .withBean(Customers.class)
                .run(context -> {
                    Customers bean = context.getBean(Customers.class);
                    bean.customers.create("c-1", new Customer("Ada", "new"));
                    Entry<Customer> enabled = bean.enable("c-1");
                    assertThat(enabled.value()).isEqualTo(new Customer("Ada", "enabled"));
                    assertThat(enabled.fields()).containsOnlyKeys("status");
                    assertThat(bean.log.get("c-1").expires()).isNotNull();
                });
    }
}
