package io.dynastore.watch;

import io.dynastore.internal.Texts;
import io.dynastore.watch.Assignment.Plan;
import io.dynastore.watch.Assignment.ShardView;
import io.dynastore.watch.Ownership.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the shards of the stream, takes those that this member is to read, and keeps their readers running. */
final class Coordinator {
    /** How often the shards are listed while they stay the same. DynamoDB allows ten lists in a second to an account. */
    private static final Duration LISTING = Duration.ofMinutes(1);

    private static final Duration FIRST_LOOK_FOR_CHILDREN = Duration.ofMillis(500);

    /** A look at the shards, begun at a ticket and after so many had ended, that found nothing to do. */
    private record Settled(long ticket, long ends) {}

    /** A reader with the loop that runs it. */
    private record Running(ShardReader reader, Loop loop) {}

    private final FeedContext feed;
    private final Ownership ownership;
    private final Supplier<GroupRecord> first;
    private final Duration interval;
    private final Loop loop;
    private final ListTaking listing;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile @Nullable GroupRecord group;

    private StreamSource.Description shards = new StreamSource.Description(List.of(), false);
    private long listedNanos;

    private final RetryLog log;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean relist = true; // Set by readers, too, as the next two are.
    private volatile Duration lookForChildren = FIRST_LOOK_FOR_CHILDREN;
    private final AtomicLong ends = new AtomicLong();
    private volatile @Nullable Settled settled;
    private volatile int hurrying;
    private final Object steps = new Object();

    /**
     * Creates a coordinator.
     *
     * @param first returns where the group begins if this member is its first
     * @param interval the time between two looks at the other members
     */
    Coordinator(FeedContext feed, Ownership ownership, Supplier<GroupRecord> first, Duration interval) {
        this.feed = feed;
        this.ownership = ownership;
        this.first = first;
        this.interval = interval;
        this.log = new RetryLog(feed.timing());
        this.loop = new Loop(feed.timing(), this::step);
        this.listing = new ListTaking(feed, ownership, this::stepEnded);
    }

    void start() {
        loop.wake();
    }

    Collection<ShardReader> readers() {
        return running.values().stream().map(Running::reader).toList();
    }

    private @Nullable Duration step() {
        if (feed.isStopping()) {
            return null;
        }
        try {
            Duration pause = coordinate();
            log.succeeded();
            failure = null;
            return pause;
        } catch (RuntimeException e) {
            if (feed.isStopping()) {
                return null; // The request may have been interrupted.
            }
            failure = e;
            log.failed(() -> feed.settings().name() + " cannot find its shards; this is tried again", e);
            feed.readFailed(e);
            relist = true;
            return interval;
        } finally {
            stepEnded();
        }
    }

    private @Nullable Duration coordinate() {
        Settled look = new Settled(feed.ticket(), ends.get());
        GroupRecord present = group == null ? begin() : group;
        if (present == null) {
            return null;
        }
        if (!present.listed()) {
            listEntries();
            return isHurrying() ? Duration.ofMillis(1) : interval;
        }
        boolean isListedNow = false;
        if (relist || feed.timing().nanoTime() - listedNanos >= LISTING.toNanos()) {
            relist = false;
            shards = feed.source().describe(present.stream());
            listedNanos = feed.timing().nanoTime();
            isListedNow = true;
        }
        Known known = ownership.known();
        Map<String, ShardView> views = views(known);
        Assignment assignment = new Assignment(shards.list(), views);
        if (isListedNow) {
            forget(views);
        }
        if (isListedNow && shards.ended() && assignment.readable().isEmpty()) {
            followTable();
        }
        boolean changed =
                follow(assignment, views, known.asking(), assignment.plan(ownership.member(), known.asking()));
        return settle(look, changed, assignment);
    }

    /** Reads where the group begins; returns null if the feed has stopped because the group is that of another table. */
    private @Nullable GroupRecord begin() {
        GroupRecord begun = ownership.begin(first);
        if (!feed.source().isOfTable(begun.stream())) {
            feed.stopBecauseOf(new IllegalStateException(feed.settings().name() + " of table "
                    + Texts.quote(feed.settings().table()) + " has the name of a group that reads the stream "
                    + begun.stream()
                    + ". A group reads one table: use another name, or leases of another partition."));
            return null;
        }
        group = begun;
        return begun;
    }

    /** Returns what is known of the shards, where this member knows more than it has stored. */
    private Map<String, ShardView> views(Known known) {
        Map<String, ShardView> views = new HashMap<>(known.shards());
        String me = ownership.member();
        views.replaceAll((id, view) ->
                me.equals(view.member()) && !running.containsKey(id) ? new ShardView(view.state(), null) : view);
        running.forEach((id, each) -> views.put(id, new ShardView(each.reader().state(), me)));
        shards.list().forEach(shard -> {
            ShardState reached = feed.reached(shard.id());
            ShardView view = views.get(shard.id());
            if (reached != null && reached.finished()) {
                views.put(shard.id(), new ShardView(reached, view == null ? null : view.member()));
            }
        });
        return views;
    }

    /** Forgets the shards that DynamoDB no longer lists; one of the members deletes their marks. */
    private void forget(Map<String, ShardView> views) {
        Set<String> listed = new HashSet<>();
        shards.list().forEach(shard -> listed.add(shard.id()));
        Set<String> known = new HashSet<>(listed);
        known.addAll(views.keySet());
        feed.forgetAllBut(known);
        String me = ownership.member();
        boolean isFirst = views.values().stream()
                .map(ShardView::member)
                .filter(Objects::nonNull)
                .allMatch(member -> me.compareTo(member) <= 0);
        if (isFirst) {
            views.forEach((id, view) -> {
                if (view.state().finished()
                        && !listed.contains(id)
                        && feed.mayBeTrimmed(view.state().readUntil())) {
                    ownership.forget(id);
                }
            });
        }
    }

    /** Takes and releases shards; returns whether something has changed. */
    private boolean follow(Assignment assignment, Map<String, ShardView> views, Set<String> asking, Plan plan) {
        boolean changed = false;
        RuntimeException failed = null;
        for (String id : plan.take()) {
            try {
                changed |= take(id, beginning(assignment, views, id));
            } catch (RuntimeException e) {
                failed = failed == null ? e : failed;
            }
        }
        if (failed != null) {
            throw failed; // One item that is no lease hinders no other shard.
        }
        changed |= releaseSurplus(plan.release());
        if (plan.ask() && !asking.contains(ownership.member())) {
            ownership.ask();
        }
        return changed;
    }

    /** Returns how far a shard was read: where its parent ended, if nobody has begun it. */
    private ShardState beginning(Assignment assignment, Map<String, ShardView> views, String id) {
        ShardView view = views.get(id);
        if (view != null) {
            return view.state();
        }
        Instant began = current().began();
        String parent = assignment.parent(id);
        ShardView before = parent == null ? null : views.get(parent);
        Instant ended = before == null ? began : before.state().readUntil();
        return ShardState.beginning(ended.isAfter(began) ? ended : began);
    }

    private boolean take(String id, ShardState state) {
        ShardReader reader = new ShardReader(feed, current(), id, state, this::finished);
        String me = ownership.member();
        Optional<Holding> taken = ownership.take(id, () -> new HolderText(me, reader.state()).toString());
        if (taken.isEmpty()) {
            return false;
        }
        reader.begin(taken.get(), me);
        reader.hurry(isHurrying());
        Loop readerLoop = new Loop(feed.timing(), () -> {
            Duration pause = reader.step();
            if (pause == null && !feed.isStopping()) {
                running.remove(id);
            }
            stepEnded();
            return pause;
        });
        running.put(id, new Running(reader, readerLoop));
        readerLoop.wake();
        return true;
    }

    /** Lets readers give up their shards when their steps have ended; returns whether there are any. */
    private boolean releaseSurplus(int surplus) {
        int left = surplus;
        for (Running each : running.values()) {
            left -= each.reader().isGivingUp() ? 1 : 0;
        }
        boolean changed = false;
        for (Running each : running.values()) {
            if (left > 0 && !each.reader().isGivingUp()) {
                left--;
                changed = true;
                each.reader().giveUp();
                each.loop().wake();
            }
        }
        return changed;
    }

    /** A reader has finished its shard: its children, if they are known, can be read. */
    private void finished() {
        relist = true;
        lookForChildren = FIRST_LOOK_FOR_CHILDREN;
        ends.incrementAndGet();
        loop.wake();
    }

    private Duration settle(Settled look, boolean changed, Assignment assignment) {
        if (assignment.lacksChildren() && !shards.ended()) {
            relist = true;
            Duration pause = lookForChildren.compareTo(interval) < 0 ? lookForChildren : interval;
            lookForChildren = pause.multipliedBy(2);
            return isHurrying() ? Duration.ofMillis(1) : pause;
        }
        lookForChildren = FIRST_LOOK_FOR_CHILDREN;
        if (!changed) {
            settled = look;
        }
        return changed && isHurrying() ? Duration.ofMillis(1) : interval;
    }

    /** The stream was disabled and is read to its end. Another one may have been enabled since. */
    private void followTable() {
        GroupRecord present = current();
        String arn = feed.source().arn();
        if (!arn.equals(present.stream()) && feed.mayResume(present.stream(), present.began())) {
            Instant now = feed.now();
            group = ownership.change(present, record -> record.on(arn, now));
            relist = true;
        }
    }

    private void listEntries() {
        GroupRecord present = current();
        GroupRecord stored = ownership.begin(() -> present);
        if (stored.listed()) {
            group = stored;
            loop.wake();
            return;
        }
        listing.take(present, () -> {
            group = ownership.change(present, GroupRecord::withList);
            loop.wake();
        });
    }

    private GroupRecord current() {
        GroupRecord present = group;
        if (present == null) {
            throw new IllegalStateException("The group has not begun.");
        }
        return present;
    }

    /** Reads without pauses, or with them again. */
    synchronized void hurry(boolean on) {
        hurrying += on ? 1 : -1;
        running.values().forEach(each -> {
            each.reader().hurry(isHurrying());
            each.loop().wake();
        });
        if (on) {
            loop.wake();
        }
    }

    private boolean isHurrying() {
        return hurrying > 0;
    }

    /** Returns what keeps this member from finding shards; null if there is nothing. */
    @Nullable
    Throwable obstacle() {
        return failure == null ? listing.failure() : failure;
    }

    /** Returns whether all changes before a ticket was taken were handled, as far as this member is to handle them. */
    boolean hasReadSince(long ticket) {
        Settled look = settled;
        return look != null
                && look.ticket() > ticket
                && readers().stream().allMatch(reader -> reader.hasReadSince(ticket))
                && look.ends() == ends.get(); // Counted before the reader is no longer one of them.
    }

    private void stepEnded() {
        synchronized (steps) {
            steps.notifyAll();
        }
    }

    void awaitStep(long nanos) throws InterruptedException {
        synchronized (steps) {
            TimeUnit.NANOSECONDS.timedWait(steps, Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(10)));
        }
    }

    /** Starts no more steps, and waits for those that are running. */
    void stop(Duration patience, Duration afterInterrupt) throws InterruptedException {
        List<Loop> loops = new ArrayList<>(List.of(loop));
        running.values().forEach(each -> loops.add(each.loop()));
        loops.addAll(listing.loops());
        Loop.stop(loops, patience, afterInterrupt);
    }

    /** Returns whether this thread runs a step, of a reader for instance. */
    boolean isOnThread() {
        return loop.isOnThread()
                || listing.loops().stream().anyMatch(Loop::isOnThread)
                || running.values().stream().anyMatch(each -> each.loop().isOnThread());
    }

    /** Gives up what this member holds. */
    void release() {
        running.values().forEach(each -> each.reader().release());
        running.clear();
        listing.release();
    }
}
