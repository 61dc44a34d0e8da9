package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.NamedPartition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a newcomer reads who injects what there is not. */
@ExtendWith(OutputCaptureExtension.class)
class FailureMessagesTest {
    record Customer(String name) {}

    record Invoice(int total) {}

    private static final String TABLE = "dynastore.table.name=CRMTable";
    private static final String CUSTOMERS = "dynastore.partitions.customers.type=" + Customer.class.getName();

    record WantsCustomers(Partition<Customer> customers) {}

    @Test
    void noPartitionIsConfigured(CapturedOutput output) {
        assertThat(message(output, WantsCustomers.class, TABLE))
                .contains("Parameter 0 of constructor in " + WantsCustomers.class.getName())
                .contains(
                        "requires the dynastore partition 'customers' with values of type " + Customer.class.getName())
                .contains("but no partition is configured")
                .contains("dynastore: partitions: customers: type: " + Customer.class.getName());
    }

    record WantsLocks(Partition<String> locks) {}

    @Test
    void aPartitionOfStringsNeedsNoType(CapturedOutput output) {
        assertThat(message(output, WantsLocks.class, TABLE))
                .contains("'locks' with values of type java.lang.String")
                .contains("dynastore: partitions: locks: {}");
    }

    record WantsCustmers(@NamedPartition("custmers") Partition<Customer> customers) {}

    @Test
    void aNameIsWrong(CapturedOutput output) {
        assertThat(message(output, WantsCustmers.class, TABLE, CUSTOMERS))
                .contains("the dynastore partition 'custmers'", "but it is not configured")
                .contains("The configured partitions are: 'customers' (" + Customer.class.getName() + ")")
                .contains("dynastore: partitions: custmers: type: " + Customer.class.getName());
    }

    record WantsInvoices(Partition<Invoice> customers) {}

    @Test
    void aTypeIsWrong(CapturedOutput output) {
        assertThat(message(output, WantsInvoices.class, TABLE, CUSTOMERS))
                .contains("the dynastore partition 'customers' with values of type " + Invoice.class.getName())
                .contains("but it is configured with values of type " + Customer.class.getName())
                .contains("dynastore: partitions: customers: type: " + Invoice.class.getName());
    }

    static final class WantsBytes {
        @Autowired
        Partition<byte[]> customers;
    }

    @Test
    void aTypeOfAFieldIsWrong(CapturedOutput output) {
        assertThat(message(output, WantsBytes.class, TABLE, CUSTOMERS))
                .contains("Field customers in " + WantsBytes.class.getName())
                .contains("the dynastore partition 'customers' with values of type byte[], but it is configured")
                .contains("dynastore: partitions: customers: type: byte[]");
    }

    record WantsList(Partition<List<Customer>> customers) {}

    @Test
    void aTypeHasParameters(CapturedOutput output) {
        assertThat(message(output, WantsList.class, TABLE, CUSTOMERS))
                .contains("values of type java.util.List<" + Customer.class.getName() + ">")
                .contains("cannot be configured", "TypeReference");
    }

    record WantsStore(DynaStore store) {}

    @Test
    void dynastoreIsSwitchedOff(CapturedOutput output) {
        assertThat(message(output, WantsCustomers.class, TABLE, CUSTOMERS, "dynastore.enabled=false"))
                .contains("requires a io.dynastore.Partition<" + Customer.class.getName() + ">, but dynastore is")
                .contains("Remove 'dynastore.enabled=false'");
    }

    @Test
    void dynastoreIsSwitchedOffForTheStoreToo(CapturedOutput output) {
        assertThat(message(output, WantsStore.class, "dynastore.enabled=false"))
                .contains("requires a io.dynastore.DynaStore, but dynastore is disabled")
                .contains("Remove 'dynastore.enabled=false'");
    }

    record WantsLeases(Leases leases) {}

    @Test
    void leasesAreSwitchedOff(CapturedOutput output) {
        assertThat(message(output, WantsLeases.class, TABLE, "dynastore.leases.enabled=false"))
                .contains("requires a io.dynastore.lease.Leases, but dynastore's leases are disabled")
                .contains("Remove 'dynastore.leases.enabled=false'");
    }

    @Test
    void leasesAreSwitchedOffWithAllElse(CapturedOutput output) {
        assertThat(message(output, WantsLeases.class, TABLE, "dynastore.enabled=false"))
                .contains("requires a io.dynastore.lease.Leases, but dynastore is disabled")
                .contains("Remove 'dynastore.enabled=false'");
    }

    @Test
    void leasesHaveNoTable(CapturedOutput output) {
        assertThat(message(output, WantsLeases.class))
                .contains("The dynastore partition 'leases' has no table.")
                .contains("dynastore: table: name: MyTable")
                .contains("or dynastore: partitions: leases: table: MyTable");
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoClients {
        @Bean
        DynamoDbClient one() {
            return TestDynamoDb.client();
        }

        @Bean
        DynamoDbClient two() {
            return TestDynamoDb.client();
        }
    }

    @Test
    void thereAreTwoClients(CapturedOutput output) {
        assertThat(FailedStart.message(output, TwoClients.class, TABLE))
                .contains("dynastore does not know which DynamoDB client to use. There are 2: [one, two].")
                .contains(
                        "Annotate only the one for dynastore with @DynaStoreClient",
                        "@Primary",
                        "'dynastore.endpoint'");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCustomers {
        @Bean
        Customer customers() {
            return new Customer("own");
        }
    }

    @Test
    void aPartitionHasTheNameOfAnotherBean(CapturedOutput output) {
        assertThat(message(output, OwnCustomers.class, TABLE, CUSTOMERS))
                .contains("The dynastore partition 'customers' cannot be registered as a bean")
                .contains("there is another bean of that name, defined in " + OwnCustomers.class.getName())
                .contains("partitions: customersPartition: name: customers")
                .contains("remove 'dynastore.partitions.customers'");
    }

    private static String message(CapturedOutput output, Class<?> bean, String... properties) {
        return FailedStart.message(output, bean, FailedStart.notEmbedded(properties));
    }
}
