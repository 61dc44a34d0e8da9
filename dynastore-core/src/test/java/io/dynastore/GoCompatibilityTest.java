package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The Go library's items, byte for byte, and its writes as they go over the wire. */
@Tag(TestDynamoDb.CONTRACT)
class GoCompatibilityTest {
    private static final long EXPIRES = TestStore.START.getEpochSecond() + 3600;

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @BeforeEach
    void writeAsGoDoes() {
        store.putItem("go", Map.of("version", n(4), "payload", s("value"), "created", s("today")));
        store.putItem("mortal", Map.of("version", n(1), "expires", n(EXPIRES), "payload", s("value")));
        store.putItem("bytes", Map.of("version", n(1), "payload", s("AP9/aGk=")));
    }

    @Test
    void anItemOfTheGoLibraryIsRead() {
        Entry<String> entry = partition.get("go");

        assertThat(entry.value()).isEqualTo("value");
        assertThat(entry.revision()).isEqualTo(new Revision(4, null));
        assertThat(entry.revision().toString()).isEqualTo("\"4\"");
        assertThat(entry.expires()).isNull();
        assertThat(entry.fields()).isEqualTo(Map.of("created", s("today")));
        assertThat(partition.exists("go")).isTrue();
        assertThat(partition.get("mortal").expires()).isEqualTo(Instant.ofEpochSecond(EXPIRES));
    }

    @Test
    void bytesOfTheGoLibraryAreDecodedFromBase64() {
        assertThat(partition.as(Codec.bytes()).get("bytes").value()).containsExactly(0, -1, 127, 'h', 'i');
        assertThat(partition.get("bytes").value()).isEqualTo("AP9/aGk=");
    }

    @Test
    void itemsOfTheGoLibraryAreListed() {
        assertThat(partition.list(Query.all()).items()).extracting(Entry::key).containsExactly("bytes", "go", "mortal");
        assertThat(partition.list(Query.all().index(TestStore.BY_CREATED)).items())
                .containsExactly(partition.get("go"));
        store.clock.set(Instant.ofEpochSecond(EXPIRES));
        assertThat(partition.count(Query.all())).isEqualTo(2);
    }

    @Test
    void anItemOfTheGoLibraryIsUpdated() {
        Entry<String> updated = partition.update(partition.get("go"), "new");

        assertThat(updated.version()).isEqualTo(5);
        assertThat(updated.revision().writeId()).isNotNull();
        assertThat(updated.fields()).isEqualTo(Map.of("created", s("today")));
        assertThat(store.item("go")).containsEntry("version", n(5)).containsEntry("payload", s("new"));
        assertThat(partition.update(partition.get("mortal"), "new").expires())
                .isEqualTo(Instant.ofEpochSecond(EXPIRES));
    }

    @Test
    void anItemOfTheGoLibraryIsPut() {
        assertThat(partition.put("go", "new").version()).isEqualTo(5);
        assertThat(partition.put("mortal", "new").expires()).isNull();
    }

    @Test
    void anItemOfTheGoLibraryIsDeleted() {
        partition.delete(partition.get("go"));
        partition.delete("mortal", new Revision(1, null));

        assertThat(partition.delete("bytes")).isTrue();
        assertThat(partition.count(Query.all())).isZero();
    }

    @Test
    void createOverAnItemOfTheGoLibraryIsRefused() {
        Entry<String> entry = partition.get("go");

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> partition.create("go", "new"))
                .satisfies(e -> assertThat(e.current(Codec.string())).isEqualTo(entry));
    }

    @Test
    void aRevisionOfTheGoLibraryNoLongerMatchesAfterAWriteOfOurs() {
        Entry<String> before = partition.get("go");
        partition.delete("go");
        store.putItem("go", Map.of("version", n(3), "payload", s("value")));
        Entry<String> ours = partition.put("go", "ours");
        assertThat(ours.version()).as("the same version, with our write id").isEqualTo(before.version());

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(before, "new"));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(before));
        assertThat(partition.get("go")).isEqualTo(ours);
    }

    @Test
    void anOutdatedRevisionOfTheGoLibraryIsRefused() {
        Entry<String> before = partition.get("go");
        goUpdate("go", 4, "by Go");

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update(before, "new"))
                .satisfies(e -> assertThat(e.current().revision()).isEqualTo(new Revision(5, null)));
    }

    @Test
    void whatWeWriteHasTheTypesThatGoReads() {
        partition.create(
                "k", "value", with -> with.timeToLive(Duration.ofHours(1)).field("created", "today"));

        Map<String, AttributeValue> item = store.item("k");

        assertThat(item.get("id").type()).isEqualTo(AttributeValue.Type.S);
        assertThat(item.get("name").type()).isEqualTo(AttributeValue.Type.S);
        assertThat(item.get("version").type()).isEqualTo(AttributeValue.Type.N);
        assertThat(item.get("payload").type()).isEqualTo(AttributeValue.Type.S);
        assertThat(item.get("expires")).isEqualTo(n(EXPIRES + 1));
        assertThat(item.get("created").type()).isEqualTo(AttributeValue.Type.S);
        assertThat(item.get("writeId").type()).isEqualTo(AttributeValue.Type.B);
        assertThat(item).hasSize(7);
    }

    @Test
    void goUpdatesWhatWeWroteByItsVersion() {
        Entry<String> entry = partition.create("k", "value");

        goUpdate("k", entry.version(), "by Go");

        assertThat(partition.get("k").value()).isEqualTo("by Go");
        assertThat(partition.get("k").version()).isEqualTo(2);
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> goUpdate("k", entry.version(), "late"));
    }

    @Test
    void aGoUpdateOverOursLeavesOurWriteIdAndIsStillNoticed() {
        Entry<String> entry = partition.create("k", "value");
        goUpdate("k", 1, "by Go");
        assertThat(store.item("k").get("writeId").b())
                .as("Go does not touch it")
                .isEqualTo(WriteId.toAttribute(entry.revision().writeId()).b());

        assertThatExceptionOfType(KeyModifiedException.class)
                .isThrownBy(() -> partition.update(entry, "new"))
                .satisfies(e -> assertThat(e.current(Codec.string()).value()).isEqualTo("by Go"));
        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(entry));
        assertThat(partition.update(partition.get("k"), "new").version()).isEqualTo(3);
    }

    @Test
    void aGoPutOverOursIsNoticedToo() {
        Entry<String> entry = partition.create("k", "value", with -> with.field("a", "1"));
        store.raw()
                .updateItem(update -> update.tableName(store.table.name())
                        .key(store.itemKey("k"))
                        .updateExpression("ADD version :one SET payload = :payload")
                        .expressionAttributeValues(Map.of(":one", n(1), ":payload", s("by Go"))));

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(entry, "new"));
        assertThat(partition.get("k").fields()).isEqualTo(Map.of("a", s("1")));
    }

    /** Go's AtomicPut with a previous entry. */
    private void goUpdate(String key, long version, String payload) {
        store.raw()
                .updateItem(update -> update.tableName(store.table.name())
                        .key(store.itemKey(key))
                        .updateExpression("SET version = version + :one, payload = :payload")
                        .conditionExpression("version = :version")
                        .expressionAttributeValues(
                                Map.of(":one", n(1), ":payload", s(payload), ":version", n(version))));
    }
}
