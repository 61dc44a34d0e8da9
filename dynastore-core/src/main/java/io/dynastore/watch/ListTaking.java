package io.dynastore.watch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the entries from which a group begins, unless another member does. Thread-safe. */
final class ListTaking {
    private final FeedContext feed;
    private final Ownership ownership;
    private final Runnable onStep;
    private volatile @Nullable InitialList list;
    private volatile @Nullable Loop loop;

    /**
     * Creates an object that has not taken the list.
     *
     * @param onStep is called after each step of the list
     */
    ListTaking(FeedContext feed, Ownership ownership, Runnable onStep) {
        this.feed = feed;
        this.ownership = ownership;
        this.onStep = onStep;
    }

    /**
     * Takes the list if no member has it.
     *
     * @param onListed is called when all entries were handled
     */
    void take(GroupRecord group, Runnable onListed) {
        if (loop != null || ownership.known().isListHeld()) {
            return;
        }
        InitialList listing = new InitialList(feed, group, onListed);
        listing.from(ownership.listText());
        ownership.takeList(listing::text).ifPresent(taken -> {
            listing.begin(taken);
            Loop begun = new Loop(feed.timing(), () -> {
                Duration pause = listing.step();
                if (pause == null && !feed.isStopping()) {
                    list = null;
                    loop = null;
                }
                onStep.run();
                return pause;
            });
            list = listing;
            loop = begun;
            begun.wake();
        });
    }

    /** Returns why the list makes no progress; null if it does, or is not this member's. */
    @Nullable
    Throwable failure() {
        InitialList listing = list;
        return listing == null ? null : listing.failure();
    }

    /** Returns what runs the list; empty if this member does not. */
    List<Loop> loops() {
        Loop running = loop;
        return running == null ? List.of() : List.of(running);
    }

    /** Gives the list up, for another member. */
    void release() {
        InitialList listing = list;
        if (listing != null) {
            listing.release();
        }
    }
}
