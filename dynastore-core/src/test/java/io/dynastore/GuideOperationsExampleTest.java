package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.priming.Priming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The examples of docs/guide.md on values, changes, batches, transactions, errors and hooks. */
class GuideOperationsExampleTest {
    // tag::evolved[]
    record Customer(
            @JsonAlias("fullName") String name, @Nullable String status) {
        Customer {
            status = status == null ? "new" : status;
        }

        Customer withStatus(String newStatus) {
            return new Customer(name, newStatus);
        }
    }
    // end::evolved[]

    record Counted(String name, int orders) {}

    private final TestStore test = new TestStore();
    private final DynamoDbClient client = test.raw();
    private final DynaStore store = DynaStore.create(client);
    private final Table table = store.table("CRMTable");
    private final Partition<Customer> customers = table.partition(test.partition.name(), JsonCodec.of(Customer.class));

    @Test
    void aRecordChangesItsProperties() {
        test.partition.put("old", "{\"fullName\": \"Ada\", \"shoeSize\": 38}");

        assertThat(customers.get("old").value()).isEqualTo(new Customer("Ada", "new"));
        customers.modify("old", customer -> customer);
        assertThat(test.partition.get("old").value()).isEqualTo("{\"name\":\"Ada\",\"status\":\"new\"}");
        assertThatExceptionOfType(CodecException.class)
                .as("a new property of a primitive type")
                .isThrownBy(() -> customers.as(JsonCodec.of(Counted.class)).get("old"));
    }

    @Test
    void modifying() {
        customers.create("c-1", new Customer("Ada", "new"));
        // tag::modify[]
        Entry<Customer> enabled = customers.modify("c-1", customer -> customer.withStatus("enabled"));

        Partition<Integer> visits = table.partition("visits", JsonCodec.of(Integer.class));
        visits.modifyOrCreate("home", 1, n -> n + 1);
        // end::modify[]

        assertThat(enabled.value()).isEqualTo(new Customer("Ada", "enabled"));
        assertThat(visits.get("home").value()).isEqualTo(1);
        visits.delete("home");
    }

    @Test
    void priming() {
        Partition<String> settings = table.partition("settings");
        // tag::priming[]
        Priming.of(customers, new Customer("Ada", "new")).and(settings).run();
        // end::priming[]

        assertThat(customers.exists("priming")).isFalse();
    }

    @Test
    void tolerantReading() {
        List<String> shown = new ArrayList<>();
        customers.create("c-1", new Customer("Ada", "new"));
        customers.as(Codec.string()).create("c-2", "{broken");
        // tag::tolerant[]
        Partition<Decoded<Customer>> all = customers.as(customers.codec().tolerant());
        all.stream(Query.all())
                .filter(entry -> !entry.value().isReadable())
                .forEach(entry -> shown.add(entry.key() + ": " + entry.value().problem()));
        // end::tolerant[]

        assertThat(shown).singleElement().asString().startsWith("c-2: ");
    }

    @Test
    void batches() {
        List<String> keys = List.of("c-1", "c-2", "c-9");
        customers.create("c-1", new Customer("Ada", "new"));
        customers.create("c-2", new Customer("Grace", "new"));
        // tag::batches[]
        Map<String, Entry<Customer>> found = customers.findAll(keys);

        long deleted = customers.deleteAll("c-");
        // end::batches[]

        assertThat(found).containsOnlyKeys("c-1", "c-2");
        assertThat(deleted).isEqualTo(2);
    }

    // tag::transact[]
    List<String> transfer(Partition<Integer> accounts, Partition<String> transfers, String id, int amount) {
        Entry<Integer> from = accounts.get("ada");
        Entry<Integer> to = accounts.get("grace");
        try {
            store.transact(tx -> tx.update(accounts, from, from.value() - amount)
                    .update(accounts, to, to.value() + amount)
                    .create(transfers, id, amount + " from ada to grace"));
            return List.of();
        } catch (TransactionFailedException e) {
            return e.failures().stream()
                    .map(failure -> failure.key() + ": " + failure.reason())
                    .toList();
        }
    }
    // end::transact[]

    @Test
    void transactions() {
        Partition<Integer> accounts = table.partition(TestDynamoDb.uniqueName("a"), JsonCodec.of(Integer.class));
        Partition<String> transfers = table.partition(TestDynamoDb.uniqueName("transfers"));
        accounts.create("ada", 100);
        accounts.create("grace", 0);

        assertThat(transfer(accounts, transfers, "t-1", 30)).isEmpty();
        assertThat(transfer(accounts, transfers, "t-1", 30)).containsExactly("t-1: EXISTS");
        assertThat(accounts.get("ada").value()).isEqualTo(70);
        assertThat(accounts.get("grace").value()).isEqualTo(30);
    }

    @Test
    void anUnknownOutcome() {
        Faults faults = new Faults();
        try (DynamoDbClient faulty = TestDynamoDb.client(faults, 3)) {
            Partition<Customer> customers = DynaStore.create(faulty)
                    .table("CRMTable")
                    .partition(this.customers.name(), JsonCodec.of(Customer.class));
            Entry<Customer> seen = customers.create("c-1", new Customer("Ada", "new"));

            faults.next("UpdateItem", Fault.loseReply(), Fault.loseReply(), Fault.loseReply());
            assertThat(enable(customers, seen)).isTrue();
            assertThat(faults.unused()).isZero();

            seen = customers.put("c-1", new Customer("Ada", "new"));
            faults.next("UpdateItem", Fault.drop(), Fault.drop(), Fault.drop());
            assertThat(enable(customers, seen)).isFalse();
        }
    }

    // tag::unknown[]
    boolean enable(Partition<Customer> customers, Entry<Customer> seen) {
        Customer enabled = seen.value().withStatus("enabled");
        try {
            customers.update(seen, enabled);
            return true;
        } catch (OutcomeUnknownException e) {
            return customers.consistent().get(seen.key()).value().equals(enabled);
        }
    }
    // end::unknown[]

    @Test
    void hooks() {
        List<String> log = new ArrayList<>();
        // tag::hook[]
        OperationHook cost = OperationHook.onCompletion(
                operation -> log.add(operation.name() + ": " + operation.outcome() + ", " + operation.writeCapacity()));

        OperationHook timeout =
                OperationHook.onRequest((operation, request) -> request instanceof UpdateItemRequest update
                        ? update.toBuilder()
                                .overrideConfiguration(with -> with.apiCallTimeout(Duration.ofSeconds(2)))
                                .build()
                        : request);

        DynaStore hooked = DynaStore.builder(client).hook(cost).hook(timeout).build();
        // end::hook[]

        hooked.table("CRMTable").partition(customers.name()).put("c-1", "{}");
        hooked.table("CRMTable").partition(customers.name()).find("c-9");
        assertThat(log).containsExactly("put: SUCCESS, 1.0", "find: NOT_FOUND, 0.0");
    }
}
