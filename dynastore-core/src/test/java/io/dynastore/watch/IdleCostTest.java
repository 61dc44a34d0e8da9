package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dynastore.watch.SimulatedFeeds.Member;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a feed sends, in ten minutes without changes and for a thousand changes. docs/watch.md has the figures of an hour. */
class IdleCostTest {
    private static final String[] OPERATIONS = {
        "GetRecords", "GetShardIterator", "DescribeStream", "Query", "GetItem", "PutItem", "UpdateItem", "DescribeTable"
    };

    private final SimulatedFeeds world = new SimulatedFeeds();

    @AfterEach
    void close() {
        world.close();
    }

    private Member member(int shards) {
        world.database.streams().shardLifetime(Duration.ofDays(100));
        for (int i = 1; i < shards; i++) {
            String open = world.openShards().get(0);
            world.database.streams().splitShard(SimulatedFeeds.TABLE, open);
        }
        Member member = world.member();
        world.time.advance(Duration.ofMinutes(10));
        assertThat(member.feed.shards()).hasSize(shards);
        return member;
    }

    private static Map<String, Long> requests(Member member, Runnable action) {
        Map<String, Long> before = counts(member);
        action.run();
        Map<String, Long> after = counts(member);
        after.replaceAll((operation, count) -> count - before.get(operation));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    private static Map<String, Long> counts(Member member) {
        Map<String, Long> counts = new TreeMap<>();
        for (String operation : OPERATIONS) {
            counts.put(operation, member.faults.attempts(operation));
        }
        return counts;
    }

    /**
     * The leases are in the table that is watched. Renewals, of which each lease has one in ten seconds, are the only writes. An
     * answer lists at most 100 shards, and the split ones are listed, too.
     */
    @ParameterizedTest
    @CsvSource({"1, 60, 1", "10, 600, 1", "100, 6000, 2"})
    void anIdleFeedWritesNothingButRenewals(int shards, int renewals, int pages) {
        assumeTrue(shards < 100 || Boolean.getBoolean("dynastore.soak"), "takes minutes");
        Member member = member(shards);

        Map<String, Long> tenMinutes = requests(member, () -> world.time.advance(Duration.ofMinutes(10)));

        assertThat(tenMinutes).containsOnlyKeys("GetRecords", "DescribeStream", "Query", "UpdateItem");
        assertThat(tenMinutes.get("UpdateItem")).isBetween(renewals * 98L / 100, renewals * 102L / 100);
        assertThat(tenMinutes.get("GetRecords")).isBetween(290L * shards, 302L * shards);
        assertThat(tenMinutes.get("Query")).isBetween(59L, 61L);
        assertThat(tenMinutes.get("DescribeStream")).isBetween(8L * pages, 11L * pages);
    }

    /** When DynamoDB replaces a shard: the mark of the old one, and the acquisition of each new one. */
    @Test
    void aReplacedShardCostsItsMarkAndTheAcquisitionOfItsChildren() {
        Member member = member(1);
        Map<String, Long> before = requests(member, () -> world.time.advance(Duration.ofMinutes(10)));

        Map<String, Long> other = requests(member, () -> {
            world.database.streams().rollOverShards(SimulatedFeeds.TABLE);
            world.time.advance(Duration.ofMinutes(10));
        });

        assertThat(other.get("UpdateItem") - before.get("UpdateItem")).isBetween(1L, 3L);
        assertThat(other.get("GetShardIterator")).isEqualTo(1);
        assertThat(other.get("GetRecords") - before.get("GetRecords")).isBetween(-10L, 10L);
    }

    /** Besides the renewals that are due, and the four reads of each shard without changes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void changesCostNoWrites(int shards) {
        assumeTrue(shards < 100 || Boolean.getBoolean("dynastore.soak"), "takes minutes");
        Member member = member(shards);
        Map<String, Long> requests = requests(member, () -> {
            for (int i = 0; i < 1_000; i++) {
                world.customers.put("c-" + i, "value");
            }
            world.time.advance(Duration.ofSeconds(9));
        });

        assertThat(world.handled).hasSize(1_000);
        assertThat(requests.getOrDefault("UpdateItem", 0L)).isLessThanOrEqualTo(shards);
        assertThat(requests.get("GetRecords")).isBetween(6L * shards, 9L * shards);
        assertThat(requests).doesNotContainKeys("PutItem", "GetItem", "GetShardIterator");
    }

    @Test
    void aShardThatIsWrittenAllTheTimeIsNotReadAllTheTime() {
        Member member = member(1);
        for (int i = 0; i < 1_200; i++) {
            world.time.in(Duration.ofMillis(50L * i), () -> world.customers.put("c", "value"));
        }
        Map<String, Long> minute = requests(member, () -> world.time.advance(Duration.ofMinutes(1)));

        assertThat(world.handled).hasSizeGreaterThan(1_190);
        assertThat(minute.get("GetRecords")).isBetween(200L, 245L);
    }

    /** A second member reads the same leases, and renews its own. */
    @Test
    void moreMembersWriteNoMore() {
        Member first = member(4);
        Member second = world.member();
        Member third = world.member();
        for (int i = 0; i < 5; i++) {
            world.member();
        }
        world.time.advance(Duration.ofMinutes(10));

        Map<String, Long> one = requests(first, () -> {
            Map<String, Long> two = requests(second, () -> {
                Map<String, Long> three = requests(third, () -> world.time.advance(Duration.ofMinutes(10)));
                assertThat(three.getOrDefault("UpdateItem", 0L)).isLessThanOrEqualTo(62);
            });
            assertThat(two.getOrDefault("UpdateItem", 0L)).isLessThanOrEqualTo(62);
        });
        assertThat(one.getOrDefault("UpdateItem", 0L)).isLessThanOrEqualTo(62);
    }
}
