package io.dynastore.embedded.internal.operation;

import static io.dynastore.embedded.internal.operation.StreamApi.member;
import static io.dynastore.embedded.internal.operation.StreamApi.sequence;
import static io.dynastore.embedded.internal.operation.StreamApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How shards begin, are closed, are continued by others, and are described. */
class ShardsTest {
    private final StreamApi streams = new StreamApi().withTable("Tab", "NEW_IMAGE");
    private final Api api = streams.api();
    private final String arn = streams.arn("Tab");

    @AfterEach
    void close() {
        streams.close();
    }

    private static String start(Map<String, Object> shard) {
        return text(member(shard, "SequenceNumberRange"), "StartingSequenceNumber");
    }

    private static Object end(Map<String, Object> shard) {
        return member(shard, "SequenceNumberRange").get("EndingSequenceNumber");
    }

    @Test
    void aNewStreamHasOneOpenShard() {
        Map<String, Object> description = streams.describe(arn);
        assertThat(description).containsEntry("StreamStatus", "ENABLED").doesNotContainKey("LastEvaluatedShardId");
        assertThat(description).containsEntry("TableName", "Tab").containsEntry("StreamViewType", "NEW_IMAGE");
        assertThat(description).containsEntry("StreamArn", arn);
        assertThat(arn).endsWith(":table/Tab/stream/" + description.get("StreamLabel"));
        assertThat(description.get("KeySchema")).hasToString("[{AttributeName=id, KeyType=HASH}]");

        List<Map<String, Object>> shards = StreamApi.shards(description);
        assertThat(shards).hasSize(1);
        assertThat(text(shards.get(0), "ShardId")).matches("shardId-\\d{20}-[0-9a-f]{8}");
        assertThat(shards.get(0)).doesNotContainKey("ParentShardId");
        assertThat(start(shards.get(0))).matches("\\d{21,40}");
        assertThat(end(shards.get(0))).isNull();
    }

    @Test
    void aSplitShardIsClosedAndHasTwoChildren() {
        streams.put("Tab", "a", 1);
        streams.put("Tab", "b", 2);
        List<String> numbers =
                streams.records("Tab").stream().map(StreamApi::sequence).toList();
        api.database().replaceShards("Tab", true, null);

        List<Map<String, Object>> shards = streams.shards(arn);

        assertThat(shards).hasSize(3);
        assertThat(end(shards.get(0))).isEqualTo(numbers.get(1));
        for (Map<String, Object> child : shards.subList(1, 3)) {
            assertThat(child).containsEntry("ParentShardId", shards.get(0).get("ShardId"));
            assertThat(start(child)).isGreaterThan(numbers.get(1));
            assertThat(end(child)).isNull();
        }
    }

    @Test
    void aShardWithoutRecordsEndsWhereItBegan() {
        api.database().replaceShards("Tab", false, null);

        List<Map<String, Object>> shards = streams.shards(arn);

        assertThat(shards).hasSize(2);
        assertThat(end(shards.get(0))).isEqualTo(start(shards.get(0)));
        assertThat(start(shards.get(1))).isGreaterThan(start(shards.get(0)));
    }

    @Test
    void oneShardIsSplitAlone() {
        api.database().replaceShards("Tab", true, null);
        String second = streams.shardIds(arn).get(1);

        assertThat(api.database().replaceShards("Tab", true, second)).isTrue();
        assertThat(streams.shards(arn))
                .extracting(shard -> shard.get("ParentShardId"))
                .containsExactly(
                        null,
                        streams.shardIds(arn).get(0),
                        streams.shardIds(arn).get(0),
                        second,
                        second);
        assertThat(api.database().replaceShards("Tab", true, second))
                .as("closed by now")
                .isFalse();
        assertThat(api.database().replaceShards("Missing", true, null)).isFalse();
    }

    @Test
    void theItemsArePartedAmongTheShardsAndEachStaysInOne() {
        for (int split = 0; split < 3; split++) {
            api.database().replaceShards("Tab", true, null);
        }
        for (int round = 1; round <= 2; round++) {
            for (int item = 0; item < 100; item++) {
                streams.put("Tab", "item-" + item, round);
            }
        }
        List<Set<Object>> keys = new ArrayList<>();
        for (String shard : streams.shardIds(arn)) {
            List<Map<String, Object>> records = streams.recordsOf(arn, shard);
            Set<Object> ofShard = new HashSet<>();
            records.forEach(record -> ofShard.add(member(record, "dynamodb").get("Keys")));
            assertThat(records).hasSize(2 * ofShard.size());
            if (!ofShard.isEmpty()) {
                keys.add(ofShard);
            }
        }
        assertThat(keys).as("shards with records").hasSize(8);
        assertThat(keys.stream().mapToInt(Set::size).sum()).isEqualTo(100);
    }

    @Test
    void theItemsOfAPartitionKeyStayTogetherIfThereIsALocalIndex() {
        api.withTable("Local");
        streams.enable("Local", "KEYS_ONLY");
        for (int split = 0; split < 4; split++) {
            api.database().replaceShards("Local", true, null);
        }
        for (int item = 0; item < 50; item++) {
            api.call("PutItem", "{'TableName': 'Local', 'Item': {'id': {'S': 'i'}, 'name': {'S': '" + item + "'}}}");
        }
        String ofLocal = streams.arn("Local");
        assertThat(streams.shardIds(ofLocal))
                .filteredOn(shard -> !streams.recordsOf(ofLocal, shard).isEmpty())
                .hasSize(1);
    }

    @Test
    void aShardIsContinuedByAnotherAfterFourHours() {
        streams.put("Tab", "a", 1);
        api.pass(Duration.ofHours(4).minusMillis(1));
        assertThat(streams.shards(arn)).hasSize(1);
        api.pass(Duration.ofMillis(1));
        streams.put("Tab", "a", 2);

        List<Map<String, Object>> shards = streams.shards(arn);

        assertThat(shards).hasSize(2);
        assertThat(end(shards.get(0))).isNotNull();
        assertThat(shards.get(1)).containsEntry("ParentShardId", shards.get(0).get("ShardId"));
        assertThat(StreamApi.values(streams.recordsOf(arn, text(shards.get(0), "ShardId"))))
                .containsExactly("1");
        assertThat(StreamApi.values(streams.recordsOf(arn, text(shards.get(1), "ShardId"))))
                .containsExactly("2");
    }

    @Test
    void closedShardsAreListedForADayAlsoIfNobodyLookedMeanwhile() {
        String first = streams.openShard(arn);
        api.pass(Duration.ofHours(30));

        List<Map<String, Object>> shards = streams.shards(arn);

        // It was closed after 4, 8, 12, … hours, and those closed after 4 hours are gone.
        assertThat(shards).hasSize(7);
        assertThat(shards).extracting(shard -> shard.get("ShardId")).doesNotContain(first);
        for (int at = 1; at < shards.size(); at++) {
            assertThat(shards.get(at))
                    .containsEntry("ParentShardId", shards.get(at - 1).get("ShardId"));
        }
        assertThat(shards.get(0)).as("its parent is no longer listed").containsEntry("ParentShardId", first);
        assertThat(shards.subList(0, 6)).allMatch(shard -> end(shard) != null);
        assertThat(end(shards.get(6))).isNull();
    }

    @Test
    void aClockThatLeapsByYearsLeavesAFewShards() {
        api.pass(Duration.ofDays(10_000));
        assertThat(streams.shards(arn)).hasSizeLessThan(10);
        streams.put("Tab", "a", 1);
        assertThat(streams.records("Tab")).hasSize(1);
    }

    @Test
    void theLifetimeOfShardsCanBeSet() {
        api.database().streamSettings().shardLifetime(Duration.ofMinutes(5));
        api.pass(Duration.ofMinutes(14));
        assertThat(streams.shards(arn)).hasSize(3);
    }

    @Test
    void childrenAreDescribedLateIfSoSet() {
        api.database().streamSettings().descriptionDelay(Duration.ofMinutes(2));
        api.database().replaceShards("Tab", true, null);
        streams.put("Tab", "a", 1);
        String parent = streams.shardIds(arn).get(0);

        assertThat(streams.shards(arn)).hasSize(1);
        assertThat(end(streams.shards(arn).get(0))).isNotNull();
        assertThat(children(parent)).isEmpty();
        api.pass(Duration.ofMinutes(2));

        assertThat(streams.shards(arn)).hasSize(3);
        assertThat(children(parent)).hasSize(2);
        assertThat(StreamApi.values(streams.records("Tab"))).containsExactly("1");
    }

    private List<Map<String, Object>> children(String shard) {
        return StreamApi.shards(
                streams.describe(arn, ", 'ShardFilter': {'Type': 'CHILD_SHARDS', 'ShardId': '" + shard + "'}"));
    }

    @Test
    void theChildrenOfOneShardAreDescribedAlone() {
        api.database().replaceShards("Tab", true, null);
        api.database().replaceShards("Tab", true, null);
        List<String> ids = streams.shardIds(arn);
        assertThat(ids).hasSize(7);

        assertThat(children(ids.get(0)))
                .extracting(shard -> shard.get("ShardId"))
                .isEqualTo(ids.subList(1, 3));
        assertThat(children(ids.get(1)))
                .extracting(shard -> shard.get("ShardId"))
                .isEqualTo(ids.subList(3, 5));
        assertThat(children(ids.get(6))).isEmpty();
    }

    @Test
    void shardsAreDescribedInPages() {
        for (int split = 0; split < 6; split++) {
            api.database().replaceShards("Tab", true, null);
        }
        List<Object> ids = new ArrayList<>();
        Map<String, Object> page = streams.describe(arn, ", 'Limit': 50");
        ids.addAll(ids(page));
        assertThat(ids).hasSize(50);
        assertThat(page).containsEntry("LastEvaluatedShardId", ids.get(49));
        page = streams.describe(arn, ", 'ExclusiveStartShardId': '" + ids.get(49) + "'");
        ids.addAll(ids(page));

        assertThat(ids).hasSize(127).doesNotHaveDuplicates();
        assertThat(page).doesNotContainKey("LastEvaluatedShardId");
        assertThat(ids(streams.describe(arn)))
                .as("a hundred unless said otherwise")
                .hasSize(100);
        assertThat(ids).as("parents before their children").isSorted();
    }

    private static List<Object> ids(Map<String, Object> description) {
        return StreamApi.shards(description).stream()
                .map(shard -> shard.get("ShardId"))
                .toList();
    }

    @Test
    void numbersGrowFromParentsToChildren() {
        for (int value = 1; value <= 4; value++) {
            streams.put("Tab", "a", value);
            api.database().replaceShards("Tab", value % 2 == 0, null);
        }
        List<Map<String, Object>> records = streams.records("Tab");
        assertThat(StreamApi.values(records)).containsExactly("1", "2", "3", "4");
        assertThat(records).extracting(record -> sequence(record)).isSorted();
    }
}
