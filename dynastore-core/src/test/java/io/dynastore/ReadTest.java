package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

@Tag(TestDynamoDb.CONTRACT)
class ReadTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void getReadsTheWholeEntryAsItWasWritten() {
        Entry<String> written = partition.create(
                "k", "value", with -> with.timeToLive(Duration.ofHours(1)).field("created", "today"));

        Entry<String> read = partition.get("k");

        assertThat(read).isEqualTo(written);
        assertThat(read.table()).isEqualTo(TestStore.CRM.name());
        assertThat(read.partition()).isEqualTo(partition.name());
        assertThat(read.key()).isEqualTo("k");
        assertThat(read.value()).isEqualTo("value");
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.expires()).isEqualTo("2100-01-31T10:00:01Z");
        assertThat(read.fields()).isEqualTo(Map.of("created", s("today")));
    }

    @Test
    void getOfNothingSaysWhereItLooked() {
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.get("k"))
                .withMessageContainingAll("'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")
                .satisfies(e -> {
                    assertThat(e.table()).isEqualTo(TestStore.CRM.name());
                    assertThat(e.partition()).isEqualTo(partition.name());
                    assertThat(e.key()).isEqualTo("k");
                });
    }

    @Test
    void findIsEmptyWhereGetThrows() {
        assertThat(partition.find("k")).isEmpty();

        Entry<String> entry = partition.create("k", "value");

        assertThat(partition.find("k")).contains(entry);
    }

    @Test
    void existsTellsWhetherThereIsAnEntry() {
        assertThat(partition.exists("k")).isFalse();

        partition.create("k", "value");
        partition.create("mortal", "value", with -> with.timeToLive(Duration.ofHours(1)));

        assertThat(partition.exists("k")).isTrue();
        assertThat(partition.exists("mortal")).isTrue();
    }

    @Test
    void entriesOfOtherPartitionsAreNotSeen() {
        Partition<String> other = store.table.partition(TestDynamoDb.uniqueName("other"));
        other.create("k", "value");

        assertThat(partition.find("k")).isEmpty();
        assertThat(partition.exists("k")).isFalse();
        assertThat(partition.list(Query.all()).items()).isEmpty();
        assertThat(partition.delete("k")).isFalse();
        assertThat(other.get("k").value()).isEqualTo("value");
    }

    @Test
    void onlyAConsistentViewAsksForConsistentReads() {
        RecordingHook hook = new RecordingHook();
        Partition<String> hooked = RecordingHook.hooked(store, hook);

        hooked.find("k");
        assertThat(hook.request(GetItemRequest.class).consistentRead()).isNull();
        hooked.list(Query.all());
        assertThat(hook.request(QueryRequest.class).consistentRead()).isNull();

        hooked.consistent().find("k");
        assertThat(hook.request(GetItemRequest.class).consistentRead()).isTrue();
        hooked.consistent().exists("k");
        assertThat(hook.request(GetItemRequest.class).consistentRead()).isTrue();
        hooked.consistent().list(Query.all());
        assertThat(hook.request(QueryRequest.class).consistentRead()).isTrue();
        hooked.consistent().count(Query.all());
        assertThat(hook.request(QueryRequest.class).consistentRead()).isTrue();
        hooked.as(Codec.bytes()).consistent().as(Codec.string()).find("k");
        assertThat(hook.request(GetItemRequest.class).consistentRead()).isTrue();
    }

    @Test
    void valuesAreStoredByTheirCodec() {
        partition.create("text", "");
        partition.as(Codec.bytes()).create("bytes", new byte[] {0, -1, 127});
        partition.as(Codec.bytes()).create("none", new byte[0]);
        AttributeValue map = AttributeValue.fromM(Map.of("a", n(1), "b", AttributeValue.fromL(List.of(s("x")))));
        partition.as(Codec.attribute()).create("map", map);

        assertThat(store.item("text").get("payload")).isEqualTo(s(""));
        assertThat(store.item("bytes").get("payload").b().asByteArray()).containsExactly(0, -1, 127);
        assertThat(store.item("map").get("payload")).isEqualTo(map);
        assertThat(partition.get("text").value()).isEmpty();
        assertThat(partition.as(Codec.bytes()).get("bytes").value()).containsExactly(0, -1, 127);
        assertThat(partition.as(Codec.bytes()).get("none").value()).isEmpty();
        assertThat(partition.as(Codec.attribute()).get("map").value()).isEqualTo(map);
    }

    @Test
    void keysMayHaveAnyCharacters() {
        for (String key : List.of(" ", "a/b?c=d&e", "käse", "鍵", "🔑", "\u0000", "\"'\\", "#partition", ":now")) {
            partition.put(key, key);
            assertThat(partition.get(key).value()).isEqualTo(key);
        }
    }
}
