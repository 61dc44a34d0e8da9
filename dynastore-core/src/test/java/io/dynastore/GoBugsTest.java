package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What the Go original gets wrong, and what happens here instead. */
@Tag(TestDynamoDb.CONTRACT)
class GoBugsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    private Entry<String> expired(String key) {
        Entry<String> entry = partition.put(
                key, "old", with -> with.timeToLive(Duration.ofSeconds(1)).field("created", "once"));
        store.clock.advance(Duration.ofMinutes(1));
        return entry;
    }

    @Test
    void anExpiredEntryCanBeCreatedAgainBeforeItIsReaped() {
        expired("k");

        assertThat(partition.create("k", "new").value()).isEqualTo("new");
    }

    @Test
    void anExpiredEntryIsNotFoundByUpdateAndCanBeWrittenAgain() {
        Entry<String> entry = expired("k");

        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.update(entry, "new"));
        assertThat(partition.update(partition.create("k", "new"), "newer").value())
                .isEqualTo("newer");
    }

    @Test
    void deletingNoEntryAtAllIsRefusedBeforeItIsSent() {
        assertThat(store.requestsOf(() ->
                        assertThatNullPointerException().isThrownBy(() -> partition.delete((Entry<String>) null))))
                .isEmpty();
    }

    @Test
    void aVersionMismatchOnDeleteIsNotCalledKeyNotFound() {
        Entry<String> old = partition.create("k", "one");
        partition.put("k", "two");

        assertThatExceptionOfType(KeyModifiedException.class).isThrownBy(() -> partition.delete(old));
    }

    @Test
    void deletingAnEntryDoesNotReadItFirst() {
        Entry<String> entry = partition.create("k", "one");

        assertThat(store.requestsOf(() -> partition.delete(entry))).containsExactly("DeleteItem");
    }

    @Test
    void deletingAnEntryMindsItsExpiry() {
        Entry<String> entry = expired("k");

        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.delete(entry));
    }

    @Test
    void putWithoutATimeToLiveOverAnExpiredEntryIsFoundAfterwards() {
        expired("k");

        partition.put("k", "new");

        assertThat(partition.get("k").value()).isEqualTo("new");
    }

    @Test
    void putWithNoExpiryRemovesTheOldOne() {
        partition.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)));

        partition.put("k", "new", WriteOptions::noExpiry);

        assertThat(store.item("k")).doesNotContainKey("expires");
    }

    @Test
    void nothingOfAnExpiredEntryLeaksIntoItsSuccessor() {
        expired("put");
        expired("create");

        assertThat(partition.put("put", "new").fields()).isEmpty();
        assertThat(partition.create("create", "new").fields()).isEmpty();
        assertThat(store.item("put")).doesNotContainKeys("created", "expires").containsEntry("payload", s("new"));
        assertThat(store.item("create"))
                .doesNotContainKeys("created", "expires")
                .containsEntry("payload", s("new"));
    }

    @Test
    void stronglyConsistentReadsCanBeSwitchedOn() {
        RecordingHook hook = new RecordingHook();

        RecordingHook.hooked(store, hook).consistent().find("k");

        assertThat(hook.request(GetItemRequest.class).consistentRead()).isTrue();
        assertThat(hook.operation().readCapacity()).isEqualTo(1.0);
    }

    @Test
    void aPageNeitherShowsNorCountsExpiredEntries() {
        expired("1");
        expired("2");
        partition.put("3", "value");
        partition.put("4", "value");

        assertThat(partition.list(Query.all().limit(2)).items())
                .extracting(Entry::key)
                .containsExactly("3", "4");
    }

    @Test
    void aListOfNothingIsEmptyAndSoIsOneOfExpiredEntriesOnly() {
        assertThat(partition.list(Query.all())).isEqualTo(new Page<>(List.of(), null));

        expired("k");

        assertThat(partition.list(Query.all())).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void anEmptyPrefixListsEverything() {
        partition.put("a", "value");
        partition.put("b", "value");

        assertThat(partition.list(Query.all().prefix("")).items()).hasSize(2);
    }

    @Test
    void theCursorOfAnotherListIsRefusedAsSuch() {
        partition.put("a1", "value");
        partition.put("a2", "value");
        String cursor = partition.list(Query.all().prefix("a").limit(1)).cursor();
        assertThat(cursor).isNotNull();

        Partition<String> other = store.table.partition(TestDynamoDb.uniqueName("other"));
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> other.list(Query.all().prefix("a").after(cursor)));
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> partition.list(Query.all().prefix("b").after(cursor)));
    }

    @Test
    void readsAndWritesAgreeWithinTheSecondOfTheExpiry() {
        Entry<String> entry = partition.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)));

        store.clock.set(entry.expires().minusMillis(1));
        assertThat(partition.find("k")).isPresent();
        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "new"));

        store.clock.set(entry.expires());
        assertThat(partition.find("k")).isEmpty();
        assertThat(partition.create("k", "new").value()).isEqualTo("new");
    }

    @Test
    void aTimeToLiveIsNeverCutShort() {
        partition.put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)));

        store.clock.advance(Duration.ofMillis(999));

        assertThat(partition.find("k")).isPresent();
    }

    @Test
    void bytesAreStoredAsBinary() {
        partition.as(Codec.bytes()).put("k", new byte[] {1, 2});

        assertThat(store.item("k").get("payload").b().asByteArray()).containsExactly(1, 2);
    }

    @Test
    void bytesAndTextsAreNotSilentlyMixedUp() {
        partition.as(Codec.bytes()).put("bytes", new byte[] {1, 2});
        partition.put("text", "not base64!");
        partition.put("word", "one");

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> partition.get("bytes"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> partition.as(Codec.bytes()).get("text"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> partition.as(Codec.bytes()).get("word"));
    }

    @Test
    void fieldsMayBeMoreThanStrings() {
        partition.put("k", "value", with -> with.field("score", 42));

        assertThat(store.item("k")).containsEntry("score", n(42));
        assertThat(partition
                        .list(Query.all().from(40).index(TestStore.BY_SCORE))
                        .items())
                .hasSize(1);
    }

    @Test
    void existsDoesNotFetchTheValue() {
        partition.put("k", "value", with -> with.field("created", "once").timeToLive(Duration.ofHours(1)));
        RecordingHook hook = new RecordingHook();

        assertThat(RecordingHook.hooked(store, hook).exists("k")).isTrue();

        GetItemRequest request = hook.request(GetItemRequest.class);
        assertThat(store.raw().getItem(request).item()).containsOnlyKeys("id", "name", "expires");
    }

    @Test
    void anUpdateKeepsTheFieldsThatItDoesNotNameOnPurpose() {
        Entry<String> entry = partition.create("k", "one", with -> with.field("created", "once"));

        assertThat(partition.update(entry, "two").fields()).isEqualTo(Map.of("created", s("once")));
    }
}
