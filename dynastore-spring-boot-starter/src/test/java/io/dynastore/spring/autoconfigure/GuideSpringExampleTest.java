package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example with Spring in docs/guide.md, on the YAML that stands there. */
class GuideSpringExampleTest {
    record Customer(String name, String status) {}

    record Partitions(Partition<Customer> customers, Partition<String> log) {}

    @Test
    void theConfiguredPartitionsAreInjected() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\\R(dynastore:.*?)\\R```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/guide.md")));
        assertThat(yaml.find()).isTrue();
        StarterContext.withYaml(
                        StarterContext.onTable(TestDynamoDb.uniqueTable()),
                        yaml.group(1).replace("com.example.Customer", Customer.class.getName()))
                .withBean(CustomerService.class)
                .withBean(Partitions.class)
                .run(context -> {
                    Partitions partitions = context.getBean(Partitions.class);
                    partitions.customers().create("c-1", new Customer("Ada", "new"));

                    Entry<Customer> enabled =
                            context.getBean(CustomerService.class).enable("c-1");

                    assertThat(enabled.value()).isEqualTo(new Customer("Ada", "enabled"));
                    assertThat(enabled.fields()).containsOnlyKeys("status");
                    assertThat(partitions.log().get("c-1").expires()).isNotNull();
                });
    }
}
