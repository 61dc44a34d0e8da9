package io.dynastore.watch;

import io.dynastore.Codec;
import io.dynastore.Entry;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.LeaseView.State;
import io.dynastore.lease.Leases;
import io.dynastore.watch.Assignment.ShardView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The shards are leases, whose holders' texts show how far they were read. The mark of a shard that is finished is its free lease.
 * Where the group begins is an entry beside them, which does not expire.
 */
final class GroupOwnership implements Ownership {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    /** Longer than DynamoDB lists a closed shard, and keeps its records. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private final Leases leases;
    private final Partition<String> entries;
    private final GroupNames names;
    private final Duration duration;
    private final Duration clockSkew;
    private final Supplier<Instant> now;
    private String process = "";
    private String member = "";

    GroupOwnership(Leases leases, String group, Duration duration, Duration clockSkew, Supplier<Instant> now) {
        this.leases = leases;
        this.entries = leases.partition().as(Codec.string()).consistent();
        this.names = new GroupNames(group);
        this.duration = duration;
        this.clockSkew = clockSkew;
        this.now = now;
    }

    /** A member that was restored from a snapshot is another one. */
    @Override
    public synchronized String member() {
        if (!leases.holder().equals(process)) {
            process = leases.holder();
            member = process + "/" + UUID.randomUUID().toString().substring(0, 8);
        }
        return member;
    }

    @Override
    public GroupRecord begin(Supplier<GroupRecord> first) {
        while (true) {
            Optional<Entry<String>> found = entries.find(names.group());
            if (found.isPresent()) {
                return GroupRecord.parse(names.group(), found.get().value());
            }
            GroupRecord begun = first.get();
            try {
                entries.create(names.group(), begun.toString(), with -> with.noExpiry());
                return begun;
            } catch (KeyExistsException e) {
                LOG.log(Level.DEBUG, "Another member of the change feed was faster", e);
            }
        }
    }

    @Override
    public GroupRecord change(GroupRecord expected, UnaryOperator<GroupRecord> change) {
        Optional<Entry<String>> stored = entries.find(names.group());
        if (stored.isEmpty()) {
            // It was deleted under this member, which knows it still.
            return begin(() -> change.apply(expected));
        }
        Entry<String> found = stored.get();
        GroupRecord present = GroupRecord.parse(names.group(), found.value());
        if (!present.equals(expected)) {
            return present;
        }
        GroupRecord changed = change.apply(present);
        try {
            entries.update(found, changed.toString());
            return changed;
        } catch (KeyModifiedException e) {
            return GroupRecord.parse(names.group(), entries.get(names.group()).value());
        }
    }

    @Override
    public Known known() {
        Map<String, ShardView> shards = new HashMap<>();
        Set<String> asking = new HashSet<>();
        boolean isListHeld = false;
        List<LeaseView> views;
        try (var stream = leases.views(names.prefix())) {
            views = stream.toList();
        }
        for (LeaseView view : views) {
            String shard = names.shardOf(view.name());
            String asker = names.askerOf(view.name());
            if (shard != null) {
                HolderText text = HolderText.parse(view.holder());
                if (text != null) {
                    shards.put(shard, new ShardView(text.state(), isHeld(view) ? text.member() : null));
                }
            } else if (asker != null && isHeld(view)) {
                asking.add(view.holder());
            } else if (view.name().equals(names.list())) {
                isListHeld = isHeld(view);
            }
        }
        return new Known(shards, asking, isListHeld);
    }

    private boolean isHeld(LeaseView view) {
        Instant until = view.until();
        return view.state() == State.HELD
                && (until == null || !until.plus(clockSkew).isBefore(now.get()));
    }

    @Override
    public Optional<Holding> take(String shardId, Supplier<String> text) {
        return takeLease(names.shard(shardId), text);
    }

    @Override
    public Optional<Holding> takeList(Supplier<String> text) {
        return takeLease(names.list(), text);
    }

    @Override
    public String listText() {
        return leases.view(names.list()).map(LeaseView::holder).orElse("");
    }

    private Optional<Holding> takeLease(String name, Supplier<String> text) {
        return leases.tryAcquire(
                        name,
                        options ->
                                options.duration(duration).retention(RETENTION).holder(text))
                .map(Held::new);
    }

    @Override
    public void forget(String shardId) {
        entries.delete(names.shard(shardId));
    }

    /** The lease that asks is not renewed: it ends when others have had the time to see it. */
    @Override
    public void ask() {
        String asker = member();
        leases.tryAcquire(
                names.asker(asker),
                options -> options.duration(duration)
                        .withoutRenewal()
                        .expiryWarning(0)
                        .retention(Duration.ofMinutes(1))
                        .holder(asker));
    }

    private record Held(Lease lease) implements Holding {
        @Override
        public String previousText() {
            return lease.previousHolder().orElse("");
        }

        @Override
        public boolean isHeld() {
            return lease.isHeld();
        }

        @Override
        public void show(String text) {
            try {
                lease.replaceHolder(text);
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, () -> "The next renewal shows how far a shard was read: " + lease, e);
            }
        }

        @Override
        public void release(String text) {
            try {
                lease.release(text);
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, () -> "Failed to release a shard; its lease ends at its deadline: " + lease, e);
            }
        }
    }

    @Override
    public String toString() {
        return "GroupOwnership[" + names.group() + ", " + leases + "]";
    }
}
