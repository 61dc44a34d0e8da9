package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What docs/item-format.md says about items. */
class ItemFormatExampleTest {
    private static final Path DOCUMENT = Path.of("../docs/item-format.md");

    private final TestStore test = new TestStore();
    private final DynamoDbClient client = test.raw();
    private final Table table = DynaStore.create(client).table(TestStore.CRM);

    /** The document's item, with the types of its attributes. */
    private static Map<String, Map<String, String>> documentedItem() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf("```json") + "```json".length();
        return JsonMapper.shared().readValue(text.substring(from, text.indexOf("```", from)), new TypeReference<>() {});
    }

    private Map<String, AttributeValue> stored(String partition, String key) {
        return client.getItem(get -> get.tableName(table.name()).key(Map.of("id", s(partition), "name", s(key))))
                .item();
    }

    @Test
    void theItemIsStoredAsDocumented() throws IOException {
        Partition<String> customers = table.partition("customers");
        customers.delete("c-1");
        Entry<String> entry = customers.create("c-1", "{\"name\":\"Ada\"}");
        customers.update(
                entry,
                "{\"name\":\"Ada\",\"status\":\"enabled\"}",
                with -> with.expiresAt(Instant.parse("2100-01-01T00:00:00Z"))
                        .field("created", Instant.parse("2026-01-31T09:00:00Z")));

        Map<String, Map<String, String>> documented = documentedItem();
        Map<String, AttributeValue> item = stored("customers", "c-1");
        assertThat(item.keySet()).isEqualTo(documented.keySet());
        documented.forEach((name, value) -> {
            AttributeValue attribute = item.get(name);
            if (name.equals("writeId")) {
                assertThat(attribute.b().asByteArray())
                        .hasSameSizeAs(Base64.getDecoder().decode(value.get("B")))
                        .hasSize(24);
            } else {
                assertThat(attribute)
                        .as(name)
                        .isEqualTo(value.containsKey("S") ? s(value.get("S")) : n(value.get("N")));
            }
        });
    }

    @Test
    void everyAttributeOfEntriesAndLeasesIsDocumented() throws IOException {
        Partition<String> partition = table.partition(TestDynamoDb.uniqueName("everything"));
        Partition<String> leasing = table.partition(TestDynamoDb.uniqueName("leases"));
        Map<String, AttributeValue> attributes = new TreeMap<>();
        try (Leases leases = Leases.create(leasing)) {
            Lease lease = leases.tryAcquire("l").orElseThrow();
            attributes.putAll(stored(leasing.name(), "l"));
            partition.fence(lease).put("k", "v", with -> with.timeToLive(Duration.ofDays(1)));
            attributes.putAll(stored(partition.name(), "k"));
        }
        assertThat(attributes)
                .containsOnlyKeys(
                        "expires",
                        "fence",
                        "id",
                        "leaseMillis",
                        "name",
                        "owner",
                        "payload",
                        "previousHolder",
                        "until",
                        "version",
                        "writeId");
        String document = Files.readString(DOCUMENT);
        attributes.forEach((name, value) -> assertThat(document).contains("| `" + name + "` | " + value.type() + " "));
    }

    @Test
    void theAttributesOfRecordsAreThoseThatAreDocumented() throws IOException {
        String document = Files.readString(DOCUMENT);
        String section = document.substring(document.indexOf("## A record"), document.indexOf("## Writing entries"));
        Partition<String> payments = table.partition(TestDynamoDb.uniqueName("payments"));
        Idempotency<String> operations =
                Idempotency.of(payments).recording(IllegalStateException.class, e -> "", IllegalStateException::new);
        Map<String, AttributeValue> attributes = new TreeMap<>();
        Fingerprint request = Fingerprint.of("test");

        operations.run("p-4711", request, attempt -> {
            attributes.putAll(stored(payments.name(), "p-4711"));
            assertThat(attributes).containsKeys("owner", "leaseMillis", "until").doesNotContainKey("payload");
            return "{\"receipt\":\"r-1\"}";
        });
        Map<String, AttributeValue> item = stored(payments.name(), "p-4711");
        String example = section.substring(section.indexOf("{"), section.indexOf("```", section.indexOf("{")));
        Map<String, Map<String, String>> documented = JsonMapper.shared().readValue(example, new TypeReference<>() {});
        assertThat(item.keySet()).isEqualTo(documented.keySet());
        documented.forEach((name, value) -> assertThat(item.get(name).type())
                .as(name)
                .hasToString(value.keySet().iterator().next()));
        for (String same : List.of("use", "result", "payload")) {
            assertThat(item.get(same)).isEqualTo(s(documented.get(same).get("S")));
        }
        assertThat(item.get("fingerprint").b().asByteArray())
                .isEqualTo(
                        Base64.getDecoder().decode(documented.get("fingerprint").get("B")));

        attributes.putAll(item);
        operations.transact("t", request, tx -> "");
        assertThat(stored(payments.name(), "t")).containsOnlyKeys(documented.keySet());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> operations.run("f", request, attempt -> {
                    throw new IllegalStateException();
                }));
        attributes.putAll(stored(payments.name(), "f"));
        attributes.keySet().removeAll(List.of("id", "name", "version", "payload", "writeId", "expires"));
        attributes.keySet().removeAll(List.of("owner", "leaseMillis", "until"));
        attributes.forEach((name, value) -> assertThat(section).contains("| `" + name + "` | " + value.type() + " "));
    }

    @Test
    void anotherProgramMayWriteEntriesToo() {
        Partition<String> customers = table.partition("customers");
        customers.delete("c-1");
        Entry<String> seen = customers.create("c-1", "{\"name\":\"Ada\"}");
        String payload = "{\"name\":\"Ada L.\"}";
        Map<String, AttributeValue> item = stored("customers", "c-1");

        // tag::foreign[]
        byte[] writeId = new byte[24];
        new SecureRandom().nextBytes(writeId);
        long version = Long.parseLong(item.get("version").n());

        client.updateItem(update -> update.tableName("CRMTable")
                .key(Map.of("id", item.get("id"), "name", item.get("name")))
                .updateExpression("SET payload = :payload, version = :next, writeId = :writeId")
                .conditionExpression("version = :version AND writeId = :seen"
                        + " AND (attribute_not_exists(expires) OR expires > :now)")
                .expressionAttributeValues(Map.of(
                        ":payload", AttributeValue.fromS(payload),
                        ":next", AttributeValue.fromN(Long.toString(version + 1)),
                        ":writeId", AttributeValue.fromB(SdkBytes.fromByteArray(writeId)),
                        ":version", item.get("version"),
                        ":seen", item.get("writeId"),
                        ":now", AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond())))));
        // end::foreign[]

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> customers.update(seen, "late"))
                .satisfies(e -> assertThat(e.current(Codec.string()).value()).isEqualTo(payload));
        Entry<String> current = customers.get("c-1");
        assertThat(current.version()).isEqualTo(2);
        assertThat(current.revision().writeId())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(writeId));
        customers.delete(current);
    }

    @Test
    void aWriteThatChangesNeitherVersionNorWriteIdGoesUnnoticed() {
        Entry<String> seen = test.partition.create("k", "ours");
        test.raw()
                .updateItem(update -> update.tableName(table.name())
                        .key(test.itemKey("k"))
                        .updateExpression("SET payload = :payload")
                        .expressionAttributeValues(Map.of(":payload", s("theirs"))));

        assertThat(test.partition.update(seen, "ours again").value()).isEqualTo("ours again");
    }

    /** Go's Put. */
    private void goPut(String key) {
        client.updateItem(update -> update.tableName(table.name())
                .key(test.itemKey(key))
                .updateExpression("ADD version :one SET payload = :payload")
                .expressionAttributeValues(Map.of(":one", n(1), ":payload", s("by Go"))));
    }

    @Test
    void aPutOfTheGoLibraryKeepsTheExpiry() {
        Entry<String> entry = test.partition.put("k", "ours", with -> with.timeToLive(Duration.ofHours(1)));
        goPut("k");

        assertThat(test.partition.get("k").expires()).isEqualTo(entry.expires());
        test.clock.advance(Duration.ofHours(2));
        goPut("k");
        assertThat(test.partition.find("k")).as("written over a leftover").isEmpty();
    }

    @Test
    void aCreateOfTheGoLibraryIsRefusedByALeftover() {
        test.partition.put("k", "ours", with -> with.timeToLive(Duration.ofHours(1)));
        test.clock.advance(Duration.ofHours(2));

        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.updateItem(update -> update.tableName(table.name())
                        .key(test.itemKey("k"))
                        .updateExpression("ADD version :one SET payload = :payload")
                        .conditionExpression("(attribute_not_exists(id) AND attribute_not_exists(#name))"
                                + " OR (attribute_not_exists(expires) AND expires < :now)")
                        .expressionAttributeNames(Map.of("#name", "name"))
                        .expressionAttributeValues(Map.of(
                                ":one", n(1), ":payload", s("by Go"), ":now", n(Instant.MAX.getEpochSecond())))));
        assertThat(test.partition.create("k", "ours again").value()).isEqualTo("ours again");
    }

    @Test
    void aPutOfTheGoLibraryLeavesTheFenceAndDoesNotLookAtIt() {
        test.partition.fence(7).put("k", "ours");
        goPut("k");

        assertThat(test.item("k")).containsEntry("fence", n(7)).containsEntry("payload", s("by Go"));
        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> test.partition.fence(6).put("k", "late"));
    }

    @Test
    void anItemWithoutAPayloadExistsButCannotBeRead() {
        client.updateItem(update -> update.tableName(table.name())
                .key(test.itemKey("k"))
                .updateExpression("ADD version :one")
                .expressionAttributeValues(Map.of(":one", n(1))));

        assertThat(test.partition.exists("k")).isTrue();
        assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> test.partition.get("k"));
    }
}
