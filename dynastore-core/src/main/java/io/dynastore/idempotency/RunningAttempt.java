package io.dynastore.idempotency;

import io.dynastore.Fence;
import io.dynastore.Partition;
import io.dynastore.internal.HoldingPeriod;
import io.dynastore.internal.Renewals;
import io.dynastore.internal.Renewals.Renewal;
import io.dynastore.internal.Tenure;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseHandle;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** An attempt whose action runs: it is renewed in the background until the action has ended. Thread-safe. */
final class RunningAttempt implements Attempt, Fence {
    private static final Logger LOG = System.getLogger(Idempotency.class.getName());

    /** A guard against renewals that cross again and again. */
    private static final int MAX_CROSSINGS = 5;

    private final Records records;
    private final Claim claim;
    private final String id;
    private final IdempotencySettings settings;
    private final Renewals renewals;
    private @Nullable Scheduled next;
    private boolean ended;
    private @Nullable Long successor;

    RunningAttempt(Records records, Claim claim, String id, IdempotencySettings settings) {
        this.records = records;
        this.claim = claim;
        this.id = id;
        this.settings = settings;
        Duration lease = settings.lease();
        this.renewals = new Renewals(
                records::time,
                new HoldingPeriod(records::time, claim.requested(), lease, HoldingPeriod.marginOf(lease)));
        renewals.begun(claim.nonce());
    }

    Claim claim() {
        return claim;
    }

    Renewals renewals() {
        return renewals;
    }

    /** Starts the renewals. */
    void start() {
        schedule(renewals.untilRenewal());
    }

    /** Ends the renewals. */
    synchronized void end() {
        ended = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void schedule(Duration delay) {
        if (!isOver()) {
            next = records.timing().schedule(delay, this::renew);
        }
    }

    private synchronized boolean isOver() {
        return ended || successor != null;
    }

    private void renew() {
        try {
            int crossings = 0;
            while (crossings < MAX_CROSSINGS && !isOver() && !renewedOnce()) {
                crossings++;
            }
            schedule(renewals.untilRenewal());
        } catch (RuntimeException | Error e) {
            // Any exception, for instance that of a closed client, or of the store's hook.
            LOG.log(Level.DEBUG, "Failed to renew an attempt; this is retried", e);
            schedule(renewals.failed(e));
        }
    }

    private boolean renewedOnce() {
        Renewal renewal = renewals.next(settings.lease());
        try {
            Tenure tenure = records.renew(claim, renewal, settings);
            renewals.renewed(renewal, tenure == null ? settings.lease() : tenure.duration());
            return true;
        } catch (ConditionalCheckFailedException e) {
            refused(e.hasItem() ? Tenure.of(e.item()) : null);
            return false;
        }
    }

    private synchronized void refused(@Nullable Tenure found) {
        if (found != null && found.isOwnedBy(claim.owner()) && found.token() == claim.token()) {
            renewals.overtaken(found.nonce());
        } else {
            // A record without a tenure is that of a successor, too: this attempt is not renewed after it has recorded
            // a result.
            successor = found == null ? claim.token() + 1 : found.token();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int number() {
        return claim.number();
    }

    @Override
    public Duration remaining() {
        Duration remaining = renewals.remaining();
        return isTakenOver() || remaining.isNegative() ? Duration.ZERO : remaining;
    }

    private synchronized boolean isTakenOver() {
        return successor != null;
    }

    @Override
    public Fence fence() {
        return this;
    }

    @Override
    public long token() {
        return claim.token();
    }

    @Override
    public Partition<?> partition() {
        return records.partition();
    }

    @Override
    public String name() {
        return claim.key();
    }

    @Override
    public String owner() {
        return claim.owner();
    }

    @Override
    public void ensureHeld() {
        if (!remaining().isZero()) {
            return;
        }
        Long token;
        synchronized (this) {
            token = successor;
        }
        LeaseEnd end = token == null
                ? new LeaseEnd(LeaseEnd.Reason.EXPIRED, null, renewals.lastFailure())
                : new LeaseEnd(LeaseEnd.Reason.TAKEN_OVER, token, null);
        Partition<?> partition = records.partition();
        throw new LeaseLostException(
                new LeaseHandle(partition.table().name(), partition.name(), name(), owner(), token(), settings.lease()),
                end);
    }

    @Override
    public String toString() {
        return "Attempt[" + id + ", number " + number() + "]";
    }
}
