package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TableNotFoundException;
import io.dynastore.embedded.Fault;
import io.dynastore.lease.NotALeaseException;
import io.dynastore.watch.SimulatedFeeds.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is said of a feed that runs, but cannot find its shards or list the entries from which it begins. */
class ObstacleTest {
    private final SimulatedFeeds world = new SimulatedFeeds();

    @AfterEach
    void close() {
        world.close();
    }

    private static String shardOfGroup(String shard) {
        return "feed/" + SimulatedFeeds.GROUP + "/shard/" + shard;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTableThatIsDeletedIsAnObstacle(boolean withLeases) {
        if (!withLeases) {
            world.keepLeasesApart();
        }
        Member member = world.member();
        world.settle();
        assertThat(member.feed.obstacle()).isEmpty();

        world.client.deleteTable(delete -> delete.tableName(SimulatedFeeds.TABLE));
        world.settle();

        assertThat(member.feed.isRunning()).isTrue();
        assertThat(member.feed.obstacle()).get().isInstanceOf(TableNotFoundException.class);
        member.close();
        assertThat(member.feed.obstacle()).isEmpty();
    }

    @Test
    void anObstacleThatIsGoneIsForgotten() {
        Member member = world.member();
        world.settle();
        member.faults.always("Query", Fault.throttling());
        world.settle();
        assertThat(member.feed.obstacle()).isPresent();

        member.faults.reset();
        world.settle();
        assertThat(member.feed.obstacle()).isEmpty();
    }

    @Test
    void anItemThatIsNoEntryAmongTheShardsHindersNone() {
        world.client.putItem(put -> put.tableName(SimulatedFeeds.TABLE)
                .item(Map.of(
                        "id", AttributeValue.fromS("leases"), "name", AttributeValue.fromS(shardOfGroup("mine")))));
        Member member = world.member();
        world.settle();

        assertThat(member.feed.obstacle()).isEmpty();
        assertThat(member.feed.shards())
                .extracting(ShardProgress::shardId)
                .containsExactlyInAnyOrderElementsOf(world.openShards());
    }

    @Test
    void anEntryInThePlaceOfAShardsLeaseHindersNoOtherShard() {
        world.database.streams().splitShards(SimulatedFeeds.TABLE).splitShards(SimulatedFeeds.TABLE);
        List<String> shards = world.openShards();
        String key = shardOfGroup(shards.get(0));
        world.table.partition("leases").create(key, "mine");
        Member member = world.member();
        world.settle();

        assertThat(member.feed.shards())
                .extracting(ShardProgress::shardId)
                .containsExactlyInAnyOrderElementsOf(shards.subList(1, shards.size()));
        assertThat(member.feed.obstacle())
                .get()
                .isInstanceOfSatisfying(
                        NotALeaseException.class,
                        obstacle -> assertThat(obstacle.key()).isEqualTo(key));
    }

    @Test
    void anEntryThatCannotBeHandledKeepsTheListFromEnding() {
        world.customers.create("c-1", "a");
        world.time.advance(Duration.ofMinutes(1));
        world.trouble = change -> {
            throw new IllegalStateException("not now");
        };
        Member member = world.member(ChangeFeedBuilder::fromList);
        world.settle();
        assertThat(member.feed.obstacle()).get().isInstanceOf(IllegalStateException.class);

        world.trouble = change -> {};
        world.settle();
        assertThat(member.feed.obstacle()).isEmpty();
        assertThat(world.handled).hasSize(1);
    }

    @Test
    void entriesThatCannotBeListedAreAnObstacle() {
        for (int i = 0; i < 101; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofMinutes(1));
        Member member = world.member(with -> with.fromList());
        world.trouble = change -> member.faults.always("Query", Fault.throttling());
        world.settle();
        assertThat(world.handled).hasSize(100);
        assertThat(member.feed.obstacle()).isPresent();
        world.trouble = change -> assertThat(member.feed.obstacle()).isEmpty();

        member.faults.reset();
        world.settle();
        assertThat(member.feed.obstacle()).isEmpty();
        assertThat(world.handled).hasSize(101);
    }
}
