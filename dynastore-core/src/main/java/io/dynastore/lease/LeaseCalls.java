package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import io.dynastore.lease.LeaseRequests.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The calls of the protocol on the leases of one partition. Thread-safe; knows nothing of who holds what. */
final class LeaseCalls {
    /** Less than this a first call may take, with its connection to be made. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(1);

    private final Partition<AttributeValue> partition;
    private final ItemAccess items;
    private final LeaseSettings settings;
    private final Timing timing;

    /** The client's own bounds, which a call's bounds only ever lower. */
    private final @Nullable Duration callTimeout;

    private final @Nullable Duration attemptTimeout;

    LeaseCalls(Partition<AttributeValue> partition, ItemAccess items, LeaseSettings settings, Timing timing) {
        this.partition = partition;
        this.items = items;
        this.settings = settings;
        this.timing = timing;
        ClientOverrideConfiguration client = overrides(partition);
        this.callTimeout = client == null ? null : client.apiCallTimeout().orElse(null);
        this.attemptTimeout =
                client == null ? null : client.apiCallAttemptTimeout().orElse(null);
    }

    private static @Nullable ClientOverrideConfiguration overrides(Partition<?> partition) {
        try {
            return partition
                    .table()
                    .store()
                    .client()
                    .serviceClientConfiguration()
                    .overrideConfiguration();
        } catch (UnsupportedOperationException notTheSdksOwn) {
            return null;
        }
    }

    /**
     * When a request was about to be sent, on both clocks.
     *
     * @param nanos on the monotonic clock
     * @param wall on the wall clock
     */
    record Sent(long nanos, Instant wall) {}

    /**
     * What came of an attempt to acquire.
     *
     * @param item the lease as it is now
     * @param acquired whether it is ours
     * @param sent when the request was sent
     */
    record Attempt(LeaseItem item, boolean acquired, Sent sent) {}

    Partition<AttributeValue> partition() {
        return partition;
    }

    LeaseSettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
    }

    Sent now() {
        return new Sent(timing.nanoTime(), timing.now());
    }

    LeaseHandle handle(String name, String owner, long token, Duration duration) {
        return new LeaseHandle(partition.table().name(), partition.name(), name, owner, token, duration);
    }

    /** The latest of all deadlines that are past for sure; null if deadlines are not to be trusted. */
    @Nullable
    Instant overdue() {
        return settings.takeoverByDeadline() ? timing.now().minus(settings.clockSkew()) : null;
    }

    Attempt acquire(String name, String owner, LeaseOptions options, @Nullable SdkBytes dead) {
        Sent sent = now();
        // What takes as long as the lease lasts is of no use any more; one attempt that hangs must not take it all.
        Duration attempt = options.duration().dividedBy(3);
        UpdateItemRequest.Builder request = LeaseRequests.acquire(
                        owner, Nonce.of(0), term(sent, options.duration()), options.holder(), overdue(), dead)
                .overrideConfiguration(
                        bounds(options.duration(), attempt.compareTo(SHORTEST_ATTEMPT) < 0 ? null : attempt));
        try {
            LeaseItem item =
                    item(name, items.updateItem("acquireLease", name, request).attributes());
            return new Attempt(item, true, sent);
        } catch (ConditionalCheckFailedException e) {
            LeaseItem item = item(name, e.item());
            // A retry whose first attempt was executed is refused by its own work.
            return new Attempt(item, item.isOwnedBy(owner), sent);
        }
    }

    /**
     * Renews a lease and returns it.
     *
     * @throws ConditionalCheckFailedException if it is not ours, or was renewed later than by this
     */
    LeaseItem renew(LeaseHandle lease, long number, Sent sent, @Nullable String holder) {
        return item(
                lease.name(),
                items.updateItem(
                                "renewLease",
                                lease.name(),
                                LeaseRequests.renew(
                                                lease.owner(),
                                                lease.token(),
                                                Nonce.of(number),
                                                term(sent, lease.duration()),
                                                holder)
                                        .overrideConfiguration(shared(lease.duration())))
                        .attributes());
    }

    /** Releases a lease; returns whether nobody else has had it. */
    boolean release(LeaseHandle lease, long number) {
        try {
            items.updateItem(
                    "releaseLease",
                    lease.name(),
                    LeaseRequests.release(
                                    lease.owner(), lease.token(), Nonce.of(number), timing.now(), settings.retention())
                            .overrideConfiguration(bounds(lease.duration(), null)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // A retry meets what the first attempt has done.
            return current(e)
                    .map(item -> item.isFree() && item.token() == lease.token())
                    .orElse(false);
        }
    }

    /** Releases what may have been acquired. */
    void undo(String name, String owner, Duration duration) {
        try {
            items.updateItem(
                    "releaseLease",
                    name,
                    LeaseRequests.undo(owner, Nonce.of(0), timing.now(), settings.retention())
                            .overrideConfiguration(shared(duration)));
        } catch (ConditionalCheckFailedException e) {
            // It was not, or is somebody else's by now.
        }
    }

    /** The lease as it is in the table or was a moment ago; empty if it was never used, or not for long. */
    Optional<LeaseItem> read(String name) {
        return partition.find(name).map(entry -> checked(name, LeaseItem.of(entry)));
    }

    Optional<LeaseItem> current(ConditionalCheckFailedException refusal) {
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

    private Term term(Sent sent, Duration duration) {
        return new Term(sent.wall(), duration, settings.retention());
    }

    /** Of a call on the threads that all leases share: less than a third of the lease, in three attempts. */
    private AwsRequestOverrideConfiguration shared(Duration lease) {
        Duration call = lease.multipliedBy(3).dividedBy(10);
        return bounds(call, call.dividedBy(3));
    }

    private AwsRequestOverrideConfiguration bounds(Duration call, @Nullable Duration attempt) {
        AwsRequestOverrideConfiguration.Builder bounds = AwsRequestOverrideConfiguration.builder();
        if (callTimeout == null || call.compareTo(callTimeout) < 0) {
            bounds.apiCallTimeout(call);
        }
        if (attempt != null && (attemptTimeout == null || attempt.compareTo(attemptTimeout) < 0)) {
            bounds.apiCallAttemptTimeout(attempt);
        }
        return bounds.build();
    }
}
