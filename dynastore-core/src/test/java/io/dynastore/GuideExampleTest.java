package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.jackson.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The examples of docs/guide.md on entries, expiry, lists and indexes. */
class GuideExampleTest {
    // tag::record[]
    record Customer(String name, String status) {}
    // end::record[]

    // tag::task[]
    record Task(String title, String user, Instant created) {}
    // end::task[]

    private final DynamoDbClient client = new TestStore().raw();
    private final Partition<Customer> customers = DynaStore.create(client)
            .table("CRMTable")
            .partition(TestDynamoDb.uniqueName("customers"), JsonCodec.of(Customer.class));

    @Test
    void opening() {
        // tag::open[]
        DynaStore store = DynaStore.create(client);
        Partition<Customer> customers = store.table("CRMTable").partition("customers", JsonCodec.of(Customer.class));
        // end::open[]
        customers.deleteAll("");

        assertThat(customers.find("c-1")).isEmpty();
    }

    @Test
    void writing() {
        // tag::writes[]
        Entry<Customer> ada = customers.create("c-1", new Customer("Ada", "new"));

        ada = customers.update(ada, new Customer("Ada", "enabled"));

        customers.put("c-2", new Customer("Grace", "new"));

        customers.delete(ada);
        boolean wasThere = customers.delete("c-2");
        // end::writes[]

        assertThat(ada.version()).isEqualTo(2);
        assertThat(wasThere).isTrue();
        assertThat(customers.count(Query.all())).isZero();
    }

    // tag::refused[]
    String rename(Entry<Customer> seen, String name) {
        try {
            Customer renamed = new Customer(name, seen.value().status());
            return "Saved: " + customers.update(seen, renamed).value();
        } catch (KeyModifiedException e) {
            return "Changed meanwhile: " + e.current(customers.codec()).value();
        } catch (KeyNotFoundException e) {
            return "Deleted meanwhile.";
        }
    }
    // end::refused[]

    @Test
    void aRefusalBringsTheEntry() {
        Entry<Customer> seen = customers.create("c-1", new Customer("Ada", "new"));

        assertThat(rename(seen, "Ada L.")).isEqualTo("Saved: Customer[name=Ada L., status=new]");
        assertThat(rename(seen, "Ada B.")).isEqualTo("Changed meanwhile: Customer[name=Ada L., status=new]");
        customers.delete("c-1");
        assertThat(rename(seen, "Ada B.")).isEqualTo("Deleted meanwhile.");
    }

    @Test
    void revisions() {
        Customer edited = new Customer("Ada", "enabled");
        customers.create("c-1", new Customer("Ada", "new"));
        // tag::etag[]
        String eTag = customers.get("c-1").revision().toString();

        Entry<Customer> written = customers.update("c-1", Revision.parse(eTag), edited);
        // end::etag[]

        assertThat(eTag).matches("\"1-[A-Za-z0-9_-]{32}\"");
        assertThat(written.version()).isEqualTo(2);
        assertThat(written.revision().writeId()).startsWith(eTag.substring(3, 15));
    }

    @Test
    void reading() {
        customers.create("c-1", new Customer("Ada", "new"));
        // tag::reads[]
        Entry<Customer> entry = customers.get("c-1");
        Optional<Entry<Customer>> maybe = customers.find("c-9");
        boolean there = customers.exists("c-1");

        Entry<Customer> latest = customers.consistent().get("c-1");
        // end::reads[]

        assertThat(entry).isEqualTo(latest);
        assertThat(maybe).isEmpty();
        assertThat(there).isTrue();
    }

    @Test
    void expiry() {
        TestStore test = new TestStore();
        Table table = test.table;
        table.partition("sessions").deleteAll("");
        // tag::expiry[]
        Partition<String> sessions = table.partition("sessions").withTimeToLive(Duration.ofHours(1));

        Entry<String> session = sessions.create("s-1", "ada");
        // end::expiry[]
        assertThat(session.expires()).isEqualTo(Instant.parse("2100-01-31T10:00:01Z"));
        test.clock.advance(Duration.ofMinutes(59));
        // tag::keep[]
        session = sessions.update(session, "ada, admin");
        session = sessions.update(session, "ada", with -> with.timeToLive(Duration.ofHours(1)));
        sessions.put("s-2", "root", WriteOptions::noExpiry);
        // end::keep[]
        assertThat(session.expires()).isEqualTo(Instant.parse("2100-01-31T10:59:01Z"));
        assertThat(sessions.get("s-2").expires()).isNull();

        test.clock.set(Instant.parse("2100-01-31T10:59:01Z"));
        assertThat(sessions.find("s-1")).isEmpty();
        assertThat(sessions.create("s-1", "grace").version()).isEqualTo(4);
    }

    @Test
    void listing() {
        for (int i = 1; i <= 5; i++) {
            customers.create("c-" + i, new Customer("Customer " + i, i == 3 ? "new" : "enabled"));
        }
        List<String> shown = new ArrayList<>();
        // tag::pages[]
        Query query = Query.all().prefix("c-").limit(2);

        Page<Entry<Customer>> page = customers.list(query);
        page.items().forEach(entry -> shown.add(entry.key()));
        while (page.hasNext()) {
            page = customers.list(query.after(page.cursor()));
            page.items().forEach(entry -> shown.add(entry.key()));
        }
        // end::pages[]
        assertThat(shown).containsExactly("c-1", "c-2", "c-3", "c-4", "c-5");

        // tag::stream[]
        List<String> enabled = customers.stream(
                        Query.all().from("c-2").to("c-4").reverse())
                .filter(entry -> entry.value().status().equals("enabled"))
                .map(Entry::key)
                .toList();
        long all = customers.count(Query.all());
        // end::stream[]
        assertThat(enabled).containsExactly("c-4", "c-2");
        assertThat(all).isEqualTo(5);
    }

    // tag::indexes[]
    static final Index BY_CREATED = Index.local("idx_created", "created");
    static final Index BY_USER = Index.global("idx_user", "user", "created");
    // end::indexes[]

    @Test
    void indexing() {
        DynaStore store = DynaStore.create(client);
        // tag::table[]
        Table table =
                store.table(TableDefinition.of("CRMTable").index(BY_CREATED).index(BY_USER));
        table.createIfAbsent();
        // end::table[]
        Instant now = Instant.parse("2026-01-31T09:00:00Z");
        table.partition("tasks").deleteAll("");
        // tag::fields[]
        Partition<Task> tasks = table.partition(
                "tasks", JsonCodec.of(Task.class).withField("user", Task::user).withField("created", Task::created));

        tasks.create("t-1", new Task("Write to Grace", "ada", now));
        // end::fields[]
        tasks.create("t-2", new Task("Write to Ada", "grace", now.plusSeconds(60)));

        // tag::byindex[]
        Page<Entry<Task>> newest =
                tasks.list(Query.all().index(BY_CREATED).reverse().limit(20));
        Page<Entry<Task>> january = tasks.list(Query.all().prefix("2026-01").index(BY_CREATED));
        Page<Entry<Task>> ofAda = tasks.list(Query.all().index(BY_USER, "ada"));
        Page<Entry<String>> ofAdaAnywhere = table.list(Query.all().index(BY_USER, "ada"), Codec.string());
        // end::byindex[]

        assertThat(newest.items()).extracting(Entry::key).containsExactly("t-2", "t-1");
        assertThat(january.items()).hasSize(2);
        assertThat(ofAda.items()).extracting(Entry::key).containsExactly("t-1");
        assertThat(ofAdaAnywhere.items()).extracting(Entry::key).contains("t-1");
        assertThat(tasks.get("t-1").fields()).containsOnlyKeys("user", "created");
        // tag::named[]
        tasks.update(
                tasks.get("t-1"),
                new Task("Call Grace", "ada", now),
                with -> with.field("priority", 3).removeField("color"));
        // end::named[]
        assertThat(tasks.get("t-1").fields()).containsOnlyKeys("user", "created", "priority");
    }
}
