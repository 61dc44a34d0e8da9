package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class ListTest {
    private final TestStore test = new TestStore();
    private final Partition<String> partition = test.partition;

    @Test
    void aListHasWhatWasWritten() {
        Entry<String> plain = partition.create("a", "1");
        Entry<String> full = partition.create(
                "b", "2", with -> with.field("created", "c").field("score", 7).timeToLive(Duration.ofDays(1)));
        Page<Entry<String>> page = partition.list(Query.all());
        assertThat(page.items()).containsExactly(plain, full);
        assertThat(page.cursor()).isNull();
        assertThat(partition.stream(Query.all())).containsExactly(plain, full);
        assertThat(partition.count(Query.all())).isEqualTo(2);
    }

    @Test
    void anEntryFromAListCanBeUpdatedAndDeleted() {
        partition.create("a", "1", with -> with.field("created", "c").field("user", partition.name()));
        Entry<String> listed =
                partition.list(Query.all().index(BY_CREATED)).items().get(0);
        partition.update(listed, "2");
        Entry<String> global = partition
                .list(Query.all().index(BY_USER, partition.name()))
                .items()
                .get(0);
        assertThat(global.value()).isEqualTo("2");
        partition.delete(global);
        assertThat(partition.list(Query.all()).items()).isEmpty();
    }

    @Test
    void aRangeHasBothItsBounds() {
        for (String key : List.of("a", "b", "c", "d")) {
            partition.put(key, key, with -> with.field("created", key));
        }

        assertThat(Rows.keys(partition.list(Query.all().from("b").to("c")))).containsExactly("b", "c");
        assertThat(Rows.keys(partition.list(Query.all().to("c").from("b").reverse())))
                .containsExactly("c", "b");
        assertThat(partition.keys(Query.all().index(BY_CREATED).from("c"))).containsExactly("c", "d");
        assertThat(partition.count(Query.all().index(BY_CREATED).to("c"))).isEqualTo(3);
    }

    @Test
    void anIndexIsKeptByWhatFollows() {
        partition.put("a", "1", with -> with.field("created", "2026-02"));
        partition.put("b", "2", with -> with.field("created", "2026-01"));
        partition.put("c", "3");

        assertThat(Rows.keys(partition.list(Query.all().index(BY_CREATED).from("2026-01"))))
                .containsExactly("b", "a");
        assertThat(Rows.keys(partition.list(Query.all().index(BY_CREATED).prefix("2026-02"))))
                .containsExactly("a");
        assertThat(Rows.keys(partition.list(Query.all().limit(1).prefix("")))).containsExactly("a");
    }

    @Test
    void keysAreListedWithoutTheRestOfTheEntries() {
        List<String> live = Rows.write(test, 5, i -> i == 1);

        assertThat(partition.keys(Query.all())).isEqualTo(live);
        assertThat(partition.keys(Query.all().reverse().limit(2))).containsExactly("e-00004", "e-00003");
        assertThat(test.requestsOf(() -> assertThat(partition.keys(Query.all())).isNotEmpty()))
                .containsExactly("Query");
        RecordingHook hook = new RecordingHook();
        assertThat(RecordingHook.hooked(test, hook).keys(Query.all())).isNotEmpty();
        assertThat(hook.request(QueryRequest.class).projectionExpression()).isEqualTo("#key");
    }

    @Test
    void anEntryOfATableIsCountedByItsIndex() {
        Partition<String> other = test.table.partition(partition.name() + "-other");
        String user = partition.name();
        partition.put("a", "1", with -> with.field("user", user).field("created", "1"));
        other.put("b", "2", with -> with.field("user", user).field("created", "2"));
        partition.put(
                "c", "3", with -> with.field("user", user).field("created", "3").timeToLive(Duration.ofSeconds(1)));
        test.clock.advance(Duration.ofSeconds(2));

        assertThat(test.table.count(Query.all().index(BY_USER, user))).isEqualTo(2);
        assertThat(test.table.count(Query.all().index(BY_USER, user).from("2"))).isEqualTo(1);
    }

    @Test
    void anEmptyPartitionHasOneEmptyPage() {
        assertThat(partition.list(Query.all())).isEqualTo(new Page<>(List.of(), null));
        assertThat(partition.list(Query.all().limit(1).reverse())).isEqualTo(new Page<>(List.of(), null));
        assertThat(partition.count(Query.all())).isZero();
    }

    @Test
    void aListShowsNoOtherPartition() {
        Partition<String> longer = test.table.partition(partition.name() + "x");
        partition.put("a", "mine");
        longer.put("a", "theirs");
        longer.put("b", "theirs");
        assertThat(partition.stream(Query.all()).map(Entry::value)).containsExactly("mine");
        assertThat(partition.count(Query.all())).isEqualTo(1);
        assertThat(longer.count(Query.all())).isEqualTo(2);
    }

    @Test
    void aPageOrACountTakesOneRequest() {
        Rows.write(test, 100, i -> false);
        assertThat(test.requestsOf(() -> partition.list(Query.all()))).containsExactly("Query");
        assertThat(test.requestsOf(() -> partition.list(Query.all().limit(10)))).containsExactly("Query");
        assertThat(test.requestsOf(() -> partition.list(Query.all().limit(200))))
                .containsExactly("Query");
        assertThat(test.requestsOf(() -> partition.count(Query.all()))).containsExactly("Query");
        assertThat(test.requestsOf(() -> partition.count(Query.all().limit(10))))
                .containsExactly("Query");
    }

    @Test
    void theLastPageHasNoCursorWhereItEndsBeforeTheLimit() {
        Rows.write(test, 5, i -> false);
        assertThat(partition.list(Query.all().limit(6)).cursor()).isNull();
        Page<Entry<String>> exact = partition.list(Query.all().limit(5));
        assertThat(exact.items()).hasSize(5);
        assertThat(exact.hasNext()).isEqualTo(exact.cursor() != null);
        assertThat(partition.list(Query.all().limit(4)).hasNext()).isTrue();
        assertThat(partition.list(Query.all().limit(6)).hasNext()).isFalse();
        if (exact.cursor() != null) {
            assertThat(partition.list(Query.all().limit(5).after(exact.cursor())))
                    .isEqualTo(new Page<>(List.of(), null));
        }
    }

    @Test
    void anIndexHasOnlyTheEntriesWithItsField() {
        partition.put("a", "1", with -> with.field("created", "2100"));
        partition.put("b", "2");
        partition.put("c", "3", with -> with.field("score", 7));
        assertThat(Rows.keys(partition.list(Query.all().index(BY_CREATED)))).containsExactly("a");
        assertThat(Rows.keys(partition.list(Query.all().index(BY_SCORE)))).containsExactly("c");
        assertThat(partition.count(Query.all().index(BY_CREATED))).isEqualTo(1);
    }

    @Test
    void numbersAreSortedAsNumbersAndStringsAsBytes() {
        for (String key : List.of("10", "9", "-1", "1.5", "z", "Z", "é", "\uFFFD", "\uD83D\uDE00")) {
            partition.put(key, key);
        }
        assertThat(Rows.keys(partition.list(Query.all())))
                .containsExactly("-1", "1.5", "10", "9", "Z", "z", "é", "\uFFFD", "\uD83D\uDE00");
        for (Number score : List.of(10, 9L, -1, 1.5, 0)) {
            partition.put("score " + score, "", with -> with.field("score", score));
        }
        assertThat(Rows.keys(partition.list(Query.all().index(BY_SCORE))))
                .containsExactly("score -1", "score 0", "score 1.5", "score 9", "score 10");
    }

    @Test
    void bothEndsOfARangeBelongToIt() {
        Rows.write(test, 5, i -> false);
        String second = Rows.key(1);
        String fourth = Rows.key(3);
        assertThat(Rows.keys(partition.list(Query.all().from(second).to(fourth))))
                .containsExactly(second, Rows.key(2), fourth);
        assertThat(Rows.keys(partition.list(Query.all().from(fourth)))).containsExactly(fourth, Rows.key(4));
        assertThat(Rows.keys(partition.list(Query.all().to(second)))).containsExactly(Rows.key(0), second);
        assertThat(Rows.keys(partition.list(Query.all().to(second).reverse()))).containsExactly(second, Rows.key(0));
        assertThat(Rows.keys(partition.list(Query.all().from(second).to(second))))
                .containsExactly(second);
        assertThat(Rows.keys(partition.list(Query.all().prefix("e-0000").limit(2))))
                .containsExactly(Rows.key(0), second);
    }

    @Test
    void aTableListsAGlobalIndexOverItsPartitions() {
        String user = TestDynamoDb.uniqueName("list-user");
        Partition<byte[]> other = test.table.partition(TestDynamoDb.uniqueName("orders"), Codec.bytes());
        partition.put("c-1", "one", with -> with.field("user", user).field("created", "2"));
        other.put("o-1", bytes("two"), with -> with.field("user", user).field("created", "1"));
        other.put("o-2", bytes("three"), with -> with.field("user", "else").field("created", "1"));
        Query query = Query.all().index(BY_USER, user);

        Page<Entry<AttributeValue>> page = test.table.list(query, Codec.attribute());
        assertThat(page.items()).extracting(Entry::partition).containsExactly(other.name(), partition.name());
        assertThat(page.items())
                .extracting(Entry::value)
                .containsExactly(AttributeValue.fromB(SdkBytes.fromUtf8String("two")), AttributeValue.fromS("one"));
        assertThat(Rows.keys(partition.list(query))).containsExactly("c-1");
        assertThat(Rows.keys(other.list(query))).containsExactly("o-1");
        assertThat(partition.count(query)).isEqualTo(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMalformedItemOnAPageIsReported() {
        partition.put("a", "1");
        test.putItem("b", Map.of("payload", AttributeValue.fromS("2")));
        assertThatThrownBy(() -> partition.list(Query.all()))
                .isInstanceOf(MalformedItemException.class)
                .hasMessageContaining("'b'")
                .hasMessageContaining("version");
        assertThat(Rows.keys(partition.list(Query.all().limit(1)))).containsExactly("a");
        assertThat(partition.count(Query.all())).isEqualTo(2);
    }

    @Test
    void aTableThatDoesNotExistIsNamed() {
        Partition<String> lost = test.store.table("NoSuchTable").partition("p");
        assertThatThrownBy(() -> lost.list(Query.all()))
                .isInstanceOf(TableNotFoundException.class)
                .hasMessageContaining("NoSuchTable");
        assertThatThrownBy(() -> lost.count(Query.all())).isInstanceOf(TableNotFoundException.class);
    }

    @Test
    void aPageKeepsACopyOfItsItems() {
        List<String> items = new ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(items, null);
        items.add("b");
        assertThat(page.items()).containsExactly("a");
        assertThatThrownBy(() -> page.items().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }
}
