package io.dynastore;

import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamTest {
    private static final int ENTRIES = 60;
    private static final TestStore TEST = new TestStore();
    private static final Partition<String> PARTITION = TEST.partition;

    /** Six megabytes, of which DynamoDB returns ten or eleven entries at a time. */
    private static List<String> keys;

    @BeforeAll
    static void write() {
        keys = Rows.writeLarge(TEST, ENTRIES, 100_000);
    }

    @BeforeEach
    void forgetRequests() {
        TEST.http.clear();
    }

    @Test
    void nothingIsSentBeforeTheStreamIsConsumed() {
        Stream<String> stream = PARTITION.stream(Query.all())
                .map(Entry::key)
                .filter(key -> true)
                .limit(3);
        assertThat(TEST.http.requests()).isEmpty();
        assertThat(stream).isEqualTo(keys.subList(0, 3));
        assertThat(TEST.http.requests()).hasSize(1);
    }

    @Test
    void findingTheFirstOfManyMegabytesTakesOneRequest() {
        assertThat(PARTITION.stream(Query.all()).findFirst()).map(Entry::key).contains(keys.get(0));
        assertThat(TEST.http.requests()).containsExactly("Query");
    }

    @Test
    void allEntriesComeOnceInOrderOverSeveralReplies() {
        assertThat(PARTITION.stream(Query.all()).map(Entry::key)).isEqualTo(keys);
        assertThat(TEST.http.requests()).hasSizeBetween(6, 7);
    }

    @Test
    void aReplyIsAskedForOnlyWhenTheOneBeforeIsConsumed() {
        List<Integer> requests = new ArrayList<>();
        PARTITION.stream(Query.all())
                .forEach(entry -> requests.add(TEST.http.requests().size()));
        // Ten entries fit into each megabyte: an eleventh is in the same reply only if it ends just beyond.
        for (int taken = 1; taken <= ENTRIES; taken++) {
            assertThat(requests.get(taken - 1)).isBetween((taken + 10) / 11, (taken + 9) / 10);
        }
    }

    @Test
    void halfAStreamTakesHalfTheRequests() {
        assertThat(PARTITION.stream(Query.all()).limit(ENTRIES / 2)).hasSize(ENTRIES / 2);
        assertThat(TEST.http.requests()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void anIteratorReadsAsItGoes() {
        Iterator<Entry<String>> iterator = PARTITION.stream(Query.all()).iterator();
        assertThat(TEST.http.requests()).isEmpty();
        List<String> found = new ArrayList<>();
        while (found.size() < 5) {
            found.add(iterator.next().key());
        }
        assertThat(TEST.http.requests()).hasSize(1);
        iterator.forEachRemaining(entry -> found.add(entry.key()));
        assertThat(found).isEqualTo(keys);
    }

    @Test
    void aLimitEndsTheStream() {
        assertThat(PARTITION.stream(Query.all().limit(7)).map(Entry::key)).isEqualTo(keys.subList(0, 7));
        assertThat(TEST.http.requests()).hasSize(1);
        assertThat(PARTITION.stream(Query.all().limit(25)).map(Entry::key)).isEqualTo(keys.subList(0, 25));
        assertThat(PARTITION.stream(Query.all().limit(ENTRIES + 1)).map(Entry::key))
                .isEqualTo(keys);
    }

    @Test
    void aStreamBeginsAfterACursorAndGoesEitherWay() {
        String cursor = PARTITION.list(Query.all().limit(13)).cursor();
        assertThat(PARTITION.stream(Query.all().after(cursor)).map(Entry::key)).isEqualTo(keys.subList(13, ENTRIES));
        List<String> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);
        assertThat(PARTITION.stream(Query.all().reverse()).map(Entry::key)).isEqualTo(reversed);
        String backwards = PARTITION.list(Query.all().reverse().limit(13)).cursor();
        assertThat(PARTITION.stream(Query.all().reverse().after(backwards).limit(20))
                        .map(Entry::key))
                .isEqualTo(reversed.subList(13, 33));
    }

    @Test
    void aParallelStreamHasTheSameEntries() {
        assertThat(PARTITION.stream(Query.all()).parallel().map(Entry::key).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(PARTITION.stream(Query.all()).parallel().map(Entry::key).toList())
                .isEqualTo(keys);
        assertThat(PARTITION.stream(Query.all().limit(17))
                        .parallel()
                        .map(Entry::key)
                        .toList())
                .isEqualTo(keys.subList(0, 17));
    }

    @Test
    void aMalformedItemIsReportedWhenItIsReached() {
        TestStore test = new TestStore();
        Rows.write(test, 5, i -> false);
        test.putItem(Rows.key(5), Map.of("version", AttributeValue.fromN("1")));
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> test.partition.stream(Query.all()).forEach(entry -> taken.add(entry.key())))
                .isInstanceOf(MalformedItemException.class)
                .hasMessageContaining(Rows.key(5))
                .hasMessageContaining("payload");
        assertThat(taken).hasSize(5);
        assertThat(test.partition.stream(Query.all().limit(5))).hasSize(5);
    }

    @Test
    void whatTheQueryLacksIsSaidAtOnceAndWhatTheTableLacksOnConsumption() {
        assertThatThrownBy(() -> PARTITION.stream(Query.all().index(BY_USER)))
                .isInstanceOf(IndexNotSupportedException.class);
        Stream<Entry<String>> stream = PARTITION.stream(Query.all().index(Index.local("idx_none", "created")));
        assertThat(TEST.http.requests()).isEmpty();
        assertThatThrownBy(stream::findFirst)
                .isInstanceOf(IndexNotSupportedException.class)
                .hasMessageContaining("idx_none");
        assertThatThrownBy(() -> TEST.store.table("NoSuchTable").partition("p").stream(Query.all())
                        .findFirst())
                .isInstanceOf(TableNotFoundException.class)
                .hasMessageContaining("NoSuchTable");
    }

    @Test
    void aStreamOfAnEmptyPartitionIsEmpty() {
        assertThat(new TestStore().partition.stream(Query.all())).isEmpty();
    }
}
