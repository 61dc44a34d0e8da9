package io.dynastore.embedded.internal.operation;

import static io.dynastore.embedded.internal.operation.StreamApi.next;
import static io.dynastore.embedded.internal.operation.StreamApi.records;
import static io.dynastore.embedded.internal.operation.StreamApi.sequence;
import static io.dynastore.embedded.internal.operation.StreamApi.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Positions in shards: the four types, pages, ends of shards, expiry and removed records. */
class ShardIteratorsTest {
    private static final String TRIMMED =
            "TrimmedDataAccessException: The data you are trying to access has been trimmed.";
    private static final String EXPIRED =
            "ExpiredIteratorException: The provided iterator exceeds the maximum age allowed.";

    private final StreamApi streams = new StreamApi().withTable("Tab", "NEW_IMAGE");
    private final Api api = streams.api();
    private final String arn = streams.arn("Tab");
    private final String shard = streams.openShard(arn);

    @AfterEach
    void close() {
        streams.close();
    }

    private String iterator(String type) {
        return streams.iterator(arn, shard, type, null);
    }

    private String at(String number) {
        return streams.iterator(arn, shard, "AT_SEQUENCE_NUMBER", number);
    }

    private String after(String number) {
        return streams.iterator(arn, shard, "AFTER_SEQUENCE_NUMBER", number);
    }

    private List<String> read(String iterator) {
        return values(records(streams.page(iterator)));
    }

    @Test
    void eachTypeBeginsWhereItSays() {
        streams.put("Tab", "a", 1);
        streams.put("Tab", "a", 2);
        streams.put("Tab", "a", 3);
        List<String> numbers =
                streams.records("Tab").stream().map(StreamApi::sequence).toList();
        String latest = iterator("LATEST");
        assertThat(read(latest)).isEmpty();
        streams.put("Tab", "a", 4);

        assertThat(read(iterator("TRIM_HORIZON"))).containsExactly("1", "2", "3", "4");
        assertThat(read(latest)).containsExactly("4");
        assertThat(read(at(numbers.get(1)))).containsExactly("2", "3", "4");
        assertThat(read(after(numbers.get(1)))).containsExactly("3", "4");
        assertThat(read(at(numbers.get(2)))).containsExactly("3", "4");
    }

    @Test
    void anEmptyShardCanBeReadFromItsFirstNumber() {
        String start = StreamApi.text(
                StreamApi.member(streams.shards(arn).get(0), "SequenceNumberRange"), "StartingSequenceNumber");
        String atStart = at(start);
        String afterStart = after(start);
        streams.put("Tab", "a", 1);

        assertThat(read(atStart)).containsExactly("1");
        assertThat(read(afterStart)).containsExactly("1");
    }

    @Test
    void anIteratorCanBeUsedAgain() {
        streams.put("Tab", "a", 1);
        String horizon = iterator("TRIM_HORIZON");

        assertThat(read(horizon)).containsExactly("1");
        assertThat(read(horizon)).containsExactly("1");
    }

    @Test
    void pagesFollowEachOther() {
        for (int value = 1; value <= 5; value++) {
            streams.put("Tab", "a", value);
        }
        Map<String, Object> first = streams.page(iterator("TRIM_HORIZON"), 2);
        Map<String, Object> second = streams.page(next(first), 2);
        Map<String, Object> third = streams.page(next(second), 2);
        Map<String, Object> tip = streams.page(next(third), 2);

        assertThat(values(records(first))).containsExactly("1", "2");
        assertThat(values(records(second))).containsExactly("3", "4");
        assertThat(values(records(third))).containsExactly("5");
        assertThat(records(tip)).isEmpty();
        streams.put("Tab", "a", 6);
        assertThat(read(next(tip))).containsExactly("6");
    }

    @Test
    void aPageHasAtMostAThousandRecords() {
        for (int value = 1; value <= 1001; value++) {
            streams.put("Tab", "a", value);
        }
        Map<String, Object> page = streams.page(iterator("TRIM_HORIZON"));

        assertThat(records(page)).hasSize(1000);
        assertThat(read(next(page))).containsExactly("1001");
        assertThat(records(streams.page(iterator("TRIM_HORIZON"), 1000))).hasSize(1000);
    }

    @Test
    void aPageHasAtMostAMegabyte() {
        for (int value = 1; value <= 4; value++) {
            api.call("PutItem", """
                    {'TableName': 'Tab', 'Item': {'id': {'S': 'a'}, 'v': {'N': '%d'}, 'f': {'S': '%s'}}}""".formatted(value, "f".repeat(400_000)));
        }
        Map<String, Object> page = streams.page(iterator("TRIM_HORIZON"));

        assertThat(values(records(page))).containsExactly("1", "2");
        assertThat(read(next(page))).containsExactly("3", "4");
    }

    @Test
    void theLastPageOfAClosedShardHasNoNextIterator() {
        streams.put("Tab", "a", 1);
        streams.put("Tab", "a", 2);
        String before = iterator("TRIM_HORIZON");
        String latest = iterator("LATEST");
        api.database().replaceShards("Tab", false, null);
        streams.put("Tab", "a", 3);

        Map<String, Object> first = streams.page(before, 1);
        assertThat(values(records(first))).containsExactly("1");
        Map<String, Object> last = streams.page(next(first), 1);
        assertThat(values(records(last))).containsExactly("2");
        assertThat(last).doesNotContainKey("NextShardIterator");
        for (String end :
                List.of(latest, iterator("LATEST"), after(sequence(records(last).get(0))))) {
            Map<String, Object> page = streams.page(end);
            assertThat(records(page)).isEmpty();
            assertThat(page).doesNotContainKey("NextShardIterator");
        }
    }

    @Test
    void somePagesAreEmptyIfSoSet() {
        streams.put("Tab", "a", 1);
        api.database().replaceShards("Tab", false, null);
        api.database().streamSettings().emptyPages(2);

        Map<String, Object> first = streams.page(iterator("TRIM_HORIZON"));
        Map<String, Object> second = streams.page(iterator("TRIM_HORIZON"));

        assertThat(values(records(first))).containsExactly("1");
        assertThat(records(second)).isEmpty();
        assertThat(read(next(second))).containsExactly("1");
    }

    @Test
    void theRequestsToEachShardAreCountedApart() {
        streams.withTable("Other", "NEW_IMAGE");
        String other = streams.openShard(streams.arn("Other"));
        streams.put("Tab", "a", 1);
        streams.put("Other", "b", 2);
        api.database().streamSettings().emptyPages(2);

        for (int i = 0; i < 4; i++) {
            assertThat(read(iterator("TRIM_HORIZON"))).hasSize(1 - i % 2);
            assertThat(read(streams.iterator(streams.arn("Other"), other, "TRIM_HORIZON", null)))
                    .hasSize(1 - i % 2);
        }
    }

    @Test
    void aClosedShardWithoutRecordsEndsAtOnce() {
        api.database().replaceShards("Tab", false, null);
        assertThat(streams.page(iterator("TRIM_HORIZON"))).doesNotContainKey("NextShardIterator");
    }

    @Test
    void iteratorsExpireAfterFifteenMinutes() {
        streams.put("Tab", "a", 1);
        String horizon = iterator("TRIM_HORIZON");
        api.pass(Duration.ofMinutes(15).minusMillis(1));
        Map<String, Object> page = streams.page(horizon);
        assertThat(values(records(page))).containsExactly("1");
        api.pass(Duration.ofMillis(1));

        assertThat(api.error("GetRecords", "{'ShardIterator': '" + horizon + "'}"))
                .isEqualTo(EXPIRED);
        assertThat(read(next(page))).as("the next has its own time").isEmpty();
        api.pass(Duration.ofMinutes(15));
        assertThat(api.error("GetRecords", "{'ShardIterator': '" + next(page) + "'}"))
                .isEqualTo(EXPIRED);
    }

    @Test
    void recordsAreReadableForADay() {
        streams.put("Tab", "a", 1);
        api.pass(Duration.ofMinutes(10));
        streams.put("Tab", "a", 2);
        api.pass(Duration.ofHours(24).minusMinutes(10));
        assertThat(read(iterator("TRIM_HORIZON"))).as("after a day").containsExactly("1", "2");

        List<String> numbers =
                streams.recordsOf(arn, shard).stream().map(StreamApi::sequence).toList();
        String unused = iterator("TRIM_HORIZON");
        String atSecond = at(numbers.get(1));
        api.pass(Duration.ofMillis(1));

        assertThat(api.error("GetRecords", "{'ShardIterator': '" + unused + "'}"))
                .isEqualTo(TRIMMED);
        assertThat(read(atSecond)).containsExactly("2");
        assertThat(read(iterator("TRIM_HORIZON"))).containsExactly("2");
        for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            assertThat(api.error("GetShardIterator", StreamApi.iteratorRequest(arn, shard, type, numbers.get(0))))
                    .isEqualTo(TRIMMED);
        }
    }

    @Test
    void anIteratorAtTheTipDoesNotMissWhatIsTrimmed() {
        String tip = iterator("LATEST");
        streams.put("Tab", "a", 1);
        // The shard is closed after four hours, so its iterators have to be renewed until the record is removed.
        for (int minutes = 0; minutes < 24 * 60; minutes += 10) {
            api.pass(Duration.ofMinutes(10));
            tip = minutes == 24 * 60 - 10 ? tip : renewed(tip);
        }
        api.pass(Duration.ofMillis(1));

        assertThat(api.error("GetRecords", "{'ShardIterator': '" + tip + "'}")).isEqualTo(TRIMMED);
    }

    /** Returns an iterator at the same position with a new time. */
    private static String renewed(String text) {
        ShardIterator iterator = ShardIterator.parse(text);
        return new ShardIterator(
                        iterator.arn(),
                        iterator.shard(),
                        iterator.position(),
                        iterator.issued() + Duration.ofMinutes(10).toMillis())
                .text();
    }

    @Test
    void aShardThatWasRemovedDoesNotExist() {
        String horizon = iterator("TRIM_HORIZON");
        api.database().replaceShards("Tab", false, null);
        api.pass(Duration.ofHours(24).plusMillis(1));
        for (int minutes = 0; minutes < 24 * 60; minutes += 10) {
            horizon = renewed(horizon);
        }

        String missing = "ResourceNotFoundException: Requested resource not found: Shard does not exist";
        assertThat(api.error("GetRecords", "{'ShardIterator': '" + horizon + "'}"))
                .isEqualTo(missing);
        assertThat(api.error("GetShardIterator", StreamApi.iteratorRequest(arn, shard, "LATEST", null)))
                .isEqualTo(missing);
    }

    @Test
    void numbersOfOtherShardsAreRefused() {
        streams.put("Tab", "a", 1);
        String first = sequence(streams.records("Tab").get(0));
        api.database().replaceShards("Tab", false, null);
        streams.put("Tab", "a", 2);
        String second = sequence(streams.records("Tab").get(1));
        String child = streams.openShard(arn);

        assertThat(api.error("GetShardIterator", StreamApi.iteratorRequest(arn, shard, "AT_SEQUENCE_NUMBER", second)))
                .startsWith("ValidationException: Invalid SequenceNumber: " + second);
        assertThat(api.error("GetShardIterator", StreamApi.iteratorRequest(arn, child, "AT_SEQUENCE_NUMBER", first)))
                .isEqualTo(TRIMMED);
    }
}
