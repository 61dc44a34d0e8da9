package io.dynastore.watch;

import io.dynastore.watch.Assignment.ShardView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All shards belong to the only member, and nothing is stored. */
final class SoloOwnership implements Ownership {
    private static final String MEMBER = "this";

    private final Map<String, ShardView> shards = new ConcurrentHashMap<>();
    private volatile @Nullable GroupRecord group;
    private volatile String listText = "";

    @Override
    public String member() {
        return MEMBER;
    }

    @Override
    public GroupRecord begin(Supplier<GroupRecord> first) {
        GroupRecord begun = group == null ? first.get() : group;
        group = begun;
        return begun;
    }

    @Override
    public GroupRecord change(GroupRecord expected, UnaryOperator<GroupRecord> change) {
        GroupRecord changed = change.apply(expected);
        group = changed;
        return changed;
    }

    @Override
    public Known known() {
        return new Known(new HashMap<>(shards), Set.of(), false);
    }

    @Override
    public Optional<Holding> take(String shardId, Supplier<String> text) {
        note(shardId, text.get(), MEMBER);
        return Optional.of(new Held("", last -> note(shardId, last, null)));
    }

    private void note(String shardId, String text, @Nullable String member) {
        HolderText parsed = HolderText.parse(text);
        if (parsed != null) {
            shards.put(shardId, new ShardView(parsed.state(), member));
        }
    }

    @Override
    public Optional<Holding> takeList(Supplier<String> text) {
        return Optional.of(new Held(listText, last -> listText = last));
    }

    @Override
    public String listText() {
        return listText;
    }

    @Override
    public void ask() {}

    @Override
    public void forget(String shardId) {
        shards.remove(shardId);
    }

    private record Held(String previousText, Consumer<String> onRelease) implements Holding {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void show(String text) {}

        @Override
        public void release(String text) {
            onRelease.accept(text);
        }
    }
}
