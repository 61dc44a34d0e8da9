package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.jackson.JsonCodec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The examples of the README that need no Spring. */
class ReadmeExampleTest {
    record Customer(String name, String status) {}

    private final TestStore test = new TestStore();

    @Test
    void writes() {
        Partition<Customer> customers = test.table.partition("readme", JsonCodec.of(Customer.class));
        // tag::taste[]
        Entry<Customer> entry = customers.create("c-1", new Customer("Ada", "new"));
        entry = customers.update(entry, new Customer("Ada", "enabled")); // KeyModifiedException if somebody was faster
        customers.delete(entry);
        // end::taste[]

        assertThat(entry.version()).isEqualTo(2);
        assertThat(customers.exists("c-1")).isFalse();
    }

    @Test
    void oneLine() {
        DynamoDbClient client = test.raw();
        // tag::oneLine[]
        Partition<String> customers =
                DynaStore.create(client).table("ShopTable").partition("customers");
        // end::oneLine[]

        assertThat(customers.table().name()).isEqualTo("ShopTable");
    }
}
