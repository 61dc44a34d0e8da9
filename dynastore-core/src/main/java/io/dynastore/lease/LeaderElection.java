package io.dynastore.lease;

import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of several instances the leader, and another when that one dies, resigns or stands still. The leader is who holds
 * a lease; candidates look at it from time to time, without a thread of their own.
 *
 * <pre>{@code
 * try (LeaderElection election = LeaderElection.create(leases, "scheduler", listener)) {
 *     election.start();
 *     …
 * }
 * }</pre>
 *
 * <p>A leader counts as such for three quarters of its lease after the last renewal. The rest is for
 * {@link LeaderListener#onRevoked}, before another can be elected.
 *
 * <p>Thread-safe.
 */
public final class LeaderElection implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LeaderElection.class.getName());

    private final DefaultLeases leases;
    private final String name;
    private final Consumer<? super LeaseOptions> options;
    private final LeaderCallbacks callbacks;

    private final AtomicBoolean failing = new AtomicBoolean();

    private boolean started;
    private boolean closed;
    private @Nullable Lease leadership;
    private @Nullable Scheduled next;

    private LeaderElection(
            DefaultLeases leases, String name, Consumer<? super LeaseOptions> options, LeaderListener listener) {
        this.leases = leases;
        this.name = name;
        this.options = options;
        this.callbacks = new LeaderCallbacks(name, Objects.requireNonNull(listener, "listener"), this::resign);
    }

    /**
     * Creates an election, in which this instance does not stand yet.
     *
     * @param leases the leases to use; they stay the caller's
     * @param name the name of the lease that makes the leader
     * @param listener told when this instance becomes the leader and when it ceases to be
     * @return the election
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static LeaderElection create(Leases leases, String name, LeaderListener listener) {
        return create(leases, name, listener, with -> {});
    }

    /**
     * Creates an election, in which this instance does not stand yet.
     *
     * @param leases the leases to use; they stay the caller's
     * @param name the name of the lease that makes the leader
     * @param listener told when this instance becomes the leader and when it ceases to be
     * @param options how long the lease lasts, and what it says of this instance
     * @return the election
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static LeaderElection create(
            Leases leases, String name, LeaderListener listener, Consumer<? super LeaseOptions> options) {
        DefaultLeases own = DefaultLeases.of(leases);
        own.acquisition(name, own.options(options));
        return new LeaderElection(own, name, options, listener);
    }

    /**
     * Stands for election from now on. A second start does nothing.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The election is closed: " + name);
        }
        if (!started) {
            started = true;
            campaign(Duration.ZERO);
        }
    }

    /**
     * The lease's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Whether this instance is the leader now, by its clocks. Sends nothing.
     *
     * @return false also when leadership has just ended and the listener is yet to be told
     */
    public boolean isLeader() {
        return leadership().isPresent();
    }

    /**
     * The lease of the leader, if it is this instance.
     *
     * @return the lease, for its token; empty if another is the leader, or none
     */
    public Optional<Lease> leadership() {
        Lease lease;
        synchronized (this) {
            lease = leadership;
        }
        return Optional.ofNullable(lease).filter(Lease::isHeld);
    }

    /**
     * Looks up who is the leader, with one request.
     *
     * @return the lease as it is; its holder says who. Empty if nobody is
     */
    public Optional<LeaseView> currentLeader() {
        return leases.view(name).filter(view -> view.state() != LeaseView.State.FREE);
    }

    /**
     * Lets another be the leader: releases the lease and stands again only after two poll intervals, in which the others have
     * looked. Does nothing if this instance is not the leader.
     */
    public void resign() {
        Lease lease;
        synchronized (this) {
            lease = leadership;
        }
        if (lease != null) {
            lease.close();
            lease.end().ifPresent(end -> revoked(lease, end));
        }
    }

    /** Withdraws: releases the lease if this instance is the leader, and waits until the listener has been told. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (next != null) {
                next.cancel();
            }
        }
        resign();
        callbacks.close();
    }

    private synchronized void campaign(Duration delay) {
        if (!closed) {
            LeaseOptions with = leases.options(options);
            with.margin(with.duration().dividedBy(4));
            Acquisition acquisition = leases.acquisition(name, with);
            next = leases.timing().schedule(delay, () -> stand(acquisition, with));
        }
    }

    private void stand(Acquisition acquisition, LeaseOptions with) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        Lease lease = tryStand(acquisition, with);
        synchronized (this) {
            if (lease == null) {
                if (!closed) {
                    next = leases.timing().schedule(acquisition.pause(), () -> stand(acquisition, with));
                }
                return;
            }
            if (!closed) {
                elected(lease);
                return;
            }
        }
        lease.close();
    }

    private @Nullable Lease tryStand(Acquisition acquisition, LeaseOptions with) {
        try {
            Lease lease = leases.step(acquisition, name, with);
            failing.set(false);
            return lease;
        } catch (RuntimeException e) {
            // Whatever it is, it may have been mended by the next time. An outage is worth one line.
            if (!failing.getAndSet(true)) {
                LOG.log(Level.WARNING, () -> "Could not stand for election, will try again: " + e.getMessage());
            }
            LOG.log(Level.DEBUG, () -> "Could not stand for election: " + name, e);
            return null;
        }
    }

    private void elected(Lease lease) {
        leadership = lease;
        callbacks.elected(lease);
        lease.onEnd(end -> revoked(lease, end));
    }

    private synchronized void revoked(Lease lease, LeaseEnd end) {
        if (leadership != lease) {
            return;
        }
        leadership = null;
        callbacks.revoked(end);
        boolean resigned = end.reason() == LeaseEnd.Reason.RELEASED;
        campaign(resigned ? leases.pollInterval().multipliedBy(2) : Duration.ZERO);
    }

    @Override
    public String toString() {
        return "LeaderElection[" + name + (isLeader() ? ", leader" : "") + "]";
    }
}
