package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static io.dynastore.TestStore.BY_CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.testkit.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What ends a page: the limit, or ten requests, of which each reads up to 1 MB. However it ends, the cursor goes on right after its
 * last entry.
 */
class PageEndTest {
    private static final int REQUESTS = 10;
    private static final int MEGABYTE = 1024 * 1024;
    private static final TableDefinition TABLE = TableDefinition.of("Pages").index(BY_CREATED);

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final Faults faults = new Faults();
    private final MutableClock clock = new MutableClock(TestStore.START);
    private final DynamoDbClient client = EmbeddedClients.configure(
                    DynamoDbClient.builder(), EmbeddedClients.httpClient(database, faults))
            .build();
    private final DynaStore store = DynaStore.builder(client).clock(clock).build();
    private final Partition<String> partition = store.table(TABLE).partition("p");

    PageEndTest() {
        store.table(TABLE).createIfAbsent();
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    /** Entries of some bytes, whose keys are in order, and who are in the index if it is small enough for the copies. */
    private void write(int entries, int bytes, boolean indexed) {
        String value = "x".repeat(bytes);
        for (int i = 0; i < entries; i++) {
            String key = key(i);
            partition.create(key, value, with -> {
                if (indexed) {
                    with.field("created", key);
                }
            });
        }
    }

    private static String key(int i) {
        return String.format("k%03d", i);
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("all", Query.all(), 36, 390_000, false, 36),
                Arguments.of("a range", Query.all().from("k001").to("k034"), 36, 390_000, false, 34),
                Arguments.of("a prefix", Query.all().prefix("k0"), 36, 390_000, false, 36),
                Arguments.of("backwards", Query.all().reverse(), 36, 390_000, false, 36),
                Arguments.of("by an index", Query.all().index(BY_CREATED), 40, 190_000, true, 40));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void aPageOfLargeEntriesEndsAfterTenRequestsAndTheNextOneGoesOn(
            String name, Query query, int entries, int bytes, boolean indexed, int expected) {
        write(entries, bytes, indexed);
        Query limited = query.limit(33);

        List<String> found = new ArrayList<>();
        Page<Entry<String>> page = partition.list(limited);
        long requests = faults.attempts("Query");
        boolean ended = requests == REQUESTS;
        assertThat(page.items()).hasSizeLessThanOrEqualTo(33).hasSizeGreaterThan(20);
        assertThat(ended || page.items().size() == 33)
                .as("%d requests", requests)
                .isTrue();
        assertThat(page.hasNext()).isTrue();
        found.addAll(keys(page));
        while (page.hasNext()) {
            page = partition.list(limited.after(page.cursor()));
            found.addAll(keys(page));
        }

        assertThat(found).hasSize(expected).doesNotHaveDuplicates();
        assertThat(found).containsExactlyElementsOf(partition.keys(query).toList());
    }

    private static List<String> keys(Page<Entry<String>> page) {
        return page.items().stream().map(Entry::key).toList();
    }

    @Test
    void sixtyEntriesOf390KilobytesWithALimitOfFiftyAreOnePageOfTenRequestsAndTheRest() {
        write(60, 390 * 1024, false);

        Page<Entry<String>> first = partition.list(Query.all().limit(50));

        assertThat(faults.attempts("Query")).isEqualTo(REQUESTS);
        // A request ends with the entry that exceeds the megabyte.
        assertThat(first.items()).hasSize(30);
        assertThat(first.hasNext()).isTrue();
        assertThat(keys(partition.list(Query.all().limit(50).after(first.cursor())))
                        .get(0))
                .isEqualTo(key(30));
    }

    @Test
    void withoutALimitAPageIsWhatOneRequestReturns() {
        write(5, 390 * 1024, false);

        Page<Entry<String>> page = partition.list(Query.all());

        assertThat(faults.attempts("Query")).isEqualTo(1);
        assertThat(page.items()).hasSize(3);
        assertThat(page.hasNext()).isTrue();
    }

    /** The size of items that DynamoDB counts, so that four of them are just a megabyte, or a byte less or more. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void aMegabyteIsTheBoundOfARequest(int more) {
        for (int i = 0; i < 6; i++) {
            put(key(i), MEGABYTE / 4 + (i == 3 ? more : 0));
        }

        List<Integer> sizes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Page<Entry<String>> page = partition.list(Query.all());
        while (true) {
            sizes.add(page.items().size());
            found.addAll(keys(page));
            if (!page.hasNext()) {
                break;
            }
            page = partition.list(Query.all().after(page.cursor()));
        }

        assertThat(found)
                .containsExactlyElementsOf(
                        IntStream.range(0, 6).mapToObj(PageEndTest::key).toList());
        assertThat(sizes.get(0)).isBetween(4, 5);
    }

    /** Writes an item of an exact size: the names and values of its attributes, and a number of one digit has two bytes. */
    private void put(String key, int bytes) {
        int others = "id".length()
                + "p".length()
                + "name".length()
                + key.length()
                + "version".length()
                + 2
                + "payload".length();
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "id", s("p"),
                "name", s(key),
                "version", n(1),
                "payload", s("x".repeat(bytes - others))));
        client.putItem(put -> put.tableName(TABLE.name()).item(item));
    }

    @Test
    void expiredEntriesDoNotCountForTheLimitButForTheRequests() {
        String large = "x".repeat(390 * 1024);
        for (int i = 0; i < 33; i++) {
            partition.create(key(i), large, with -> with.timeToLive(Duration.ofMinutes(1)));
        }
        partition.create(key(40), "live");
        clock.advance(Duration.ofHours(1));

        Page<Entry<String>> page = partition.list(Query.all().limit(5));

        assertThat(faults.attempts("Query")).isEqualTo(REQUESTS);
        assertThat(page.items()).isEmpty();
        assertThat(page.hasNext()).isTrue();
        assertThat(keys(partition.list(Query.all().limit(5).after(page.cursor()))))
                .containsExactly(key(40));
    }

    @Test
    void aPageThatTheLimitEndsExactlyAtTheLastEntrySaysSo() {
        write(3, 10, false);

        assertThat(partition.list(Query.all().limit(3)).items()).hasSize(3);
        assertThat(partition.list(Query.all().limit(4)).hasNext()).isFalse();
    }
}
