package io.dynastore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.watch.Assignment.Plan;
import io.dynastore.watch.Assignment.ShardView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which shards can be read, and who reads them. */
class AssignmentTest {
    private static final ShardState OPEN = ShardState.beginning(Instant.EPOCH);
    private static final ShardState FINISHED = OPEN.finished(Instant.EPOCH);

    private static Assignment of(List<Shard> shards, Map<String, ShardView> views) {
        return new Assignment(shards, views);
    }

    @Test
    void aChildIsReadWhenItsParentIsFinished() {
        List<Shard> shards = List.of(new Shard("p", "gone"), new Shard("c", "p"), new Shard("d", "p"));

        assertThat(of(shards, Map.of()).readable()).containsExactly("p");
        assertThat(of(shards, Map.of("p", new ShardView(OPEN, "me"))).readable())
                .containsExactly("p");
        assertThat(of(shards, Map.of("p", new ShardView(FINISHED, null))).readable())
                .containsExactly("c", "d");
    }

    /** A parent that is not listed, but was not finished either: somebody has to find out whether something is missing. */
    @Test
    void aShardThatHasVanishedIsReadBeforeItsChildren() {
        List<Shard> shards = List.of(new Shard("c", "p"));

        assertThat(of(shards, Map.of("p", new ShardView(OPEN, null))).readable())
                .containsExactly("p");
        assertThat(of(shards, Map.of()).readable()).containsExactly("c");
    }

    @Test
    void aFinishedShardWhoseChildrenAreNotListedYetIsWaitedFor() {
        Map<String, ShardView> views = Map.of("p", new ShardView(FINISHED, null));

        assertThat(of(List.of(new Shard("p", null)), views).lacksChildren()).isTrue();
        assertThat(of(List.of(new Shard("p", null), new Shard("c", "p")), views).lacksChildren())
                .isFalse();
    }

    /** Members that join and leave at random end with equal shares and then change nothing. */
    @Test
    void sharesBecomeEqualAndStaySo() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int shards = 1 + random.nextInt(20);
            int members = 1 + random.nextInt(8);
            Map<String, String> owners = new HashMap<>();
            List<Shard> listed = new ArrayList<>();
            for (int i = 0; i < shards; i++) {
                listed.add(new Shard("s" + i, null));
                if (random.nextBoolean()) {
                    owners.put("s" + i, "m" + random.nextInt(members));
                }
            }
            Set<String> asking = new HashSet<>();
            int changes = 0;
            for (int round = 0; round < 40; round++) {
                changes = 0;
                for (int i = 0; i < members; i++) {
                    changes += act("m" + i, listed, owners, asking);
                }
            }
            assertThat(changes).as("seed %d: %s", seed, owners).isZero();
            assertThat(owners).hasSize(shards);
            for (int i = 0; i < members; i++) {
                String member = "m" + i;
                long count = owners.values().stream().filter(member::equals).count();
                assertThat(count)
                        .as("seed %d: %s", seed, owners)
                        .isBetween((long) shards / members, (shards + members - 1L) / members);
            }
        }
    }

    private static int act(String me, List<Shard> listed, Map<String, String> owners, Set<String> asking) {
        Map<String, ShardView> views = new HashMap<>();
        owners.forEach((id, owner) -> views.put(id, new ShardView(OPEN, owner)));
        Plan plan = of(listed, views).plan(me, asking);
        plan.take().forEach(id -> owners.put(id, me));
        asking.remove(me);
        if (plan.ask()) {
            asking.add(me);
        }
        List<String> own =
                owners.keySet().stream().filter(id -> owners.get(id).equals(me)).toList();
        own.subList(0, plan.release()).forEach(owners::remove);
        return plan.take().size() + plan.release();
    }
}
