package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.watch.SimulatedFeeds.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a feed delivers, to one member and to several. */
class ChangeFeedTest {
    private final SimulatedFeeds world = new SimulatedFeeds();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void changesArriveInOrderWithTheEntriesBeforeAndAfter() {
        world.member();
        world.settle();

        Entry<String> first = world.customers.create("c-1", "a");
        Entry<String> second = world.customers.update(first, "b");
        world.customers.delete(second);
        world.settle();

        assertThat(world.handled)
                .extracting(each -> each.change().type())
                .containsExactly(ChangeType.CREATED, ChangeType.UPDATED, ChangeType.DELETED);
        assertThat(world.handled.get(1).change().before()).isEqualTo(first);
        assertThat(world.handled.get(1).change().after()).isEqualTo(second);
        assertThat(world.handled.get(2).change().before()).isEqualTo(second);
        assertThat(world.handled.get(2).change().after()).isNull();
    }

    @Test
    void whatWasWrittenBeforeTheGroupBeganIsNotDelivered() {
        world.customers.create("old", "a");
        world.time.advance(Duration.ofMinutes(1));
        world.member();
        world.settle();
        world.customers.create("new", "b");
        world.settle();

        assertThat(world.histories()).isEqualTo(Map.of("new", List.of("CREATED b")));
    }

    @Test
    void anExpiredEntryThatIsCreatedAnewIsTwoChanges() {
        world.member();
        world.settle();
        world.customers.create("c-1", "a", with -> with.timeToLive(Duration.ofMinutes(1)));
        world.settle();
        world.customers.create("c-1", "b", with -> with.timeToLive(Duration.ofMinutes(1)));
        world.settle();
        world.database.expireItems();
        world.settle();

        assertThat(world.histories())
                .isEqualTo(Map.of("c-1", List.of("CREATED a", "EXPIRED a", "CREATED b", "EXPIRED b")));
    }

    @Test
    void theNextMemberGoesOnWhereTheLastHasStopped() {
        Member first = world.member();
        world.settle();
        world.customers.create("c-1", "a");
        world.settle();
        first.close();
        world.customers.put("c-1", "b");
        world.time.advance(Duration.ofHours(3));
        world.member();
        world.settle();

        assertThat(world.handled).hasSize(2);
        assertThat(world.histories()).isEqualTo(Map.of("c-1", List.of("CREATED a", "UPDATED b")));
    }

    /** It sees the leases as they were before, but gets the last text with the lease. */
    @Test
    void aMemberWhoseReadsLagRepeatsNothing() {
        try (SimulatedFeeds lagging = new SimulatedFeeds(Duration.ofSeconds(20))) {
            Member first = lagging.member();
            lagging.time.advance(Duration.ofSeconds(62));
            lagging.customers.create("c-1", "a");
            lagging.time.advance(Duration.ofSeconds(3));
            first.close();
            lagging.member();
            lagging.settle();

            assertThat(lagging.handled).hasSize(1);
        }
    }

    /** Its lease has expired, and shows how far the shard was read before the last changes. */
    @Test
    void aMemberThatStoodStillRepeatsNothing() {
        Member member = world.member();
        world.time.advance(Duration.ofSeconds(62));
        for (int i = 0; i < 10; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofSeconds(3));
        assertThat(world.handled).hasSize(10);
        member.freeze(Duration.ofMinutes(2));
        world.time.advance(Duration.ofMinutes(1));
        world.customers.create("c-10", "a");
        world.time.advance(Duration.ofMinutes(5));

        assertThat(world.handled).hasSize(11);
    }

    /** The first of a record's two changes is handled, the second is not. */
    @Test
    void theNextMemberGoesOnWithinARecord() {
        Member first = world.member();
        world.settle();
        world.customers.create("c-1", "a", with -> with.timeToLive(Duration.ofMinutes(1)));
        world.settle();
        world.trouble = change -> {
            if (world.handled.size() == 2) {
                throw new IllegalStateException("not now");
            }
        };
        world.customers.create("c-1", "b");
        world.settle();
        first.close();
        world.trouble = change -> {};
        world.member();
        world.settle();

        assertThat(world.handled)
                .extracting(each -> each.change().type())
                .containsExactly(ChangeType.CREATED, ChangeType.EXPIRED, ChangeType.CREATED);
    }

    @Test
    void shardsAreSharedAndTakenOver() {
        world.database.streams().splitShards(SimulatedFeeds.TABLE).splitShards(SimulatedFeeds.TABLE);
        Member first = world.member();
        world.settle();
        Member second = world.member();
        world.settle();

        assertThat(first.feed.shards()).hasSize(2);
        assertThat(second.feed.shards()).hasSize(2);
        for (int i = 0; i < 20; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.settle();
        assertThat(world.handled).hasSize(20);

        first.kill();
        world.settle();
        assertThat(second.feed.shards()).hasSize(4);
        for (int i = 0; i < 20; i++) {
            world.customers.put("c-" + i, "b");
        }
        world.settle();
        assertThat(world.histories().values()).hasSize(20).allMatch(List.of("CREATED a", "UPDATED b")::equals);
    }

    @Test
    void aMemberThatHasLostItsShardHandlesNoMore() {
        Member first = world.member();
        world.settle();
        Member second = world.member();
        world.time.advance(Duration.ofSeconds(31));
        first.freeze(Duration.ofMinutes(2));
        world.time.advance(Duration.ofSeconds(90));
        assertThat(second.feed.shards()).hasSize(1);
        for (int i = 0; i < 300; i++) {
            world.time.in(Duration.ofMillis(500L * i), () -> world.customers.put("c-1", "a"));
        }
        world.time.advance(Duration.ofMinutes(3));

        assertThat(world.handled).hasSize(300).allMatch(each -> each.member() == second);
    }

    /** A change of an entry that is listed comes after it, even if the list takes long. */
    @Test
    void changesWaitForTheEndOfTheList() {
        for (int i = 0; i < 9; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofMinutes(1));
        world.trouble = change -> {
            if (change.type() == ChangeType.LISTED && world.handled.size() >= 3) {
                throw new IllegalStateException("not now");
            }
        };
        world.member(with -> with.fromList());
        world.time.advance(Duration.ofSeconds(20));
        world.customers.put("c-8", "b");
        world.time.advance(Duration.ofSeconds(20));
        world.trouble = change -> {};
        world.settle();

        assertThat(world.histories()).hasSize(9).containsEntry("c-8", List.of("LISTED a", "UPDATED b"));
    }

    @Test
    void aMemberThatIsClosedDuringTheListLeavesNothingToRepeat() {
        for (int i = 0; i < 250; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofMinutes(1));
        for (int stop : new int[] {50, 100, 249, 250}) {
            world.trouble = change -> {
                if (world.handled.size() >= stop) {
                    throw new IllegalStateException("not now");
                }
            };
            Member member = world.member(with -> with.fromList());
            world.settle();
            assertThat(world.handled).hasSize(stop);
            member.close();
        }
        assertThat(world.histories()).hasSize(250);
    }

    @Test
    void aMemberThatTakesTheListOverRepeatsNothingThatWasHandledBeforeTheLastRenewal() {
        for (int i = 0; i < 350; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofMinutes(1));
        world.trouble = change -> {
            if (world.handled.size() == 320) {
                throw new IllegalStateException("not now");
            }
        };
        Member first = world.member(with -> with.fromList());
        world.time.advance(Duration.ofSeconds(40));
        first.kill();
        world.trouble = change -> {};
        world.member(with -> with.fromList());
        world.settle();

        assertThat(world.histories()).hasSize(350);
        assertThat(world.handled).hasSize(350);
    }

    @Test
    void aListComesBeforeTheChanges() {
        for (int i = 0; i < 250; i++) {
            world.customers.create("c-" + i, "a");
        }
        world.time.advance(Duration.ofMinutes(1));
        world.member(with -> with.fromList());
        world.settle();
        world.customers.put("c-7", "b");
        world.settle();

        assertThat(world.histories()).hasSize(250).containsEntry("c-7", List.of("LISTED a", "UPDATED b"));
    }
}
