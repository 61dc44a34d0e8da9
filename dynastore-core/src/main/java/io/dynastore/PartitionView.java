package io.dynastore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A partition as its operations see it: where it is stored, how its values are encoded, and the settings that all of its
 * operations share. Immutable.
 *
 * @param table the table
 * @param name the partition's name
 * @param codec encodes and decodes the values
 * @param consistent whether reads are strongly consistent
 * @param timeToLive the time to live of entries whose write does not set an expiry; null if they do not expire
 * @param fence returns the token that fences a write made now, and fails if the right to write is known to be lost; null if
 *     writes are not fenced
 */
record PartitionView<V>(
        Table table,
        String name,
        Codec<V> codec,
        boolean consistent,
        @Nullable Duration timeToLive,
        @Nullable LongSupplier fence) {
    PartitionView {
        table.layout().checkPartition(name);
        Objects.requireNonNull(codec, "codec");
    }

    static <V> PartitionView<V> of(Table table, String name, Codec<V> codec) {
        return new PartitionView<>(table, name, codec, false, null, null);
    }

    PartitionView<V> withConsistentReads() {
        return new PartitionView<>(table, name, codec, true, timeToLive, fence);
    }

    <U> PartitionView<U> withCodec(Codec<U> other) {
        return new PartitionView<>(table, name, other, consistent, timeToLive, fence);
    }

    PartitionView<V> withTimeToLive(Duration other) {
        Expiry.after(address(), clock().instant(), other);
        return new PartitionView<>(table, name, codec, consistent, other, fence);
    }

    /** Returns this view with a fence that is asked at each write. */
    PartitionView<V> withFence(Fence right) {
        Objects.requireNonNull(right, "fence");
        return withFence(() -> {
            right.ensureHeld();
            return checkPositive(right.token());
        });
    }

    PartitionView<V> withFence(long token) {
        checkPositive(token);
        return withFence(() -> token);
    }

    private PartitionView<V> withFence(LongSupplier other) {
        return new PartitionView<>(table, name, codec, consistent, timeToLive, other);
    }

    private long checkPositive(long token) {
        if (token <= Target.UNFENCED) {
            throw new IllegalArgumentException("The fencing token must be positive, but is " + token + " (" + address()
                    + "). Use the token of a lease.");
        }
        return token;
    }

    boolean isFenced() {
        return fence != null;
    }

    /** Returns the token that fences a write made now, or {@link Target#UNFENCED}. */
    long token() {
        return fence == null ? Target.UNFENCED : fence.getAsLong();
    }

    /** Returns the target of a write, a delete or a check that is made now, after its key has been checked. */
    Target target(String key) {
        return target(checkKey(key), clock().instant());
    }

    /** Returns the target of a write at a given time; its key has been checked already. */
    Target target(String key, Instant now) {
        return new Target(layout(), name, key, now.getEpochSecond(), token());
    }

    QueryPlan plan(Query query) {
        return QueryPlan.ofPartition(layout(), name, query, consistent);
    }

    StoredItem stored(Map<String, AttributeValue> item) {
        return new StoredItem(layout(), item);
    }

    Layout layout() {
        return table.layout();
    }

    OperationRunner runner() {
        return table.runner();
    }

    Clock clock() {
        return table.clock();
    }

    long nowSecond() {
        return clock().instant().getEpochSecond();
    }

    String checkKey(@Nullable String key) {
        return layout().checkKey(name, key);
    }

    Address address() {
        return layout().address(name);
    }

    /** Returns the address of an entry, after its key has been checked. */
    Address address(String key) {
        return layout().address(name, checkKey(key));
    }

    void checkOwn(Entry<?> entry) {
        if (!entry.table().equals(layout().table()) || !entry.partition().equals(name)) {
            throw new IllegalArgumentException("The entry does not belong to " + address() + ", but is "
                    + new Address(entry.table(), entry.partition(), entry.key()) + ". Use the partition it came from.");
        }
    }

    @Override
    public String toString() {
        return "Partition[" + address() + ", " + codec + (consistent ? ", consistent" : "")
                + (timeToLive == null ? "" : ", time to live " + timeToLive) + (isFenced() ? ", fenced" : "") + "]";
    }
}
