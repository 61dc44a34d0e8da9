package io.dynastore.lease;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import io.dynastore.internal.ItemAccess.KeyedItem;
import io.dynastore.internal.LeaseTimeouts;
import io.dynastore.internal.Nonce;
import io.dynastore.internal.Renewals.Renewal;
import io.dynastore.internal.RequestTime;
import io.dynastore.internal.TenureRequests.Departed;
import io.dynastore.internal.TenureRequests.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Sends the requests of the protocol for the leases of one partition. Thread-safe; has no state. */
final class LeaseClient {
    private final Partition<AttributeValue> partition;
    private final ItemAccess items;
    private final LeaseSettings settings;
    private final Timing timing;
    private final LeaseTimeouts timeouts;

    LeaseClient(Partition<AttributeValue> partition, ItemAccess items, LeaseSettings settings, Timing timing) {
        this.partition = partition;
        this.items = items;
        this.settings = settings;
        this.timing = timing;
        this.timeouts = new LeaseTimeouts(partition.table().store().client());
    }

    /** Returns the items of a partition, which may be behind a proxy. */
    static ItemAccess itemsOf(Partition<?> partition) {
        return partition
                .unwrap(ItemAccess.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        partition + " does not belong to a DynaStore. Take the partition from one."));
    }

    Partition<AttributeValue> partition() {
        return partition;
    }

    LeaseSettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
    }

    /** Returns the present time on both clocks. */
    RequestTime time() {
        return new RequestTime(timing.nanoTime(), timing.now());
    }

    LeaseHandle handle(String name, String owner, long token, Duration duration) {
        return new LeaseHandle(partition.table().name(), partition.name(), name, owner, token, duration);
    }

    /** Returns the latest deadline that has certainly passed; null if deadlines are not to be relied on. */
    @Nullable
    Instant overdue() {
        return settings.takeoverByDeadline() ? timing.now().minus(settings.clockSkew()) : null;
    }

    /**
     * Acquires a lease if it is free or its holder is dead, and returns its item, which tells by its owner whether this
     * succeeded.
     *
     * @param dead the nonce of a holder that was observed to be dead; null if there is none
     * @param left the nonces that this process has left in the lease
     */
    LeaseItem acquire(NewTenure tenure, @Nullable SdkBytes dead, List<SdkBytes> left) {
        UpdateItemRequest.Builder request = LeaseRequests.acquire(
                        tenure, validity(tenure), new Departed(overdue(), dead, left))
                .overrideConfiguration(timeouts.forAcquisition(tenure.options().duration()));
        try {
            return begun(tenure, items.updateItem("acquireLease", tenure.name(), request));
        } catch (ConditionalCheckFailedException e) {
            // It may be this owner's: a retry whose first attempt was executed is refused by that attempt's work.
            return item(tenure.name(), e.item());
        }
    }

    /** Returns the item of a tenure that has begun; a reply without it is none, and leaves the outcome unknown. */
    private LeaseItem begun(NewTenure tenure, UpdateItemResponse response) {
        LeaseItem item = LeaseItem.of(response.attributes());
        if (item == null || !item.isOwnedBy(tenure.owner())) {
            throw unreadable(tenure.name());
        }
        return item;
    }

    private OutcomeUnknownException unreadable(String name) {
        return new OutcomeUnknownException(
                partition.table().name(),
                partition.name(),
                name,
                new IllegalStateException("The reply does not contain the lease"));
    }

    /**
     * Renews a lease, and returns its item.
     *
     * @param renewal what to send; the number of each later one is higher
     * @param holder the new holder; null to keep the present one
     * @param retention for how long the item is kept after the deadline
     * @throws ConditionalCheckFailedException if the item is no longer this lease's, or a later renewal was first
     */
    LeaseItem renew(LeaseHandle lease, Renewal renewal, @Nullable String holder, Duration retention) {
        UpdateItemRequest.Builder request = LeaseRequests.renew(
                        lease.owner(),
                        lease.token(),
                        renewal.nonce(),
                        new Validity(renewal.requested().wall(), lease.duration(), retention),
                        holder)
                .overrideConfiguration(
                        renewal.patient()
                                ? timeouts.forLateReplies(lease.duration())
                                : timeouts.forSharedThreads(lease.duration()));
        LeaseItem item = LeaseItem.of(
                items.updateItem("renewLease", lease.name(), request).attributes());
        if (item == null) {
            throw unreadable(lease.name());
        }
        return item;
    }

    /**
     * Releases a lease; returns false if another process has had it since.
     *
     * @param number a number that is higher than those of all renewals
     * @param holder the text that the next holder finds; null for the present one
     * @param retention for how long the item is kept
     */
    boolean release(LeaseHandle lease, long number, @Nullable String holder, Duration retention) {
        UpdateItemRequest.Builder request = LeaseRequests.release(
                        lease.owner(), lease.token(), Nonce.of(number), timing.now(), retention, holder)
                .overrideConfiguration(timeouts.forRelease(lease.duration()));
        try {
            items.updateItem("releaseLease", lease.name(), request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            // A retry finds what the first attempt has done.
            return current(e).map(item -> isReleased(item, lease)).orElse(false);
        }
    }

    /**
     * Releases a lease to another holder of this process, and returns its item, which tells by its owner whether this
     * succeeded; null if there is none.
     *
     * @param holder the text that the other holder finds; null for the present one
     */
    @Nullable
    LeaseItem handOver(LeaseHandle lease, NewTenure to, @Nullable String holder) {
        UpdateItemRequest.Builder request = LeaseRequests.handOver(lease, to, validity(to), holder)
                .overrideConfiguration(timeouts.forAcquisition(to.options().duration()));
        try {
            return begun(to, items.updateItem("handOverLease", lease.name(), request));
        } catch (ConditionalCheckFailedException e) {
            return current(e).orElse(null);
        }
    }

    static boolean isReleased(LeaseItem item, LeaseHandle lease) {
        return item.isFree() && item.token() == lease.token();
    }

    /** Releases a lease that an acquisition with an unknown outcome may have acquired. */
    void undo(NewTenure tenure) {
        UpdateItemRequest.Builder request = LeaseRequests.undo(
                        tenure.owner(),
                        Nonce.of(0),
                        timing.now(),
                        tenure.options().retention())
                .overrideConfiguration(
                        timeouts.forSharedThreads(tenure.options().duration()));
        try {
            items.updateItem("releaseLease", tenure.name(), request);
        } catch (ConditionalCheckFailedException e) {
            // The lease was not acquired, or has another owner by now.
        }
    }

    /** Reads a lease; empty if it was never used, or not for so long that its item has expired. */
    Optional<LeaseItem> read(String name) {
        return partition.find(name).map(entry -> checked(name, LeaseItem.of(entry)));
    }

    /** Returns the items whose keys begin with a prefix, among which may be others than leases. */
    Stream<KeyedItem> items(String prefix) {
        return items.streamItems(prefix);
    }

    /** Returns the item that refused a request; empty if there was none, or it is not a lease. */
    static Optional<LeaseItem> current(ConditionalCheckFailedException refusal) {
        return refusal.hasItem() ? Optional.ofNullable(LeaseItem.of(refusal.item())) : Optional.empty();
    }

    void checkName(String name) {
        items.checkKey(name);
    }

    static String newOwner() {
        return UUID.randomUUID().toString();
    }

    private LeaseItem item(String name, Map<String, AttributeValue> attributes) {
        return checked(name, LeaseItem.of(attributes));
    }

    private LeaseItem checked(String name, @Nullable LeaseItem item) {
        if (item == null) {
            throw new NotALeaseException(partition.table().name(), partition.name(), name);
        }
        return item;
    }

    private Validity validity(NewTenure tenure) {
        return new Validity(
                tenure.requested().wall(),
                tenure.options().duration(),
                tenure.options().retention());
    }
}
