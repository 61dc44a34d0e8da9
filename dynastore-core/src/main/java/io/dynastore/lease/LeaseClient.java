package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import io.dynastore.lease.LeaseRequests.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

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

    Partition<AttributeValue> partition() {
        return partition;
    }

    LeaseSettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
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
     * @param deadNonce the nonce of a holder that was observed to be dead; null if there is none
     */
    LeaseItem acquire(
            String name, String owner, LeaseOptions options, RequestTime requested, @Nullable SdkBytes deadNonce) {
        UpdateItemRequest.Builder request = LeaseRequests.acquire(
                        owner,
                        Nonce.of(0),
                        validity(requested, options.duration()),
                        options.holder(),
                        overdue(),
                        deadNonce)
                .overrideConfiguration(timeouts.forAcquisition(options.duration()));
        try {
            return item(name, items.updateItem("acquireLease", name, request).attributes());
        } catch (ConditionalCheckFailedException e) {
            // It may be this owner's: a retry whose first attempt was executed is refused by that attempt's work.
            return item(name, e.item());
        }
    }

    /**
     * Renews a lease, and returns its item.
     *
     * @param number the number of this renewal; that of each later one is higher
     * @param holder the new holder; null to keep the present one
     * @throws ConditionalCheckFailedException if the item is no longer this lease's, or a later renewal was first
     */
    LeaseItem renew(LeaseHandle lease, long number, RequestTime requested, @Nullable String holder) {
        UpdateItemRequest.Builder request = LeaseRequests.renew(
                        lease.owner(), lease.token(), Nonce.of(number), validity(requested, lease.duration()), holder)
                .overrideConfiguration(timeouts.forSharedThreads(lease.duration()));
        return item(
                lease.name(),
                items.updateItem("renewLease", lease.name(), request).attributes());
    }

    /** Releases a lease; returns false if another process has had it since. */
    boolean release(LeaseHandle lease, long number) {
        UpdateItemRequest.Builder request = LeaseRequests.release(
                        lease.owner(), lease.token(), Nonce.of(number), timing.now(), settings.retention())
                .overrideConfiguration(timeouts.forRelease(lease.duration()));
        try {
            items.updateItem("releaseLease", lease.name(), request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            // A retry finds what the first attempt has done.
            return current(e)
                    .map(item -> item.isFree() && item.token() == lease.token())
                    .orElse(false);
        }
    }

    /** Releases a lease that an acquisition with an unknown outcome may have acquired. */
    void undo(String name, String owner, Duration duration) {
        UpdateItemRequest.Builder request = LeaseRequests.undo(owner, Nonce.of(0), timing.now(), settings.retention())
                .overrideConfiguration(timeouts.forSharedThreads(duration));
        try {
            items.updateItem("releaseLease", name, request);
        } catch (ConditionalCheckFailedException e) {
            // The lease was not acquired, or has another owner by now.
        }
    }

    /** Reads a lease; empty if it was never used, or not for so long that its item has expired. */
    Optional<LeaseItem> read(String name) {
        return partition.find(name).map(entry -> checked(name, LeaseItem.of(entry)));
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

    private Validity validity(RequestTime requested, Duration duration) {
        return new Validity(requested.wall(), duration, settings.retention());
    }
}
