package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.watch.SimulatedFeeds.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DynamoDB keeps changes for 24 hours: what a feed says that has not read them by then, and when it need not say anything. */
class GapTest {
    private static final Duration SLOWLY = Duration.ofMinutes(1);

    private final SimulatedFeeds world = new SimulatedFeeds();
    private final List<FeedGapException> gaps = new ArrayList<>();

    @BeforeEach
    void keepShards() {
        world.database.streams().shardLifetime(Duration.ofDays(100));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Member member() {
        return world.member(with -> with.pollInterval(SLOWLY).duration(SLOWLY.multipliedBy(5)));
    }

    private Member resuming() {
        return world.member(with -> with.pollInterval(SLOWLY)
                .duration(SLOWLY.multipliedBy(5))
                .onGap(gap -> {
                    gaps.add(gap);
                    return GapDecision.RESUME;
                }));
    }

    private void settle() {
        world.time.advance(Duration.ofMinutes(10));
    }

    /** The shards are the same all the time, or new ones. An answer without records alone says nothing. */
    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, true"})
    void aFeedThatIsIdleForLongHasNoGap(boolean sameShards, boolean leasesApart) {
        if (leasesApart) {
            world.keepLeasesApart();
        }
        world.database.streams().shardLifetime(sameShards ? Duration.ofDays(100) : Duration.ofHours(4));
        world.database.streams().emptyPages(2);
        Member first = member();
        settle();
        world.customers.create("c-1", "a");
        world.time.advance(Duration.ofHours(30));
        first.close();
        world.time.advance(Duration.ofHours(23));
        world.customers.put("c-1", "b");
        Member second = member();
        settle();

        assertThat(second.feed.failure()).isEmpty();
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFeedThatWasStoppedForLongerThanChangesAreKeptHasAGap(boolean sameShards) {
        world.database.streams().shardLifetime(sameShards ? Duration.ofDays(100) : Duration.ofHours(4));
        Member first = member();
        settle();
        world.customers.create("c-1", "a");
        settle();
        Instant stopped = world.world.now();
        first.close();
        world.customers.put("c-1", "missed");
        // A shard that is closed is listed for another day.
        world.time.advance(Duration.ofHours(sameShards ? 25 : 40));
        world.customers.put("c-1", "b");
        Member second = member();
        settle();

        assertThat(second.feed.isRunning()).isFalse();
        assertThat(second.feed.failure())
                .containsInstanceOf(FeedGapException.class)
                .get()
                .satisfies(gap -> assertThat(((FeedGapException) gap).since())
                        .isBetween(stopped.minus(Duration.ofMinutes(11)), stopped));
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a")));

        resuming();
        settle();
        assertThat(gaps).isNotEmpty();
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    /** The position is that of a record that is long gone, but everything after it was read. */
    @Test
    void aTrimmedPositionIsNoGapIfTheShardWasReadSince() {
        Member first = member();
        settle();
        world.customers.create("c-1", "a");
        world.time.advance(Duration.ofHours(25));
        first.close();
        world.customers.put("c-1", "b");
        world.time.advance(Duration.ofHours(1));
        Member second = member();
        settle();

        assertThat(second.feed.failure()).isEmpty();
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    /** A member that stood still for so long, and then goes on with an old iterator, must not pass over what was trimmed. */
    @Test
    void aHandlerThatIsStuckForADayHasAGap() {
        boolean[] stuck = {true};
        Member member = world.member(with -> with.pollInterval(SLOWLY)
                .duration(SLOWLY.multipliedBy(5))
                .listener(new ChangeFeedListener() {
                    @Override
                    public void handled(Change<?> change, Duration duration, Duration lag) {
                        if (stuck[0]) {
                            stuck[0] = false;
                            world.customers.put("c-1", "missed");
                            world.time.advance(Duration.ofHours(26));
                        }
                    }
                }));
        settle();
        world.customers.create("c-1", "a");
        settle();
        world.customers.put("c-1", "b");
        settle();

        assertThat(member.feed.failure()).containsInstanceOf(FeedGapException.class);
    }

    /** The answer that seems to say so comes while there is a change. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneAnswerWithoutRecordsDoesNotMeanThatThereAreNone(int requestsBefore) {
        world.keepLeasesApart();
        Member first = member();
        settle();
        world.customers.create("c-1", "a");
        settle();
        world.database.streams().emptyPages(2);
        world.readFirstRecords(requestsBefore);
        world.time.advance(Duration.ofMinutes(20).plusSeconds(1));
        world.customers.create("c-2", "missed");
        world.time.advance(Duration.ofMinutes(1));
        first.close();
        world.time.advance(Duration.ofHours(24).minusSeconds(58));
        Member second = member();
        settle();

        boolean handled = world.histories().containsKey("c-2");
        assertThat(handled || second.feed.failure().isPresent())
                .as("handled, or a gap")
                .isTrue();
    }

    @Test
    void aListThatTakesADayHasAGap() {
        world.customers.create("c-1", "a");
        world.time.advance(Duration.ofMinutes(1));
        boolean[] slow = {true};
        Member member = world.member(with -> with.pollInterval(SLOWLY)
                .duration(SLOWLY.multipliedBy(5))
                .fromList()
                .listener(new ChangeFeedListener() {
                    @Override
                    public void handled(Change<?> change, Duration duration, Duration lag) {
                        if (slow[0]) {
                            slow[0] = false;
                            world.time.advance(Duration.ofHours(25));
                        }
                    }
                }));
        settle();
        settle();

        assertThat(member.feed.failure()).containsInstanceOf(FeedGapException.class);
    }

    @Test
    void aBeginningThatIsTooOldIsAGap() {
        Instant from = world.world.now();
        world.time.advance(Duration.ofHours(25));
        Member member = world.member(with -> with.from(from));
        settle();

        assertThat(member.feed.failure())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("the change feed 'index'", "'Watched'", from.toString(), "onGap");
    }

    @Test
    void aStreamThatIsReplacedIsReadToItsEndAndIsAGap() {
        Member member = resuming();
        settle();
        world.customers.create("c-1", "a");
        world.client.updateTable(update ->
                update.tableName(SimulatedFeeds.TABLE).streamSpecification(with -> with.streamEnabled(false)));
        world.customers.put("c-1", "missed");
        world.client.updateTable(update -> update.tableName(SimulatedFeeds.TABLE)
                .streamSpecification(with -> with.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
        world.customers.put("c-1", "b");
        settle();

        assertThat(member.feed.failure()).isEmpty();
        assertThat(gaps)
                .singleElement()
                .extracting(FeedGapException::source)
                .asString()
                .contains("stream");
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    /** DynamoDB keeps a stream that was disabled for 24 hours, then it is not found. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatWasReplacedAndIsGoneIsAGap(boolean running) {
        Member first = resuming();
        world.customers.create("c-1", "a");
        settle();
        if (!running) {
            first.close();
        }
        world.client.updateTable(update ->
                update.tableName(SimulatedFeeds.TABLE).streamSpecification(with -> with.streamEnabled(false)));
        world.time.advance(Duration.ofHours(25));
        world.client.updateTable(update -> update.tableName(SimulatedFeeds.TABLE)
                .streamSpecification(with -> with.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
        world.customers.put("c-1", "b");
        Member second = resuming();
        settle();

        assertThat(second.feed.failure()).isEmpty();
        assertThat(gaps)
                .extracting(FeedGapException::source)
                .anySatisfy(source -> assertThat(source).contains("/stream/"));
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    @Test
    void aTableThatIsCreatedAnewIsAGap() {
        world.keepLeasesApart();
        Member member = resuming();
        world.customers.create("c-1", "a");
        settle();
        world.client.deleteTable(request -> request.tableName(SimulatedFeeds.TABLE));
        world.table.createIfAbsent();
        world.customers.create("c-1", "b");
        settle();

        assertThat(member.feed.failure()).isEmpty();
        assertThat(gaps)
                .extracting(FeedGapException::source)
                .anySatisfy(source -> assertThat(source).contains("/stream/"));
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "CREATED b")));
    }

    @Test
    void aMemberWhoseClockIsAheadHasNoGap() {
        world.member(Duration.ofSeconds(5), with -> with);
        world.time.advance(Duration.ofMillis(100));
        // Within the bound on clock skew, before the instant that the member believes it is.
        world.customers.create("c-1", "a");
        settle();

        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a")));
    }

    private void replaceStream() {
        world.client.updateTable(update ->
                update.tableName(SimulatedFeeds.TABLE).streamSpecification(with -> with.streamEnabled(false)));
        world.time.advance(Duration.ofMinutes(1));
        world.client.updateTable(update -> update.tableName(SimulatedFeeds.TABLE)
                .streamSpecification(with -> with.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
    }

    /** Without a decision, nothing is passed over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFeedStopsIfTheDecisionAboutAGapFails(boolean withError) {
        Member member = world.member(with -> with.onGap(gap -> {
            gaps.add(gap);
            if (withError) {
                throw new AssertionError("a decision");
            }
            return null;
        }));
        settle();
        replaceStream();
        settle();

        assertThat(member.feed.isRunning()).isFalse();
        assertThat(member.feed.failure()).containsSame(gaps.get(0));
        assertThat(gaps).hasSize(1);
    }

    @Test
    void aGroupWhoseRecordWasDeletedFollowsTheStream() {
        resuming();
        settle();
        world.table.partition("leases").delete("feed/" + SimulatedFeeds.GROUP);
        replaceStream();
        world.customers.create("c-1", "a");
        settle();

        assertThat(gaps).hasSize(1);
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a")));
    }
}
