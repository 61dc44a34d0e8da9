package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The README quotes what is between the tags, and a test sees to it that it does. */
class ReadmeExampleTest {
    private final DynamoDbClient client = new TestStore().raw();

    @Test
    void theExampleOfTheReadmeRuns() {
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

        assertThat(page.items()).singleElement().satisfies(created -> {
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
    void theReadmeQuotesTheExample() {
        Snippets.of(ReadmeExampleTest.class).areQuotedIn("README.md");
    }
}
