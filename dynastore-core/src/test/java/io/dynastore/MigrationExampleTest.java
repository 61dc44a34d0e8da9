package io.dynastore;

import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.jackson.JsonCodec;
import io.dynastore.lease.Leases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The examples of docs/migration.md. */
class MigrationExampleTest {
    // tag::record[]
    record Customer(String name, String status) {}
    // end::record[]

    private final DynamoDbClient client = new TestStore().raw();
    private final Partition<Customer> customers = DynaStore.create(client)
            .table("CRMTable")
            .partition(TestDynamoDb.uniqueName("customers"), JsonCodec.of(Customer.class));
    private final String oldTable = TestDynamoDb.uniqueName("OldCustomers");

    @BeforeEach
    void createOldTable() {
        client.createTable(RawTables.table(oldTable, "customerId:S").build());
        for (String name : List.of("ada", "grace")) {
            client.putItem(put -> put.tableName(oldTable)
                    .item(Map.of("customerId", s(name), "fullName", s(name), "status", s("enabled"))));
        }
    }

    @AfterEach
    void deleteOldTable() {
        client.deleteTable(delete -> delete.tableName(oldTable));
    }

    @Test
    void theExampleOfTheGoLibraryRuns() {
        // tag::crud[]
        DynaStore store = DynaStore.create(client);
        Partition<String> customers = store.table("CRMTable").partition("customers");

        // The value is any data that is not part of the key. The field "created" is stored beside it,
        // and the local index lists the customers by it.
        Index byCreated = Index.local("idx_created", "created");

        // Create: the key has to be new, else KeyExistsException brings the entry that has it.
        Entry<String> entry = customers.create(
                "01FCFSDXQ8EYFCNMEA7C2WJG74", "{\"name\": \"welcome\"}", with -> with.field("created", Instant.now()));

        // Read back, a hundred at a time.
        Page<Entry<String>> page = customers.list(Query.all().index(byCreated).limit(100));

        // Update: if somebody has been faster, KeyModifiedException brings the entry as it is now.
        entry = customers.update(entry, "{\"name\": \"welcome\", \"status\": \"enabled\"}");

        // Delete, again only if it is still as we know it.
        customers.delete(entry);
        // end::crud[]

        assertThat(page.items()).anySatisfy(created -> {
            assertThat(created.partition()).isEqualTo("customers");
            assertThat(created.key()).isEqualTo("01FCFSDXQ8EYFCNMEA7C2WJG74");
            assertThat(created.version()).isEqualTo(1);
            assertThat(created.value()).isEqualTo("{\"name\": \"welcome\"}");
            assertThat(created.fields()).containsOnlyKeys("created");
        });
        assertThat(page.cursor()).isNull();
        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.value()).contains("enabled");
        assertThat(entry.fields()).containsOnlyKeys("created");
        assertThat(customers.find("01FCFSDXQ8EYFCNMEA7C2WJG74")).isEmpty();
    }

    @Test
    void copying() {
        customers.create("ada", new Customer("Ada L.", "new"));
        for (int times = 0; times < 2; times++) {
            // tag::copy[]
            client.scanPaginator(scan -> scan.tableName(oldTable).consistentRead(true))
                    .items()
                    .forEach(item -> {
                        String id = item.get("customerId").s();
                        try {
                            customers.create(id, toCustomer(item));
                        } catch (KeyExistsException e) {
                            // Copied by an earlier run, or written anew since. Either is newer than what we hold.
                        }
                    });
            // end::copy[]
        }

        assertThat(customers.get("ada").value()).isEqualTo(new Customer("Ada L.", "new"));
        assertThat(customers.get("grace").value()).isEqualTo(new Customer("grace", "enabled"));
        assertThat(customers.get("grace").version()).isEqualTo(1);
    }

    // tag::mapping[]
    static Customer toCustomer(Map<String, AttributeValue> item) {
        return new Customer(item.get("fullName").s(), item.get("status").s());
    }
    // end::mapping[]

    // tag::lazy[]
    Optional<Entry<Customer>> find(String id) {
        return customers
                .consistent()
                .find(id)
                .or(() -> findOld(id).map(old -> {
                    try {
                        return customers.create(id, old);
                    } catch (KeyExistsException e) {
                        return e.current(customers.codec());
                    }
                }));
    }
    // end::lazy[]

    private Optional<Customer> findOld(String id) {
        Map<String, AttributeValue> item = client.getItem(get -> get.tableName(oldTable)
                        .key(Map.of("customerId", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(toCustomer(item));
    }

    @Test
    void copyingOnTheFirstRead() {
        assertThat(find("grace").orElseThrow().version()).isEqualTo(1);
        assertThat(find("nobody")).isEmpty();
        customers.put("grace", new Customer("Grace H.", "new"));
        assertThat(find("grace").orElseThrow().value()).isEqualTo(new Customer("Grace H.", "new"));
    }

    @Test
    void lockingTwice() {
        List<String> reports = new ArrayList<>();
        Partition<String> leasing =
                DynaStore.create(client).table("CRMTable").partition(TestDynamoDb.uniqueName("leases"));
        try (Leases leases = Leases.create(leasing)) {
            // tag::both[]
            boolean done = leases.runWithLease("nightly-report", lease -> reports.add("by " + lease.token()));
            // end::both[]
            assertThat(done).isTrue();
        }
        assertThat(reports).hasSize(1);
    }
}
