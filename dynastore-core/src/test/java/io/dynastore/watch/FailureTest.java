package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.MalformedItemException;
import io.dynastore.Partition;
import io.dynastore.embedded.Fault;
import io.dynastore.watch.SimulatedFeeds.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What happens if a change cannot be handled, or the stream cannot be read. */
class FailureTest {
    private final SimulatedFeeds world = new SimulatedFeeds();
    private final List<FailedChange> failed = new ArrayList<>();
    private final List<RuntimeException> unread = new ArrayList<>();
    private boolean fails = true;

    @AfterEach
    void close() {
        world.close();
    }

    /** A member whose handler of another partition fails for the keys that begin with "bad". */
    private Member failing(FailureDecision last, int attempts) {
        return failing(last, attempts, with -> with);
    }

    private Member failing(FailureDecision last, int attempts, UnaryOperator<ChangeFeedBuilder> beginning) {
        Partition<String> orders = world.table.partition("orders");
        return world.member(with -> beginning
                .apply(with)
                .on(orders, change -> {
                    if (fails && change.key().startsWith("bad")) {
                        throw new IOException("secret " + change.entry().value());
                    }
                    world.handled.add(new SimulatedFeeds.Handled(null, change));
                })
                .onFailure(failure -> {
                    failed.add(failure);
                    return failure.attempts() < attempts ? FailureDecision.RETRY : last;
                })
                .listener(new ChangeFeedListener() {
                    @Override
                    public void readFailed(RuntimeException failure) {
                        unread.add(failure);
                    }
                }));
    }

    private Partition<String> orders() {
        return world.table.partition("orders");
    }

    @Test
    void aChangeIsRepeatedUntilItIsHandledAndLaterOnesWait() {
        Member member = failing(FailureDecision.STOP, Integer.MAX_VALUE);
        world.settle();
        orders().create("bad-1", "a");
        orders().create("good", "b");
        world.settle();

        assertThat(world.handled).isEmpty();
        assertThat(failed).hasSizeBetween(8, 30);
        assertThat(member.feed.shards()).singleElement().satisfies(shard -> {
            assertThat(shard.failure()).isInstanceOf(IOException.class);
            assertThat(shard.lag()).isGreaterThan(Duration.ofMinutes(2)).isEqualTo(member.feed.lag());
        });

        fails = false;
        world.settle();
        assertThat(world.histories()).isEqualTo(Map.of("bad-1", List.of("CREATED a"), "good", List.of("CREATED b")));
        assertThat(member.feed.shards()).singleElement().satisfies(shard -> {
            assertThat(shard.failure()).isNull();
            assertThat(shard.lag()).isZero();
        });
        assertThat(failed.get(0).toString()).doesNotContain("secret").contains("bad-1", "orders", "IOException");
    }

    @Test
    void aChangeIsPassedOverIfThatIsDecided() {
        failing(FailureDecision.SKIP, 3);
        world.settle();
        orders().create("bad-1", "a");
        orders().create("good", "b");
        world.settle();

        assertThat(failed).extracting(FailedChange::attempts).containsExactly(1, 2, 3);
        assertThat(world.histories()).isEqualTo(Map.of("good", List.of("CREATED b")));
    }

    @Test
    void aFeedThatStopsLeavesTheChangeToOthers() {
        Member member = failing(FailureDecision.STOP, 2);
        world.settle();
        orders().create("first", "x");
        orders().create("bad-1", "a");
        world.settle();

        assertThat(member.feed.isRunning()).isFalse();
        assertThat(member.feed.failure()).containsInstanceOf(IOException.class);
        fails = false;
        failing(FailureDecision.STOP, 2);
        world.settle();
        assertThat(world.handled).extracting(each -> each.change().key()).containsExactly("first", "bad-1");
    }

    @Test
    void otherShardsAreNotDelayedByAFailure() {
        world.database.streams().splitShards(SimulatedFeeds.TABLE).splitShards(SimulatedFeeds.TABLE);
        failing(FailureDecision.STOP, Integer.MAX_VALUE);
        world.settle();
        orders().create("bad-1", "a");
        world.settle();
        for (int i = 0; i < 40; i++) {
            orders().create("good-" + i, "b");
        }
        world.time.advance(Duration.ofSeconds(4));

        assertThat(world.handled).as("three of four shards").hasSizeBetween(20, 39);
        fails = false;
        world.settle();
        assertThat(world.handled).hasSize(41);
    }

    @Test
    void anEntryThatCannotBeDecodedIsAFailure() {
        failing(FailureDecision.SKIP, 2);
        world.settle();
        world.client.putItem(put -> put.tableName(SimulatedFeeds.TABLE)
                .item(Map.of(
                        "id", AttributeValue.fromS("orders"),
                        "name", AttributeValue.fromS("odd"),
                        "version", AttributeValue.fromN("1"),
                        "payload", AttributeValue.fromBool(true))));
        orders().create("good", "b");
        world.settle();

        assertThat(failed).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.change()).isNull();
            assertThat(failure.key()).isEqualTo("odd");
        });
        assertThat(world.histories()).isEqualTo(Map.of("good", List.of("CREATED b")));
    }

    /** Neither by the list, nor by the changes. */
    @ParameterizedTest
    @ValueSource(strings = {"version", "payload"})
    void anItemThatIsNoEntryDoesNotKeepAFeedFromBeginningWithAList(String missing) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "id", AttributeValue.fromS("orders"),
                "name", AttributeValue.fromS("odd"),
                "version", AttributeValue.fromN("1"),
                "payload", AttributeValue.fromS("a")));
        item.remove(missing);
        world.client.putItem(put -> put.tableName(SimulatedFeeds.TABLE).item(item));
        orders().create("good", "b");
        world.time.advance(Duration.ofMinutes(1));
        failing(FailureDecision.SKIP, 2, ChangeFeedBuilder::fromList);
        world.settle();

        assertThat(failed).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.change()).isNull();
            assertThat(failure.key()).isEqualTo("odd");
            assertThat(failure.failure()).isInstanceOf(MalformedItemException.class);
        });
        assertThat(world.histories()).isEqualTo(Map.of("good", List.of("LISTED b")));
    }

    /** The handler has returned, whatever a listener does. */
    @Test
    void anErrorOfAListenerRepeatsNothing() {
        world.member(with -> with.listener(new ChangeFeedListener() {
            @Override
            public void handled(Change<?> change, Duration duration, Duration lag) {
                if (world.handled.size() < 3) {
                    throw new AssertionError("a listener");
                }
            }
        }));
        world.settle();
        world.customers.create("c-1", "a");
        world.settle();

        assertThat(world.handled).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangeIsTriedAgainIfTheDecisionFails(boolean withError) {
        List<FailureDecision> decisions = new ArrayList<>();
        world.member(with -> with.onFailure(failure -> {
                    if (withError) {
                        throw new AssertionError("a decision");
                    }
                    return null;
                })
                .listener(new ChangeFeedListener() {
                    @Override
                    public void failed(FailedChange failure, FailureDecision decision) {
                        decisions.add(decision);
                    }
                }));
        world.settle();
        world.trouble = change -> {
            if (decisions.size() < 3) {
                throw new IllegalStateException("not now");
            }
        };
        world.customers.create("c-1", "a");
        world.settle();

        assertThat(decisions).containsExactly(FailureDecision.RETRY, FailureDecision.RETRY, FailureDecision.RETRY);
        assertThat(world.handled).hasSize(1);
    }

    @Test
    void aHandlerThatInterruptsItsThreadHarmsNoOther() {
        List<Boolean> interrupted = new ArrayList<>();
        world.trouble = change -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        };
        world.customers.create("c-1", "a");
        world.customers.create("c-2", "a");
        world.member(with -> with.fromOldest().listener(new ChangeFeedListener() {
            @Override
            public void readFailed(RuntimeException failure) {
                unread.add(failure);
            }
        }));
        world.settle();

        assertThat(interrupted).containsExactly(false, false);
        assertThat(unread).isEmpty();
    }

    @Test
    void throttledAndFailedReadsAreRepeated() {
        Member member = failing(FailureDecision.STOP, 1);
        world.settle();
        member.faults.next("GetRecords", 10, Fault.throttling());
        member.faults.next(
                "DescribeStream", 10, Fault.error(400, "LimitExceededException", "Subscriber limit exceeded"));
        world.database.streams().splitShards(SimulatedFeeds.TABLE);
        orders().create("good", "b");
        world.settle();
        world.settle();

        assertThat(unread).isNotEmpty();
        assertThat(world.histories()).isEqualTo(Map.of("good", List.of("CREATED b")));
        assertThat(member.feed.shards()).hasSize(2).allMatch(shard -> shard.failure() == null);
    }

    /** DynamoDB's iterators expire after 15 minutes. */
    @Test
    void aHandlerThatTakesLongerThanAnIteratorLastsLosesNothing() {
        boolean[] slow = {true};
        world.member(with -> with.listener(new ChangeFeedListener() {
            @Override
            public void handled(Change<?> change, Duration duration, Duration lag) {
                if (slow[0]) {
                    slow[0] = false;
                    world.customers.create("c-2", "b");
                    world.time.advance(Duration.ofMinutes(20));
                }
            }
        }));
        world.settle();
        world.customers.create("c-1", "a");
        world.settle();
        world.settle();

        assertThat(world.handled).extracting(each -> each.change().key()).containsExactly("c-1", "c-2");
    }

    /** A shard that is closed while it has records that nobody has read. */
    @Test
    void theLastRecordsOfAClosedShardAreHandledBeforeThoseOfItsChildren() {
        world.member(with -> with.pollInterval(Duration.ofMinutes(1)));
        world.settle();
        for (int i = 0; i < 1_500; i++) {
            world.customers.put("c-" + i % 50, "a" + i);
        }
        world.database.streams().splitShards(SimulatedFeeds.TABLE);
        for (int i = 0; i < 50; i++) {
            world.customers.put("c-" + i, "b");
        }
        world.settle();

        assertThat(world.handled).hasSize(1_550);
        assertThat(world.histories()).hasSize(50).allSatisfy((key, history) -> {
            assertThat(history).hasSize(31);
            assertThat(history.get(30)).isEqualTo("UPDATED b");
        });
    }

    @Test
    void childrenThatAreListedLateAreFound() {
        world.database.streams().describeChildrenAfter(Duration.ofMinutes(2));
        Member member = world.member();
        world.settle();
        world.database.streams().splitShards(SimulatedFeeds.TABLE);
        world.customers.create("c-1", "a");
        world.time.advance(Duration.ofMinutes(1));
        assertThat(world.handled).isEmpty();
        world.settle();

        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a")));
        assertThat(member.feed.shards()).hasSize(2);
    }
}
