package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.watch.SimulatedFeeds.Handled;
import io.dynastore.watch.SimulatedFeeds.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Some members of a group come and go, are frozen and killed, and their requests fail, while four writers create, update and delete
 * entries, let them expire, and write several at once, and the stream's shards are split. Each revision of each entry is handled, in
 * order.
 */
class FeedSimulationTest {
    /** More of them under {@code mvn -Psoak}. */
    private static final int SEEDS = Boolean.getBoolean("dynastore.soak") ? 200 : 4;

    @Test
    void everyChangeIsHandledInOrder() {
        int repeated = 0;
        int expired = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFeeds world = new SimulatedFeeds(Duration.ofSeconds(seed % 2 == 0 ? 4 : 0))) {
                Simulation simulation = new Simulation(world, seed);
                simulation.run();
                repeated += simulation.repeated;
                expired += simulation.expired;
            }
        }
        assertThat(repeated).as("changes that another member has handled again").isPositive();
        assertThat(expired).isPositive();
    }

    private static final class Simulation {
        private static final int KEYS = 8;

        private final SimulatedFeeds world;
        private final long seed;
        private final Random random;
        private final Map<String, List<String>> written = new TreeMap<>();
        private final List<Member> members = new ArrayList<>();
        private final boolean fromList;
        private int splits;
        private int repeated;
        private int expired;

        Simulation(SimulatedFeeds world, long seed) {
            this.world = world;
            this.seed = seed;
            this.random = new Random(seed);
            this.fromList = seed % 3 == 0;
        }

        void run() {
            world.database
                    .streams()
                    .shardLifetime(Duration.ofMinutes(2 + random.nextInt(10)))
                    .emptyPages(random.nextBoolean() ? 2 : 0)
                    .describeChildrenAfter(Duration.ofSeconds(random.nextInt(40)))
                    .limitGetRecords(random.nextBoolean() ? 5 : 0);
            if (fromList) {
                for (int i = 0; i < 150; i++) {
                    write();
                }
                world.time.advance(Duration.ofMinutes(1));
            }
            world.trouble = change -> sometimesFail();
            join();
            for (int i = 0; i < 300; i++) {
                world.time.in(upTo(Duration.ofMinutes(20)), this::write);
            }
            for (int i = 0; i < 12; i++) {
                world.time.in(upTo(Duration.ofMinutes(20)), this::disturb);
            }
            world.time.advance(Duration.ofMinutes(20));
            world.database.expireItems();
            members.forEach(member -> member.faults.reset());
            members.forEach(member -> member.faults.randomly(RandomFaults.none()));
            join();
            world.time.advance(Duration.ofMinutes(10));
            world.database.expireItems();
            world.settle();
            check();
        }

        /** Until the handler is called again, its member may be killed. */
        private void sometimesFail() {
            if (random.nextInt(8) == 0) {
                throw new IllegalStateException("not now");
            }
        }

        private void join() {
            Member joined = world.member(
                    Duration.ofMillis(random.nextInt(5_000)),
                    with -> (fromList ? with.fromList() : with.fromOldest()).pollInterval(Duration.ofSeconds(8)));
            members.add(joined);
        }

        private void disturb() {
            Optional<Member> one =
                    members.isEmpty() ? Optional.empty() : Optional.of(members.get(random.nextInt(members.size())));
            switch (random.nextInt(6)) {
                case 0 -> {
                    one.ifPresent(Member::kill);
                    one.ifPresent(members::remove);
                }
                case 1 ->
                    one.filter(member -> !member.isFrozen()).ifPresent(member -> {
                        members.remove(member);
                        member.close();
                    });
                case 2 -> one.ifPresent(member -> member.freeze(upTo(Duration.ofMinutes(2))));
                case 3 ->
                    one.ifPresent(member -> member.faults.randomly(RandomFaults.seeded(seed)
                            .with(Fault.loseReply(), 0.1)
                            .with(Fault.drop(), 0.1)
                            .with(Fault.throttling(), 0.1)
                            .with(Fault.internalServerError(), 0.1)));
                case 4 -> {
                    // At most eight open shards.
                    if (splits++ < 3) {
                        world.database.streams().splitShards(SimulatedFeeds.TABLE);
                    }
                }
                default -> world.database.expireItems();
            }
            if (members.size() < 3) {
                join();
            }
        }

        private void write() {
            String key = "c-" + random.nextInt(KEYS);
            String value = Integer.toString(random.nextInt());
            try {
                switch (random.nextInt(6)) {
                    case 0, 1 -> note(world.customers.put(key, value));
                    case 2 ->
                        note(world.customers.put(
                                key, value, with -> with.timeToLive(Duration.ofSeconds(1 + random.nextInt(200)))));
                    case 3 -> note(world.customers.create(key, value));
                    case 4 -> world.customers.delete(key);
                    default -> {
                        String other = "d-" + random.nextInt(KEYS);
                        world.table.store().transact(tx -> {
                            tx.put(world.customers, key, value);
                            tx.put(world.customers, other, value);
                        });
                        note(world.customers.consistent().get(key));
                        note(world.customers.consistent().get(other));
                    }
                }
            } catch (DynaStoreException | SdkException e) {
                // The entry exists already.
            }
        }

        private void note(Entry<String> entry) {
            written.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(text(entry));
        }

        private static String text(@Nullable Entry<String> entry) {
            return entry == null ? "-" : entry.revision() + " " + entry.value();
        }

        private void check() {
            Set<String> ids = new HashSet<>();
            Map<Member, Set<String>> byMember = new HashMap<>();
            Map<String, List<Change<String>>> first = new TreeMap<>();
            for (Handled each : world.handled) {
                Change<String> change = each.change();
                assertThat(byMember.computeIfAbsent(each.member(), member -> new HashSet<>())
                                .add(change.id()))
                        .as("seed %d: a member has handled %s twice", seed, change)
                        .isTrue();
                if (ids.add(change.id())) {
                    first.computeIfAbsent(change.key(), key -> new ArrayList<>())
                            .add(change);
                } else {
                    repeated++;
                }
            }
            if (fromList) {
                assertThat(replica()).as("seed %d", seed).isEqualTo(table());
                return;
            }
            Map<String, List<String>> seen = new TreeMap<>();
            first.forEach((key, changes) -> {
                Entry<String> last = null;
                for (Change<String> change : changes) {
                    assertThat(change.before())
                            .as("seed %d: the entry before %s", seed, change)
                            .isEqualTo(last);
                    last = change.after();
                    expired += change.type() == ChangeType.EXPIRED ? 1 : 0;
                    if (last != null) {
                        seen.computeIfAbsent(key, any -> new ArrayList<>()).add(text(last));
                    }
                }
            });
            assertThat(seen).as("seed %d", seed).isEqualTo(written);
        }

        /** What somebody knows who does as the feed says, each time. */
        private Map<String, String> replica() {
            Map<String, String> replica = new TreeMap<>();
            for (Handled each : world.handled) {
                Entry<String> after = each.change().after();
                if (after == null) {
                    replica.remove(each.change().key());
                } else {
                    replica.put(each.change().key(), text(after));
                }
            }
            return replica;
        }

        private Map<String, String> table() {
            Map<String, String> table = new TreeMap<>();
            world.customers.consistent().stream(io.dynastore.Query.all())
                    .forEach(entry -> table.put(entry.key(), text(entry)));
            return table;
        }

        private Duration upTo(Duration most) {
            return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
        }
    }
}
