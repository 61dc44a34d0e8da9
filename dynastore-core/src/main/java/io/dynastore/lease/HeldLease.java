package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.internal.Durations;
import io.dynastore.internal.HoldingPeriod;
import io.dynastore.internal.Interruptions;
import io.dynastore.internal.Renewals;
import io.dynastore.internal.Renewals.Renewal;
import io.dynastore.internal.RequestTime;
import io.dynastore.internal.Texts;
import io.dynastore.lease.LeaseEnd.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
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

    private final LeaseContext context;
    private final LeaseClient client;
    private final LeaseHandle acquired;
    private final Streak streak;
    private final int generation;
    private final LeaseOptions options;
    private final Renewals renewals;
    private final LeaseTimers timers;
    private final LeaseEnding ending;
    private final ExpiryWarning warning;

    private String holder;
    private String previousHolder = "";

    /** Creates a lease that this process has, or whose handle it has. */
    HeldLease(
            LeaseContext context,
            LeaseHandle acquired,
            RequestTime requested,
            LeaseOptions options,
            Streak streak,
            int generation) {
        this.context = context;
        this.client = context.client();
        this.acquired = acquired;
        this.holder = options.holder();
        this.streak = streak;
        this.generation = generation;
        this.options = options;
        this.renewals = new Renewals(
                client::time, new HoldingPeriod(client::time, requested, options.duration(), options.margin()));
        this.timers = new LeaseTimers(client.timing(), new BackgroundRenewal(this), this::watch);
        this.ending = new LeaseEnding(this, client.timing(), context.held().listeners(), this::cleanUp);
        this.warning = new ExpiryWarning(this, client.timing(), options.expiryWarning());
    }

    /** Creates a lease that a request has just begun. */
    static HeldLease begun(LeaseContext context, NewTenure tenure, LeaseItem item, Streak streak) {
        LeaseHandle acquired = context.client()
                .handle(
                        tenure.name(),
                        tenure.owner(),
                        item.token(),
                        tenure.options().duration());
        HeldLease lease =
                new HeldLease(context, acquired, tenure.requested(), tenure.options(), streak, tenure.generation());
        lease.renewals.begun(tenure.nonce());
        lease.previousHolder = item.previousHolder();
        return lease;
    }

    /** Starts to watch the deadline, and to renew the lease unless its options say otherwise. */
    synchronized void start() {
        timers.watchIn(warning.renewed(renewals));
        if (options.renewed()) {
            timers.renewIn(renewals.untilRenewal());
        }
    }

    void announce(Duration waited, Executor executor) {
        ending.announce(waited, executor);
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

    /** Returns the generation of the leases when this one was asked for. */
    int generation() {
        return generation;
    }

    LeaseOptions options() {
        return options;
    }

    Streak streak() {
        return streak;
    }

    List<SdkBytes> nonces() {
        return renewals.nonces();
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
            remaining = ending.end() == null ? renewals.remaining() : Duration.ZERO;
            failure = renewals.lastFailure();
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
        renew(null, options.nextHolder());
    }

    @Override
    public void renew(Duration duration) {
        renew(LeaseOptions.checkDuration(duration), options.nextHolder());
    }

    @Override
    public Duration duration() {
        return renewals.duration();
    }

    @Override
    public synchronized String holder() {
        return holder;
    }

    @Override
    public synchronized Optional<String> previousHolder() {
        return previousHolder.isEmpty() ? Optional.empty() : Optional.of(previousHolder);
    }

    @Override
    public void replaceHolder(String holder) {
        renew(null, Texts.requireUnicode("holder of a lease", holder));
    }

    @Override
    public void onEnd(Consumer<? super LeaseEnd> listener) {
        ending.onEnd(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void onExpiring(Consumer<? super Lease> listener) {
        warning.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public Optional<LeaseEnd> end() {
        return isHeld() ? Optional.empty() : Optional.ofNullable(ending.end());
    }

    @Override
    public boolean release() {
        return releaseWith(options.nextHolder());
    }

    @Override
    public boolean release(String holder) {
        return releaseWith(Texts.requireUnicode("holder of a lease", holder));
    }

    /** Releases the lease; the common listeners are notified on this thread, but only after the request. */
    private boolean releaseWith(@Nullable String lastHolder) {
        List<Runnable> notifications = new ArrayList<>(0);
        try {
            return endWith(LeaseEnd.of(Reason.RELEASED), notifications::add)
                    && new Release(context, this).toNext(lastHolder);
        } finally {
            notifications.forEach(Runnable::run);
        }
    }

    @Override
    public void close() {
        // Interrupted work releases its lease all the same, also if the interruption arrives during the request and
        // aborts it, as it does in a leader's listener that fails or resigns.
        Interruptions.postpone(() -> {
            try {
                release();
            } catch (RuntimeException e) {
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
        Durations.atMost(Durations.YEAR, "The rest of the lease " + Texts.quote(name()), rest);
        if (rest.isNegative() || rest.isZero()) {
            close();
            return;
        }
        Duration shortest = duration().compareTo(SHORTEST_REST) < 0 ? duration() : SHORTEST_REST;
        Interruptions.postpone(() -> renewToRest(rest.compareTo(shortest) < 0 ? shortest : rest));
        List<Runnable> notifications = new ArrayList<>(0);
        if (endWith(LeaseEnd.of(Reason.RELEASED), notifications::add)) {
            client.timing().schedule(rest, this::releaseEnded);
        }
        notifications.forEach(Runnable::run);
    }

    private void renewToRest(Duration rest) {
        try {
            renew(rest, options.nextHolder());
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "The lease cannot rest: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "Failed to let the lease rest; it ends at its deadline: " + this, e);
        }
    }

    /** Ends the lease because all are to end; returns whether it has to be released. */
    boolean endWithAll(Reason reason) {
        return isHeld() && ending.endWith(LeaseEnd.of(reason)) == null;
    }

    /** Releases the lease after it was ended here. */
    void releaseEnded() {
        try {
            new Release(context, this).toAll(options.nextHolder());
        } catch (RuntimeException e) {
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
    private boolean endWith(LeaseEnd end, Executor executor) {
        LeaseEnd earlier = isHeld() ? ending.endWith(end, executor) : ending.end();
        return earlier == null || earlier.reason() == Reason.EXPIRED;
    }

    private void cleanUp(LeaseEnd end) {
        timers.cancel();
        context.held().remove(this);
        if (end.reason() == Reason.EXPIRED) {
            context.left().add(name(), nonces());
            context.waiting().wake(name());
        }
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
            Renewal next = renewals.next(renewal.duration());
            try {
                renewed(next, client.renew(renewal, next, newHolder, options.retention()));
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
        LeaseEnd found = LeaseEnd.found(current, acquired);
        if (found != null) {
            ending.endWith(found);
            throw lost();
        }
        // Another process that has the handle has renewed the lease meanwhile, or another thread has.
        renewals.overtaken(current == null ? null : current.nonce());
    }

    /** Returns a number that is usually also higher than those of another process with the same handle. */
    long nextRenewalNumber() {
        return renewals.nextNumber();
    }

    private synchronized void renewed(Renewal renewal, LeaseItem item) {
        if (renewals.renewed(renewal, item.duration())) {
            holder = item.holder();
            previousHolder = item.previousHolder();
            start();
        }
    }

    /** Returns the deadline on the monotonic clock. */
    long deadlineNanos() {
        return renewals.deadlineNanos();
    }

    /** Schedules the next renewal after one that has failed. */
    synchronized void retry(Throwable failure) {
        timers.renewIn(renewals.failed(failure));
    }

    /** Notices that the lease has not been renewed, first before and then at its deadline. */
    private void watch() {
        Duration remaining = remaining();
        if (!remaining.isZero()) {
            timers.watchIn(warning.check(remaining, ending::expiring));
        }
    }

    @Override
    public String toString() {
        return "Lease[" + Texts.escape(acquired.table() + ", " + acquired.partition() + ", " + name()) + ", token "
                + token() + "]";
    }
}
