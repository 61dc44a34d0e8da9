package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.NamedPartition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
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

    private static final String STRINGS = "dynastore.partitions.customers.name=customers";

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

    record QualifiesCustmers(@Qualifier("custmers") Partition<String> customers) {}

    static final class QualifiesField {
        @Autowired
        @Qualifier("custmers")
        Partition<String> customers;
    }

    static final class QualifiesMethod {
        @Autowired
        void set(@NamedPartition("custmers") Partition<String> customers) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {QualifiesCustmers.class, QualifiesField.class, QualifiesMethod.class})
    void aQualifierIsMisspelt(Class<?> bean, CapturedOutput output) {
        assertThat(message(output, bean, TABLE, STRINGS, "dynastore.partitions.orders.name=o"))
                .contains("requires the dynastore partition 'custmers' with values of type java.lang.String, but it is"
                        + " not configured. The configured partitions are: 'customers' (java.lang.String), 'orders'"
                        + " (java.lang.String). Did you mean 'customers'?")
                .contains("dynastore: partitions: custmers: {}");
    }

    record WantsAny(Partition<String> any) {}

    static final class WantsCustomer {
        @Autowired
        Partition<String> customer;
    }

    @Test
    void thereAreSeveralPartitionsOfTheType(CapturedOutput output) {
        assertThat(message(output, WantsAny.class, TABLE, STRINGS, "dynastore.partitions.audit-log.name=a"))
                .contains("Parameter 0 of constructor in " + WantsAny.class.getName()
                        + " requires one dynastore partition with values of type java.lang.String, but there are 2:"
                        + " 'audit-log', 'customers'. None of them is named 'any'.")
                .contains("such as @NamedPartition(\"audit-log\"), or give it that name")
                .contains("'-parameters'");
    }

    @Test
    void aFieldsNameIsNearlyThatOfOneOfSeveral(CapturedOutput output) {
        assertThat(message(output, WantsCustomer.class, TABLE, STRINGS, "dynastore.partitions.orders.name=o"))
                .contains("Field customer in " + WantsCustomer.class.getName())
                .contains("there are 2: 'customers', 'orders'. None of them is named 'customer'. Did you mean"
                        + " 'customers'?");
    }

    static final class AsksForOne {
        AsksForOne(ObjectProvider<Partition<byte[]>> partitions) {
            partitions.getObject();
        }
    }

    @Test
    void aProviderHasSeveral(CapturedOutput output) {
        assertThat(message(
                        output,
                        AsksForOne.class,
                        TABLE,
                        "dynastore.partitions.a.type=byte[]",
                        "dynastore.partitions.b.type=byte[]",
                        "dynastore.partitions.c.type=byte[]"))
                .contains(
                        "requires one dynastore partition with values of type byte[], but there are 3: 'a', 'b', 'c'.")
                .contains("@NamedPartition(\"a\")");
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
