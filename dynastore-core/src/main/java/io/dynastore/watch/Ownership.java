package io.dynastore.watch;

import io.dynastore.watch.Assignment.ShardView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Divides the shards among the members of a group, and remembers where the group begins. */
interface Ownership {
    /** Returns this member's id. */
    String member();

    /** Reads where the group begins; the first member decides. */
    GroupRecord begin(Supplier<GroupRecord> first);

    /** Changes where the group begins, unless another member has changed it; returns where it begins now. */
    GroupRecord change(GroupRecord expected, UnaryOperator<GroupRecord> change);

    /** Reads what is known of the shards. */
    Known known();

    /**
     * What is known of the shards.
     *
     * @param shards those that were read, by id
     * @param asking the members that ask for shards
     * @param isListHeld whether somebody holds the list
     */
    record Known(Map<String, ShardView> shards, Set<String> asking, boolean isListHeld) {}

    /**
     * Takes a shard unless another member has it.
     *
     * @param text returns what to show of it, now and later
     */
    Optional<Holding> take(String shardId, Supplier<String> text);

    /**
     * Takes the list unless another member has it.
     *
     * @param text returns what to show of it, now and later
     */
    Optional<Holding> takeList(Supplier<String> text);

    /** Returns what the last member that listed has left; empty if there is nothing. */
    String listText();

    /** Deletes the mark of a shard that is finished. */
    void forget(String shardId);

    /** Asks other members for shards. */
    void ask();
}
