package io.dynastore.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/** The meters of dynastore in addition to those that its observations produce. */
public enum DynaStoreMeterDocumentation implements MeterDocumentation {
    /** Read capacity that DynamoDB reports as consumed. */
    READ_CAPACITY(
            "dynastore.consumed.read.capacity",
            Meter.Type.COUNTER,
            "units",
            "Read capacity that DynamoDB reports as consumed."),

    /** Write capacity that DynamoDB reports as consumed. It reports none for a write whose condition failed. */
    WRITE_CAPACITY(
            "dynastore.consumed.write.capacity",
            Meter.Type.COUNTER,
            "units",
            "Write capacity that DynamoDB reports as consumed."),

    /** Requests to DynamoDB, without the retries of the AWS SDK. */
    REQUESTS(
            "dynastore.requests",
            Meter.Type.COUNTER,
            null,
            "Requests to DynamoDB, without the retries of the AWS SDK."),

    /** Retries of the AWS SDK, after errors, throttling and lost replies. */
    RETRIES(
            "dynastore.retries",
            Meter.Type.COUNTER,
            null,
            "Retries of the AWS SDK, after errors, throttling and lost replies."),

    /** Leases that this process holds now. */
    LEASES_HELD("dynastore.lease.held", Meter.Type.GAUGE, null, "Leases that this process holds now."),

    /** Leases that this process has acquired, or resumed. */
    LEASES_ACQUIRED(
            "dynastore.lease.acquired", Meter.Type.COUNTER, null, "Leases that this process has acquired, or resumed."),

    /** Time from the first attempt to acquire a lease until it was acquired. */
    LEASE_WAIT(
            "dynastore.lease.wait",
            Meter.Type.TIMER,
            null,
            "Time from the first attempt to acquire a lease until it was acquired."),

    /** Leases of this process that have ended, by the reason. */
    LEASES_ENDED(
            "dynastore.lease.ended",
            Meter.Type.COUNTER,
            null,
            "Leases of this process that have ended, by the reason."),

    /** Early warnings that a lease of this process has not been renewed. */
    LEASES_EXPIRING(
            "dynastore.lease.expiring",
            Meter.Type.COUNTER,
            null,
            "Early warnings that a lease of this process has not been renewed."),

    /** Entries that work claims skip because they cannot be read, with the partition of the entries. */
    CLAIMS_SKIPPED(
            "dynastore.claim.skipped",
            Meter.Type.COUNTER,
            null,
            "Entries that work claims skip because they cannot be read."),

    /** Calls of idempotent operations, by the outcome. */
    IDEMPOTENT_CALLS(
            "dynastore.idempotency.calls", Meter.Type.COUNTER, null, "Calls of idempotent operations, by the outcome."),

    /** Time that the handlers of change feeds took for changes that they have handled. */
    FEED_CHANGES(
            "dynastore.feed.changes",
            Meter.Type.TIMER,
            null,
            "Time that the handlers of change feeds took for changes that they have handled."),

    /** Attempts of the handlers of change feeds that have failed, by what followed. */
    FEED_FAILURES(
            "dynastore.feed.failures",
            Meter.Type.COUNTER,
            null,
            "Attempts of the handlers of change feeds that have failed, by what followed."),

    /** Age of the oldest change that waits or is being handled. */
    FEED_LAG(
            "dynastore.feed.lag",
            Meter.Type.GAUGE,
            "seconds",
            "Age of the oldest change that waits or is being handled."),

    /** Failed reads of a stream, which are repeated. */
    FEED_READ_FAILURES(
            "dynastore.feed.read.failures", Meter.Type.COUNTER, null, "Failed reads of a stream, which are repeated."),

    /** Gaps, in which changes may be missing, by what followed. */
    FEED_GAPS(
            "dynastore.feed.gaps",
            Meter.Type.COUNTER,
            null,
            "Gaps, in which changes may be missing, by what followed.");

    private final String name;
    private final Meter.Type type;
    private final @Nullable String unit;
    private final String description;

    DynaStoreMeterDocumentation(String name, Meter.Type type, @Nullable String unit, String description) {
        this.name = name;
        this.type = type;
        this.unit = unit;
        this.description = description;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getBaseUnit() {
        return unit;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public KeyName[] getKeyNames() {
        return switch (this) {
            case READ_CAPACITY, WRITE_CAPACITY, REQUESTS, RETRIES -> OperationKeyNames.values();
            case LEASES_HELD, LEASES_ACQUIRED, LEASE_WAIT, LEASES_EXPIRING, CLAIMS_SKIPPED -> LeaseKeyNames.values();
            case LEASES_ENDED -> KeyName.merge(LeaseKeyNames.values(), LeaseEndKeyNames.values());
            case IDEMPOTENT_CALLS -> IdempotencyKeyNames.values();
            case FEED_CHANGES ->
                KeyName.merge(FeedKeyNames.values(), new KeyName[] {ChangeKeyNames.PARTITION, ChangeKeyNames.TYPE});
            case FEED_FAILURES ->
                KeyName.merge(FeedKeyNames.values(), new KeyName[] {ChangeKeyNames.PARTITION, ChangeKeyNames.DECISION});
            case FEED_LAG, FEED_READ_FAILURES -> FeedKeyNames.values();
            case FEED_GAPS -> KeyName.merge(FeedKeyNames.values(), new KeyName[] {ChangeKeyNames.DECISION});
        };
    }

    /**
     * Returns what the meter counts.
     *
     * @return the description
     */
    public String description() {
        return description;
    }

    /** The keys of the meters of operations, all of which are always present. */
    public enum OperationKeyNames implements KeyName {
        /** The table; for a transaction, the table of its first action. */
        TABLE("db.collection.name"),
        /** The partition; {@code none} for transactions and for lists of a global index over all partitions. */
        PARTITION("dynastore.partition"),
        /** The operation, such as {@code get}. */
        OPERATION("dynastore.operation"),
        /**
         * How the operation ended: {@code success}, {@code not_found}, {@code exists}, {@code conflict}, {@code throttled} or
         * {@code error}.
         */
        OUTCOME("dynastore.outcome");

        private final String key;

        OperationKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The keys of the meters of leases and claims, both of which are always present. */
    public enum LeaseKeyNames implements KeyName {
        /** The table that the leases, or the claimed entries, are in. */
        TABLE("db.collection.name"),
        /** The partition that the leases, or the claimed entries, are in. */
        PARTITION("dynastore.partition");

        private final String key;

        LeaseKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The additional key of the meter of leases that have ended. */
    public enum LeaseEndKeyNames implements KeyName {
        /**
         * Why the lease ended: {@code released}, {@code closed} with the application, {@code expired} because it could not be
         * renewed, {@code taken_over} by another process, or {@code deleted}.
         */
        REASON("dynastore.lease.reason");

        private final String key;

        LeaseEndKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The keys of the meter of idempotent operations, all of which are always present. */
    public enum IdempotencyKeyNames implements KeyName {
        /** The table that the records are in. */
        TABLE("db.collection.name"),
        /** The partition that the records are in. */
        PARTITION("dynastore.partition"),
        /**
         * How the call ended: {@code executed}, {@code replayed}, {@code running} because another call runs the operation,
         * {@code mismatch} because the key belongs to another request, or {@code failed}.
         */
        OUTCOME("dynastore.idempotency.outcome");

        private final String key;

        IdempotencyKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The key of the meters of change feeds, which is always present. */
    public enum FeedKeyNames implements KeyName {
        /** The name of the feed's group. */
        GROUP("dynastore.feed.group");

        private final String key;

        FeedKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The additional keys of some meters of change feeds. */
    public enum ChangeKeyNames implements KeyName {
        /** The partition of the entry. */
        PARTITION("dynastore.partition"),
        /** What has happened: {@code listed}, {@code created}, {@code updated}, {@code deleted} or {@code expired}. */
        TYPE("dynastore.change.type"),
        /** What the feed does then: {@code retry}, {@code skip}, {@code stop} or, after a gap, {@code resume}. */
        DECISION("dynastore.feed.decision");

        private final String key;

        ChangeKeyNames(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
