package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.Partition;
import io.dynastore.lease.LeaseCalls.Sent;
import io.dynastore.lease.LeaseEnd.Reason;
import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A lease that was acquired here. Its state is changed under its monitor, which is never held during a call: two renewals
 * may cross, and a release waits for none. What makes that harmless is the condition of each request.
 */
final class HeldLease implements Lease {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    /** Against others with the same handle who keep renewing, each time before us; no more than a guard. */
    private static final int MAX_ROUNDS = 5;

    /** Calls are bounded by what a lease lasts: one that is left to rest for less would leave them too little time. */
    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);

    private final LeaseCalls calls;
    private final Timing timing;
    private final Consumer<HeldLease> onEnd;
    private final LeaseListener listener;
    private final String name;
    private final String owner;
    private final long token;
    private final boolean renewed;
    private final Tenure tenure;
    private final List<Consumer<? super LeaseEnd>> listeners = new ArrayList<>();

    private String holder;
    private long number;
    private int failures;
    private @Nullable Throwable lastFailure;
    private @Nullable LeaseEnd end;
    private boolean announced;
    private @Nullable Scheduled renewal;
    private @Nullable Scheduled deadlineTask;

    HeldLease(
            LeaseCalls calls,
            Consumer<HeldLease> onEnd,
            LeaseListener listener,
            String name,
            String owner,
            long token,
            Sent acquired,
            LeaseOptions options) {
        this.calls = calls;
        this.timing = calls.timing();
        this.onEnd = onEnd;
        this.listener = listener;
        this.name = name;
        this.owner = owner;
        this.token = token;
        this.tenure = new Tenure(timing, acquired, options);
        this.holder = options.holder();
        this.renewed = options.renewed();
    }

    /** Begins to watch the deadline, and to renew if so told. */
    synchronized void start() {
        if (end == null) {
            scheduleEnd();
            if (renewed) {
                scheduleRenewal(tenure.untilRenewal());
            }
        }
    }

    /** Tells the listener of the lease, and of its end if that came first. */
    void announce(Duration waited) {
        listener.acquired(this, waited);
        LeaseEnd ended;
        synchronized (this) {
            announced = true;
            ended = end;
        }
        if (ended != null) {
            listener.ended(this, ended);
        }
    }

    @Override
    public Partition<?> partition() {
        return calls.partition();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public boolean isHeld() {
        return !remaining().isZero();
    }

    @Override
    public Duration remaining() {
        synchronized (this) {
            if (end != null) {
                return Duration.ZERO;
            }
            Duration left = tenure.left();
            if (!left.isNegative() && !left.isZero()) {
                return left;
            }
        }
        expire();
        return Duration.ZERO;
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
        return tenure.duration();
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
        LeaseEnd ended;
        synchronized (this) {
            ended = end;
            if (ended == null) {
                listeners.add(listener);
            }
        }
        if (ended != null) {
            call(listener, ended);
        }
    }

    @Override
    public Optional<LeaseEnd> end() {
        return isHeld() ? Optional.empty() : endNow();
    }

    @Override
    public boolean release() {
        isHeld();
        // Of a lease that has only expired, others need not wait for it to be overdue.
        return mayBeOurs(endWith(LeaseEnd.of(Reason.RELEASED))) && calls.release(handle(), nextNumber());
    }

    @Override
    public void close() {
        // Work that was interrupted has its lease released all the same; also when the interruption arrives during the
        // call and aborts it, as it does in a leader's listener that fails or resigns.
        boolean interrupted = Thread.interrupted();
        try {
            release();
        } catch (SdkException | DynaStoreException e) {
            if (Thread.interrupted()) {
                interrupted = true;
                releaseEnded();
            } else {
                notReleased(e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void closeAfter(Duration rest) {
        if (rest.isNegative() || rest.isZero()) {
            close();
            return;
        }
        Duration least = duration().compareTo(SHORTEST_REST) < 0 ? duration() : SHORTEST_REST;
        boolean interrupted = Thread.interrupted();
        try {
            renew(rest.compareTo(least) < 0 ? least : rest, null);
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "Not left to rest: " + e.getMessage());
        } catch (SdkException | DynaStoreException e) {
            LOG.log(Level.DEBUG, () -> "Not left to rest, others have to wait for its deadline: " + this, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (mayBeOurs(endWith(LeaseEnd.of(Reason.RELEASED)))) {
            timing.schedule(rest, this::releaseEnded);
        }
    }

    /** Of a lease that has only expired, the item may be ours still. */
    private static boolean mayBeOurs(@Nullable LeaseEnd before) {
        return before == null || before.reason() == Reason.EXPIRED;
    }

    private void notReleased(RuntimeException failure) {
        LOG.log(Level.DEBUG, () -> "Not released, others have to wait for its deadline: " + this, failure);
    }

    /** Ends the lease because its {@link Leases} are closed; returns whether it has to be released. */
    boolean endByClose() {
        return isHeld() && endWith(LeaseEnd.of(Reason.CLOSED)) == null;
    }

    /** Releases what {@link #endByClose()} has ended. */
    void releaseEnded() {
        try {
            calls.release(handle(), nextNumber());
        } catch (SdkException | DynaStoreException e) {
            notReleased(e);
        }
    }

    @Override
    public LeaseHandle handle() {
        return calls.handle(name, owner, token, duration());
    }

    private synchronized Optional<LeaseEnd> endNow() {
        return Optional.ofNullable(end);
    }

    private LeaseLostException lost() {
        return new LeaseLostException(handle(), endNow().orElseThrow());
    }

    private void renew(@Nullable Duration newDuration, @Nullable String newHolder) {
        for (int round = 1; ; round++) {
            ensureHeld();
            Duration lasting = newDuration == null ? duration() : newDuration;
            long next = nextNumber();
            Sent sent = calls.now();
            synchronized (this) {
                tenure.renewing(sent, lasting);
            }
            try {
                renewed(sent, calls.renew(calls.handle(name, owner, token, lasting), next, sent, newHolder));
                ensureHeld();
                return;
            } catch (ConditionalCheckFailedException e) {
                LeaseItem current = calls.current(e).orElse(null);
                LeaseEnd found = endBy(current);
                if (found != null) {
                    endWith(found);
                    throw lost();
                }
                if (round == MAX_ROUNDS) {
                    throw e;
                }
                // Somebody who has our handle has renewed it meanwhile, or another thread has.
                atLeast(current == null ? 0 : Nonce.numberOf(current.nonce()));
            }
        }
    }

    /** What the item that refused a renewal says of our lease; null if it is still ours. */
    private @Nullable LeaseEnd endBy(@Nullable LeaseItem current) {
        if (current == null) {
            return LeaseEnd.of(Reason.DELETED);
        }
        if (current.token() != token) {
            return LeaseEnd.takenOver(current.token());
        }
        if (current.isFree()) {
            return LeaseEnd.of(Reason.RELEASED);
        }
        return current.isOwnedBy(owner) ? null : LeaseEnd.takenOver(current.token());
    }

    private synchronized long nextNumber() {
        // Above those of another process with the same handle, as a rule.
        number = Math.max(number + 1, timing.now().toEpochMilli());
        return number;
    }

    private synchronized void atLeast(long seen) {
        number = Math.max(number, seen);
    }

    private synchronized void renewed(Sent sent, LeaseItem item) {
        failures = 0;
        lastFailure = null;
        if (tenure.renewed(sent, item.duration())) {
            holder = item.holder();
            start();
        }
    }

    private void renewByItself() {
        try {
            renew();
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "Not renewed: " + e.getMessage());
        } catch (RuntimeException e) {
            // Of whatever kind: from a closed client, or from the store's hook.
            LOG.log(Level.DEBUG, () -> "Not renewed, will be tried again: " + this, e);
            failed(e);
        }
    }

    private synchronized void failed(Throwable failure) {
        lastFailure = failure;
        failures++;
        if (end == null) {
            scheduleRenewal(tenure.untilRetry(failures));
        }
    }

    private synchronized void scheduleRenewal(Duration delay) {
        if (renewal != null) {
            renewal.cancel();
        }
        renewal = timing.schedule(delay, this::renewByItself);
    }

    private synchronized void scheduleEnd() {
        if (deadlineTask != null) {
            deadlineTask.cancel();
        }
        deadlineTask = timing.schedule(tenure.left(), this::atDeadline);
    }

    private void atDeadline() {
        if (isHeld()) {
            synchronized (this) {
                if (end == null) {
                    scheduleEnd();
                }
            }
        }
    }

    private void expire() {
        Throwable cause;
        synchronized (this) {
            cause = lastFailure;
        }
        endWith(LeaseEnd.expired(cause));
    }

    /** Ends the lease once; returns why it had ended before, null if it had not. */
    private @Nullable LeaseEnd endWith(LeaseEnd how) {
        List<Consumer<? super LeaseEnd>> told;
        boolean known;
        synchronized (this) {
            if (end != null) {
                return end;
            }
            end = how;
            known = announced;
            if (renewal != null) {
                renewal.cancel();
            }
            if (deadlineTask != null) {
                deadlineTask.cancel();
            }
            told = List.copyOf(listeners);
            listeners.clear();
        }
        onEnd.accept(this);
        if (known) {
            listener.ended(this, how);
        }
        if (!told.isEmpty()) {
            timing.execute(() -> told.forEach(listener -> call(listener, how)));
        }
        return null;
    }

    private void call(Consumer<? super LeaseEnd> listener, LeaseEnd how) {
        try {
            listener.accept(how);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, () -> "A listener failed to take that " + this + " was lost", e);
        }
    }

    @Override
    public String toString() {
        return "Lease[" + calls.partition().table().name() + ", "
                + calls.partition().name() + ", " + name + ", token " + token + "]";
    }
}
