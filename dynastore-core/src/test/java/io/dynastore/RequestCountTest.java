package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestDynamoDb.CONTRACT)
class RequestCountTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void makingTablesAndPartitionsSendsNothing() {
        assertThat(store.requestsOf(() -> store.store
                        .table("Any")
                        .partition("any")
                        .consistent()
                        .as(Codec.bytes())
                        .withTimeToLive(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void readsTakeOneRequest() {
        partition.put("k", "value");

        assertThat(store.requestsOf(() -> partition.get("k"))).containsExactly("GetItem");
        assertThat(store.requestsOf(() -> partition.find("k"))).containsExactly("GetItem");
        assertThat(store.requestsOf(() -> partition.exists("k"))).containsExactly("GetItem");
    }

    @Test
    void readsOfNothingTakeOneRequest() {
        assertThat(store.requestsOf(() ->
                        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> partition.get("k"))))
                .containsExactly("GetItem");
        assertThat(store.requestsOf(() -> partition.find("k"))).containsExactly("GetItem");
        assertThat(store.requestsOf(() -> partition.exists("k"))).containsExactly("GetItem");
    }

    @Test
    void writesTakeOneRequest() {
        assertThat(store.requestsOf(() -> partition.create("k", "one"))).containsExactly("PutItem");
        assertThat(store.requestsOf(() -> partition.put("k", "two"))).containsExactly("UpdateItem");
        assertThat(store.requestsOf(() -> partition.put("new", "one"))).containsExactly("UpdateItem");
        Entry<String> entry = partition.get("k");
        assertThat(store.requestsOf(() -> partition.update(entry, "three", with -> with.field("a", 1))))
                .containsExactly("UpdateItem");
        Revision revision = partition.get("k").revision();
        assertThat(store.requestsOf(() -> partition.update("k", revision, "four")))
                .containsExactly("UpdateItem");
    }

    @Test
    void deletesTakeOneRequest() {
        Entry<String> first = partition.create("1", "one");
        Entry<String> second = partition.create("2", "one");
        partition.create("3", "one");

        assertThat(store.requestsOf(() -> partition.delete(first))).containsExactly("DeleteItem");
        assertThat(store.requestsOf(() -> partition.delete("2", second.revision())))
                .containsExactly("DeleteItem");
        assertThat(store.requestsOf(() -> partition.delete("3"))).containsExactly("DeleteItem");
        assertThat(store.requestsOf(() -> partition.delete("3"))).containsExactly("DeleteItem");
    }

    @Test
    void refusalsTakeOneRequest() {
        Entry<String> old = partition.create("k", "one");
        partition.put("k", "two");

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(KeyExistsException.class)
                        .isThrownBy(() -> partition.create("k", "three"))
                        .satisfies(e -> e.current(Codec.string()))))
                .containsExactly("PutItem");
        assertThat(store.requestsOf(() -> assertThatExceptionOfType(KeyModifiedException.class)
                        .isThrownBy(() -> partition.update(old, "three"))
                        .satisfies(e -> e.current(Codec.string()))))
                .containsExactly("UpdateItem");
        assertThat(store.requestsOf(() -> assertThatExceptionOfType(KeyModifiedException.class)
                        .isThrownBy(() -> partition.delete(old))
                        .satisfies(e -> e.current(Codec.string()))))
                .containsExactly("DeleteItem");
    }

    @Test
    void aListPageWithoutExpiredEntriesTakesOneRequest() {
        for (int i = 0; i < 5; i++) {
            partition.put("k" + i, "value", with -> with.timeToLive(Duration.ofHours(1)));
        }

        assertThat(store.requestsOf(() -> partition.list(Query.all()))).containsExactly("Query");
        assertThat(store.requestsOf(() -> partition.list(Query.all().limit(3)))).containsExactly("Query");
        assertThat(store.requestsOf(() -> partition.list(Query.all().limit(5)))).containsExactly("Query");
        assertThat(store.requestsOf(() -> partition.list(Query.all().prefix("none"))))
                .containsExactly("Query");
        assertThat(store.requestsOf(() -> partition.count(Query.all()))).containsExactly("Query");
        assertThat(store.requestsOf(
                        () -> assertThat(partition.stream(Query.all())).hasSize(5)))
                .containsExactly("Query");
    }

    @Test
    void replacingAnExpiredLeftoverTakesTwoRequests() {
        partition.put("created", "old", with -> with.timeToLive(Duration.ofSeconds(1)));
        partition.put("put", "old", with -> with.timeToLive(Duration.ofSeconds(1)));
        store.clock.advance(Duration.ofMinutes(1));

        assertThat(store.requestsOf(() -> partition.create("created", "new"))).containsExactly("PutItem", "PutItem");
        assertThat(store.requestsOf(() -> partition.put("put", "new"))).containsExactly("UpdateItem", "PutItem");
    }
}
