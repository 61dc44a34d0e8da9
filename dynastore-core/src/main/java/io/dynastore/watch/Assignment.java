package io.dynastore.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which shards a member of a group takes and gives up. Pure. All members decide by the same rules, each for itself; if
 * two want the same shard, its lease decides.
 */
final class Assignment {
    private final Map<String, Shard> listed = new HashMap<>();
    private final Map<String, ShardView> views;

    /** What is known of a shard: how far it was read, and the member that reads it; null if there is none. */
    record ShardView(ShardState state, @Nullable String member) {}

    /**
     * What a member does.
     *
     * @param take the shards to take
     * @param release the number of own shards to release
     * @param ask whether to ask others for shards
     */
    record Plan(List<String> take, int release, boolean ask) {}

    Assignment(Collection<Shard> shards, Map<String, ShardView> views) {
        shards.forEach(shard -> listed.put(shard.id(), shard));
        this.views = views;
    }

    /**
     * Returns the shards that can be read now, in order: those that are not finished, and whose parents are. A shard that is no
     * longer listed, but not finished, is one of them, since somebody has to find out whether something is missing.
     */
    List<String> readable() {
        Set<String> ids = new HashSet<>(listed.keySet());
        ids.addAll(views.keySet());
        return ids.stream()
                .filter(id -> !isFinished(id) && isParentDone(id))
                .sorted()
                .toList();
    }

    private boolean isFinished(String id) {
        ShardView view = views.get(id);
        return view != null && view.state().finished();
    }

    private boolean isParentDone(String id) {
        String parent = parent(id);
        return parent == null || isFinished(parent) || (!listed.containsKey(parent) && !views.containsKey(parent));
    }

    /** Returns the parent of a shard; null if it has none, or is no longer listed. */
    @Nullable
    String parent(String id) {
        Shard shard = listed.get(id);
        return shard == null ? null : shard.parent();
    }

    /** Returns whether a shard was finished whose children are not listed yet. */
    boolean lacksChildren() {
        Set<String> parents = new HashSet<>();
        listed.values().forEach(shard -> {
            if (shard.parent() != null) {
                parents.add(shard.parent());
            }
        });
        return listed.keySet().stream().anyMatch(id -> isFinished(id) && !parents.contains(id));
    }

    /**
     * Plans for a member.
     *
     * @param me the member
     * @param asking the members that ask for shards
     */
    Plan plan(String me, Collection<String> asking) {
        List<String> readable = readable();
        Map<String, Integer> counts = new TreeMap<>();
        counts.put(me, 0);
        asking.forEach(member -> counts.putIfAbsent(member, 0));
        List<String> free = new ArrayList<>();
        for (String id : readable) {
            ShardView view = views.get(id);
            String member = view == null ? null : view.member();
            if (member == null) {
                free.add(id);
            } else {
                counts.merge(member, 1, Integer::sum);
            }
        }
        int mine = counts.get(me);
        int least = readable.size() / counts.size();
        int most = (readable.size() + counts.size() - 1) / counts.size();
        if (!free.isEmpty()) {
            free.sort(
                    Comparator.<String>comparingInt(id -> (me + id).hashCode()).thenComparing(id -> id));
            return new Plan(List.copyOf(free.subList(0, Math.min(free.size(), Math.max(0, most - mine)))), 0, false);
        }
        return new Plan(List.of(), surplus(counts, me, mine, least, most), mine < least);
    }

    private static int surplus(Map<String, Integer> counts, String me, int mine, int least, int most) {
        if (mine > most) {
            return mine - most;
        }
        boolean wanted = counts.values().stream().anyMatch(count -> count < least);
        // One of those that have most gives one up: the first by name.
        boolean isFirst = counts.entrySet().stream()
                .filter(entry -> entry.getValue() == mine)
                .findFirst()
                .filter(entry -> entry.getKey().equals(me))
                .isPresent();
        boolean hasMost = counts.values().stream().allMatch(count -> count <= mine);
        return wanted && mine > least && hasMost && isFirst ? 1 : 0;
    }
}
