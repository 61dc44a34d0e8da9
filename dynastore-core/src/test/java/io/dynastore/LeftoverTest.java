package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Writes over an item that has expired and that DynamoDB has not deleted yet. */
@Tag(TestDynamoDb.CONTRACT)
class LeftoverTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final long past = TestStore.START.getEpochSecond() + 60;
    private Entry<String> old;

    @BeforeEach
    void leaveAnExpiredItem() {
        old = partition.put(
                "k", "old", with -> with.timeToLive(Duration.ofSeconds(1)).field("created", "once"));
        store.clock.advance(Duration.ofMinutes(5));
    }

    @Test
    void createOverAnExpiredEntryStartsClean() {
        Entry<String> entry = partition.create("k", "new", with -> with.field("a", "1"));

        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.expires()).isNull();
        assertThat(entry.fields()).isEqualTo(Map.of("a", s("1")));
        assertThat(store.item("k")).containsOnlyKeys("id", "name", "version", "payload", "writeId", "a");
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void putOverAnExpiredEntryStartsClean() {
        Entry<String> entry = partition.put("k", "new", with -> with.timeToLive(Duration.ofHours(1)));

        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.fields()).isEmpty();
        assertThat(entry.expires()).isEqualTo("2100-01-31T10:05:01Z");
        assertThat(store.item("k")).containsOnlyKeys("id", "name", "version", "payload", "writeId", "expires");
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void putThatKeepsTheExpiryDoesNotKeepAPastOne() {
        Entry<String> entry = partition.put("k", "new", WriteOptions::keepExpiry);

        assertThat(entry.expires()).isNull();
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void theNewEntryCanBeUpdatedAndTheOldOneCannot() {
        Entry<String> entry = partition.create("k", "new");

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.update(old, "late"));
        assertThat(partition.update(entry, "newer").version()).isEqualTo(3);
    }

    @Test
    void deleteByKeyOfAnExpiredEntrySaysThatThereWasNone() {
        assertThat(partition.delete("k")).isFalse();
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void aRefusedWriteLeavesTheLeftoverAsItIs() {
        var item = store.item("k");

        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.update(old, "new"));
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete(old));
        assertThat(store.item("k")).isEqualTo(item);
    }

    @Test
    void aLeftoverOfTheGoLibraryIsReplacedToo() {
        store.putItem("go", Map.of("version", n(7), "payload", s("old"), "expires", n(past), "f", s("x")));

        Entry<String> entry = partition.create("go", "new");

        assertThat(entry.version()).isEqualTo(8);
        assertThat(entry.fields()).isEmpty();
        assertThat(partition.get("go")).isEqualTo(entry);
    }

    @Test
    void createAgainstARivalWhoReplacesTheLeftoverFirstIsRefused() {
        Partition<String> raced = beforeReplacement(() -> store.putItem("k", rival(n(99))));

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() -> raced.create("k", "new"))
                .satisfies(e -> assertThat(e.current(Codec.string()).value()).isEqualTo("rival"));
        assertThat(partition.get("k").value()).isEqualTo("rival");
    }

    @Test
    void putAgainstARivalWhoReplacesTheLeftoverFirstIsWrittenOverIt() {
        Partition<String> raced = beforeReplacement(() -> store.putItem("k", rival(n(99))));

        Entry<String> entry = raced.put("k", "new");

        assertThat(entry.version()).isEqualTo(100);
        assertThat(entry.fields()).as("those of a live entry stay").isEqualTo(Map.of("by", s("rival")));
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void aLeftoverThatIsDeletedMeanwhileIsNoObstacle() {
        Entry<String> created = beforeReplacement(this::reap).create("k", "new");
        assertThat(created.version()).isEqualTo(1);
        assertThat(partition.get("k")).isEqualTo(created);
    }

    @Test
    void aLeftoverThatIsDeletedMeanwhileIsNoObstacleForPut() {
        Entry<String> put = beforeReplacement(this::reap).put("k", "new");
        assertThat(put.version()).isEqualTo(1);
        assertThat(partition.get("k")).isEqualTo(put);
    }

    @Test
    void aLeftoverThatIsReplacedByAnotherLeftoverIsReplacedInItsTurn() {
        Map<String, AttributeValue> leftover =
                Map.of("version", n(50), "payload", s("rival"), "expires", n(past), "by", s("rival"));

        Entry<String> created =
                beforeReplacement(() -> store.putItem("k", leftover)).create("k", "new");
        assertThat(created.version()).isEqualTo(51);
        assertThat(created.fields()).isEmpty();
        assertThat(partition.get("k")).isEqualTo(created);
    }

    @Test
    void aLeftoverOfTheSameVersionButAnotherWriteIsNotTakenForTheOneSeen() {
        Map<String, AttributeValue> reborn =
                Map.of("version", n(1), "payload", s("reborn"), "writeId", Attributes.b("x"));

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(() ->
                        beforeReplacement(() -> store.putItem("k", reborn)).create("k", "new"));
        assertThat(partition.get("k").value()).isEqualTo("reborn");
    }

    private static Map<String, AttributeValue> rival(AttributeValue version) {
        return Map.of("version", version, "payload", s("rival"), "by", s("rival"), "writeId", Attributes.b("rival"));
    }

    private void reap() {
        store.raw().deleteItem(delete -> delete.tableName(store.table.name()).key(store.itemKey("k")));
    }

    /** The partition, with something happening between the write that was refused and the replacement of the leftover. */
    private Partition<String> beforeReplacement(Runnable meanwhile) {
        return RecordingHook.hooked(store, new OperationHook() {
            private int sent;

            @Override
            public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                if (++sent == 2) {
                    assertThat(request).isInstanceOf(PutItemRequest.class);
                    meanwhile.run();
                }
                return request;
            }
        });
    }
}
