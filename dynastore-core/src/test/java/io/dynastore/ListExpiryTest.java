package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists of partitions in which expired entries wait to be deleted by DynamoDB. */
class ListExpiryTest {
    private static final int MAX_REQUESTS = 10;

    private final TestStore test = new TestStore();
    private final Partition<String> partition = test.partition;

    @Test
    void expiredEntriesDoNotCountTowardsTheLimitWhenOneOfThreeIsExpired() {
        assertPagesOfTenAreFull(300, i -> i % 3 == 1);
    }

    @Test
    void expiredEntriesDoNotCountTowardsTheLimitWhenOneOfThirtyIsLive() {
        assertPagesOfTenAreFull(900, i -> i % 30 != 17);
    }

    @Test
    void expiredEntriesDoNotCountTowardsTheLimitWhenTheyComeInLongRuns() {
        assertPagesOfTenAreFull(1_100, i -> (i >= 25 && i < 525) || (i >= 530 && i < 1_030));
    }

    @Test
    void expiredEntriesAtTheEndLeaveNoEntryOut() {
        assertPagesOfTenAreFull(300, i -> i >= 95);
    }

    @Test
    void expiredEntriesAtTheBeginningLeaveNoEntryOut() {
        assertPagesOfTenAreFull(300, i -> i < 201);
    }

    private void assertPagesOfTenAreFull(int count, IntPredicate expired) {
        List<String> live = Rows.write(test, count, expired);
        assertPagesOfTen(Query.all().limit(10), live);
        List<String> reversed = new ArrayList<>(live);
        Collections.reverse(reversed);
        assertPagesOfTen(Query.all().limit(10).reverse(), reversed);
        assertStreamAndCount(live);
    }

    private void assertPagesOfTen(Query query, List<String> live) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            test.http.clear();
            Page<Entry<String>> page = partition.list(query.after(cursor));
            assertThat(test.http.requests()).hasSizeBetween(1, MAX_REQUESTS).containsOnly("Query");
            assertThat(page.items()).hasSize(Math.min(10, live.size() - found.size()));
            found.addAll(Rows.keys(page));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(found).isEqualTo(live);
    }

    private void assertStreamAndCount(List<String> live) {
        assertThat(partition.stream(Query.all()).map(Entry::key)).isEqualTo(live);
        assertThat(partition.count(Query.all())).isEqualTo(live.size());
        for (int limit : List.of(1, 7, live.size() - 1, live.size(), live.size() + 1, 100_000)) {
            int most = Math.min(limit, live.size());
            assertThat(partition.stream(Query.all().limit(limit)).map(Entry::key))
                    .isEqualTo(live.subList(0, most));
            assertThat(partition.count(Query.all().limit(limit))).isEqualTo(most);
        }
    }

    @Test
    void aPageThatWouldTakeTooManyRequestsEndsShortWithACursor() {
        // Ten requests that look at 1, 2, 4 … 512 items see 1,023.
        List<String> live = Rows.write(test, 1_030, i -> i < 1_024);
        Query query = Query.all().limit(1);

        test.http.clear();
        Page<Entry<String>> page = partition.list(query);
        assertThat(test.http.requests()).hasSize(MAX_REQUESTS);
        assertThat(page.items()).isEmpty();
        assertThat(page.cursor()).isNotNull();

        Page<Entry<String>> next = partition.list(query.after(page.cursor()));
        assertThat(Rows.keys(next)).isEqualTo(live.subList(0, 1));
        assertThat(Rows.keys(partition.list(Query.all().after(next.cursor())))).isEqualTo(live.subList(1, 6));
        assertThat(partition.stream(query).map(Entry::key)).isEqualTo(live.subList(0, 1));
        assertThat(partition.count(query)).isEqualTo(1);
    }

    @Test
    void aPageThatIsOnlyPartlyFilledAfterTenRequestsEndsShortWithACursor() {
        List<String> live = Rows.write(test, 2_100, i -> i != 5 && i < 2_090);
        Page<Entry<String>> page = partition.list(Query.all().limit(2));
        assertThat(Rows.keys(page)).isEqualTo(live.subList(0, 1));
        assertThat(Rows.keys(partition.list(Query.all().after(page.cursor())))).isEqualTo(live.subList(1, live.size()));
    }

    @Test
    void theLastEntryThatAPageOfOneCanReachIsOnIt() {
        List<String> live = Rows.write(test, 1_023, i -> i < 1_022);
        Page<Entry<String>> page = partition.list(Query.all().limit(1));
        assertThat(Rows.keys(page)).isEqualTo(live);
    }

    @Test
    void aPartitionOfExpiredEntriesIsEmpty() {
        Rows.write(test, 200, i -> true);
        assertThat(partition.list(Query.all())).isEqualTo(new Page<>(List.of(), null));
        assertThat(partition.list(Query.all().limit(10))).isEqualTo(new Page<>(List.of(), null));
        assertThat(partition.stream(Query.all())).isEmpty();
        assertThat(partition.count(Query.all())).isZero();
        assertThat(test.item(Rows.key(0))).as("the leftovers are still there").isNotEmpty();
    }

    @Test
    void aPageWithoutALimitReadsOnUntilThereIsAnEntry() {
        List<String> live = Rows.write(test, 60, i -> i < 35 || (i >= 40 && i < 59));
        Partition<String> partition = readingFiveAtOnce();
        test.http.clear();
        Page<Entry<String>> page = partition.list(Query.all());
        assertThat(test.http.requests()).hasSize(8);
        assertThat(Rows.keys(page)).isEqualTo(live.subList(0, 5));
        assertThat(Rows.keys(partition.list(Query.all().after(page.cursor())))).isEqualTo(live.subList(5, 6));
    }

    @Test
    void aPageWithoutALimitEndsEmptyWithACursorAfterTenRequests() {
        List<String> live = Rows.write(test, 60, i -> i < 57);
        Partition<String> partition = readingFiveAtOnce();
        test.http.clear();
        Page<Entry<String>> page = partition.list(Query.all());
        assertThat(test.http.requests()).hasSize(MAX_REQUESTS);
        assertThat(page.items()).isEmpty();
        assertThat(Rows.keys(partition.list(Query.all().after(page.cursor())))).isEqualTo(live);
    }

    /** DynamoDB ends a reply after a megabyte of items, expired or not; a limit of five is sooner reached. */
    private Partition<String> readingFiveAtOnce() {
        OperationHook fiveAtOnce = new OperationHook() {
            @Override
            public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                return ((QueryRequest) request).toBuilder().limit(5).build();
            }
        };
        return DynaStore.builder(test.store.client())
                .clock(test.clock)
                .hook(fiveAtOnce)
                .build()
                .table(TestStore.CRM)
                .partition(partition.name());
    }

    @Test
    void anEntryLeavesTheListInTheSecondInWhichItExpires() {
        Entry<String> entry = partition.put("a", "a", with -> with.timeToLive(Duration.ofMinutes(1)));
        partition.put("b", "b");
        test.clock.set(entry.expires().minusNanos(1));
        assertThat(Rows.keys(partition.list(Query.all()))).containsExactly("a", "b");
        assertThat(partition.stream(Query.all())).hasSize(2);
        assertThat(partition.count(Query.all())).isEqualTo(2);

        test.clock.set(entry.expires());
        assertThat(Rows.keys(partition.list(Query.all()))).containsExactly("b");
        assertThat(partition.stream(Query.all())).hasSize(1);
        assertThat(partition.count(Query.all())).isEqualTo(1);
    }

    @Test
    void indexesShowNoExpiredEntriesAndNoneOfOtherPartitions() {
        String user = TestDynamoDb.uniqueName("expiry-user");
        String other = TestDynamoDb.uniqueName("customers");
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Map<String, AttributeValue> item = Rows.item(i % 2 == 0 ? other : partition.name(), Rows.key(i));
            item.put("created", AttributeValue.fromS(Rows.key(i)));
            item.put("user", AttributeValue.fromS(user));
            if (i % 3 == 0) {
                item.put("expires", AttributeValue.fromN(Long.toString(Rows.EXPIRED)));
            } else if (i % 2 == 1) {
                live.add(Rows.key(i));
            }
            items.add(item);
        }
        Rows.write(test, items);
        assertPagesOfTen(Query.all().index(BY_CREATED).limit(10), live);
        assertPagesOfTen(Query.all().index(BY_USER, user).limit(10), live);
        assertThat(partition.count(Query.all().index(BY_USER, user))).isEqualTo(live.size());
        assertThat(test.table.stream(Query.all().index(BY_USER, user), Codec.string()))
                .hasSize(200);
    }
}
