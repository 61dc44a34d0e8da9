package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.Partition;
import io.dynastore.internal.Texts;
import io.dynastore.lease.LeaseEnd.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A lease that this process holds. Its state is changed under its monitor, which is never held during a request: two renewals
 * may cross, and a release waits for none. The condition of each request makes that harmless.
 */
final class HeldLease implements Lease {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    /** A guard against another process that has the same handle and renews the lease each time before this one. */
    private static final int MAX_ATTEMPTS = 5;

    /** Requests may take as long as the lease lasts: a lease that rests for a shorter time would leave them too little. */
    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);

    private final LeaseClient client;
    private final LeaseHandle acquired;
    private final boolean renewed;
    private final HoldingPeriod period;
    private final LeaseTimers timers;
    private final LeaseEnding ending;

    private String holder;
    private long renewalNumber;
    private int failures;
    private @Nullable Throwable lastFailure;

    HeldLease(LeaseClient client, HeldLeases held, LeaseHandle acquired, RequestTime requested, LeaseOptions options) {
        this.client = client;
        this.acquired = acquired;
        this.holder = options.holder();
        this.renewed = options.renewed();
        this.period = new HoldingPeriod(client.timing(), requested, options);
        this.timers = new LeaseTimers(client.timing(), this::renewInBackground, this::checkDeadline);
        this.ending = new LeaseEnding(this, client.timing(), held.listener(), () -> {
            timers.cancel();
            held.remove(this);
        });
    }

    /** Starts to watch the deadline, and to renew the lease unless its options say otherwise. */
    synchronized void start() {
        timers.checkDeadlineIn(period.remaining());
        if (renewed) {
            timers.renewIn(period.untilRenewal());
        }
    }

    void announce(Duration waited) {
        ending.announce(waited);
    }

    @Override
    public Partition<?> partition() {
        return client.partition();
    }

    @Override
    public String name() {
        return acquired.name();
    }

    @Override
    public long token() {
        return acquired.token();
    }

    @Override
    public String owner() {
        return acquired.owner();
    }

    @Override
    public boolean isHeld() {
        return !remaining().isZero();
    }

    @Override
    public Duration remaining() {
        Duration remaining;
        Throwable failure;
        synchronized (this) {
            remaining = ending.end() == null ? period.remaining() : Duration.ZERO;
            failure = lastFailure;
        }
        if (remaining.isNegative() || remaining.isZero()) {
            ending.endWith(LeaseEnd.expired(failure));
            return Duration.ZERO;
        }
        return remaining;
    }

    @Override
    public void ensureHeld() {
        if (!isHeld()) {
            throw lost();
        }
    }

    @Override
    public void renew() {
        renew(null, null);
    }

    @Override
    public void renew(Duration duration) {
        renew(LeaseOptions.checkDuration(duration), null);
    }

    @Override
    public synchronized Duration duration() {
        return period.duration();
    }

    @Override
    public synchronized String holder() {
        return holder;
    }

    @Override
    public void replaceHolder(String holder) {
        renew(null, Objects.requireNonNull(holder, "holder"));
    }

    @Override
    public void onEnd(Consumer<? super LeaseEnd> listener) {
        ending.onEnd(listener);
    }

    @Override
    public Optional<LeaseEnd> end() {
        return isHeld() ? Optional.empty() : Optional.ofNullable(ending.end());
    }

    @Override
    public boolean release() {
        return endWith(LeaseEnd.of(Reason.RELEASED)) && client.release(handle(), nextRenewalNumber());
    }

    @Override
    public void close() {
        // Interrupted work releases its lease all the same, also if the interruption arrives during the request and
        // aborts it, as it does in a leader's listener that fails or resigns.
        Interruptions.postpone(() -> {
            try {
                release();
            } catch (SdkException | DynaStoreException e) {
                if (Thread.currentThread().isInterrupted()) {
                    Interruptions.postpone(this::releaseEnded);
                } else {
                    logNotReleased(e);
                }
            }
        });
    }

    @Override
    public void closeAfter(Duration rest) {
        if (rest.isNegative() || rest.isZero()) {
            close();
            return;
        }
        Duration shortest = duration().compareTo(SHORTEST_REST) < 0 ? duration() : SHORTEST_REST;
        Interruptions.postpone(() -> renewToRest(rest.compareTo(shortest) < 0 ? shortest : rest));
        if (endWith(LeaseEnd.of(Reason.RELEASED))) {
            client.timing().schedule(rest, this::releaseEnded);
        }
    }

    private void renewToRest(Duration rest) {
        try {
            renew(rest, null);
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "The lease cannot rest: " + e.getMessage());
        } catch (SdkException | DynaStoreException e) {
            LOG.log(Level.DEBUG, () -> "Failed to let the lease rest; it ends at its deadline: " + this, e);
        }
    }

    /** Ends the lease because its {@link Leases} are closed; returns whether it has to be released. */
    boolean endByClose() {
        return isHeld() && ending.endWith(LeaseEnd.of(Reason.CLOSED)) == null;
    }

    /** Releases the lease after it was ended here. */
    void releaseEnded() {
        try {
            client.release(handle(), nextRenewalNumber());
        } catch (SdkException | DynaStoreException e) {
            logNotReleased(e);
        }
    }

    @Override
    public LeaseHandle handle() {
        return acquired.withDuration(duration());
    }

    /**
     * Ends the lease, and returns whether its item may still be this lease's. It may be if the lease has only expired, and
     * then others need not wait until it is overdue.
     */
    private boolean endWith(LeaseEnd end) {
        LeaseEnd earlier = isHeld() ? ending.endWith(end) : ending.end();
        return earlier == null || earlier.reason() == Reason.EXPIRED;
    }

    private void logNotReleased(RuntimeException failure) {
        LOG.log(Level.DEBUG, () -> "Failed to release a lease; it ends at its deadline: " + this, failure);
    }

    private LeaseLostException lost() {
        return new LeaseLostException(handle(), Objects.requireNonNull(ending.end(), "end"));
    }

    private void renew(@Nullable Duration newDuration, @Nullable String newHolder) {
        for (int attempt = 1; ; attempt++) {
            ensureHeld();
            LeaseHandle renewal = newDuration == null ? handle() : acquired.withDuration(newDuration);
            RequestTime requested = RequestTime.now(client.timing());
            synchronized (this) {
                period.renewing(requested, renewal.duration());
            }
            try {
                renewed(requested, client.renew(renewal, nextRenewalNumber(), requested, newHolder));
                ensureHeld();
                return;
            } catch (ConditionalCheckFailedException e) {
                refused(LeaseClient.current(e).orElse(null));
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Ends the lease if the item that refused a renewal is no longer this lease's. */
    private void refused(@Nullable LeaseItem current) {
        LeaseEnd found = endFound(current);
        if (found != null) {
            ending.endWith(found);
            throw lost();
        }
        // Another process that has the handle has renewed the lease meanwhile, or another thread has.
        long seen = current == null ? 0 : Nonce.numberOf(current.nonce());
        synchronized (this) {
            renewalNumber = Math.max(renewalNumber, seen);
        }
    }

    /** Returns why an item is no longer this lease's; null if it is. */
    private @Nullable LeaseEnd endFound(@Nullable LeaseItem current) {
        if (current == null) {
            return LeaseEnd.of(Reason.DELETED);
        }
        if (current.token() == token() && current.isOwnedBy(owner())) {
            return null;
        }
        return current.token() == token() && current.isFree()
                ? LeaseEnd.of(Reason.RELEASED)
                : LeaseEnd.takenOver(current.token());
    }

    /** Returns a number that is usually also higher than those of another process with the same handle. */
    private synchronized long nextRenewalNumber() {
        renewalNumber = Math.max(renewalNumber + 1, client.timing().now().toEpochMilli());
        return renewalNumber;
    }

    private synchronized void renewed(RequestTime requested, LeaseItem item) {
        failures = 0;
        lastFailure = null;
        if (period.renewed(requested, item.duration())) {
            holder = item.holder();
            start();
        }
    }

    private void renewInBackground() {
        try {
            renew();
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "Failed to renew a lease: " + e.getMessage());
        } catch (RuntimeException e) {
            // Any exception, for instance that of a closed client, or of the store's hook.
            LOG.log(Level.DEBUG, () -> "Failed to renew a lease; this is retried: " + this, e);
            retry(e);
        }
    }

    private synchronized void retry(Throwable failure) {
        lastFailure = failure;
        failures++;
        timers.renewIn(period.untilRetry(failures));
    }

    private void checkDeadline() {
        Duration remaining = remaining();
        if (!remaining.isZero()) {
            timers.checkDeadlineIn(remaining);
        }
    }

    @Override
    public String toString() {
        return "Lease[" + Texts.escape(acquired.table() + ", " + acquired.partition() + ", " + name()) + ", token "
                + token() + "]";
    }
}
