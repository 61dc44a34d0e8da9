package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of several instances the leader, and another one when that instance dies, resigns or stands still. The leader is
 * the instance that holds a lease; the candidates read the lease from time to time, without a thread of their own.
 *
 * <pre>{@code
 * try (LeaderElection election = LeaderElection.create(leases, "scheduler", listener)) {
 *     election.start();
 *     …
 * }
 * }</pre>
 *
 * <p>An instance counts as the leader for three quarters of its lease after the last renewal. The rest is for
 * {@link LeaderListener#onRevoked}, before another instance can be elected.
 *
 * <p>Thread-safe.
 */
public final class LeaderElection implements AutoCloseable {
    private final DefaultLeases leases;
    private final String name;
    private final Consumer<? super LeaseOptions> options;
    private final LeaderCallbacks callbacks;

    private boolean started;
    private boolean closed;
    private @Nullable Lease leadership;
    private @Nullable AcquisitionLoop candidacy;

    private LeaderElection(
            DefaultLeases leases, String name, Consumer<? super LeaseOptions> options, LeaderListener listener) {
        this.leases = leases;
        this.name = name;
        this.options = options;
        this.callbacks = new LeaderCallbacks(name, Objects.requireNonNull(listener, "listener"), this::resign);
    }

    /**
     * Creates an election in which this instance is not a candidate until it is started.
     *
     * @param leases the leases to use; the caller closes them
     * @param name the name of the leader's lease
     * @param listener notified when this instance becomes the leader, and when it ceases to be the leader
     * @return the election
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static LeaderElection create(Leases leases, String name, LeaderListener listener) {
        return create(leases, name, listener, defaults -> {});
    }

    /**
     * Creates an election in which this instance is not a candidate until it is started.
     *
     * @param leases the leases to use; the caller closes them
     * @param name the name of the leader's lease
     * @param listener notified when this instance becomes the leader, and when it ceases to be the leader
     * @param options sets the duration of the lease and the holder that it shows, among others
     * @return the election
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static LeaderElection create(
            Leases leases, String name, LeaderListener listener, Consumer<? super LeaseOptions> options) {
        DefaultLeases own = DefaultLeases.of(leases);
        if (own.timing() instanceof CallerTiming) {
            throw new IllegalArgumentException("An election needs threads, but " + leases
                    + " start none. Create the leases without LeasesBuilder.withoutThreads.");
        }
        Consumer<LeaseOptions> withMargin = with -> {
            options.accept(with);
            with.margin(with.duration().dividedBy(4));
        };
        // Invalid arguments fail here instead of in the background.
        own.acquisition(name, withMargin);
        return new LeaderElection(own, name, withMargin, listener);
    }

    /**
     * Makes this instance a candidate. Starting again has no effect.
     *
     * @throws IllegalStateException if the election is closed
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The election " + Texts.quote(name) + " is closed. Create a new one.");
        }
        if (!started) {
            started = true;
            stand(Duration.ZERO);
        }
    }

    /** {@return the name of the leader's lease} */
    public String name() {
        return name;
    }

    /**
     * Returns whether this instance is the leader now, by its clocks. Sends no request.
     *
     * @return false also when leadership has just ended and the listener has not been notified yet
     */
    public boolean isLeader() {
        return leadership().isPresent();
    }

    /**
     * Returns the lease of the leader, if this instance is the leader.
     *
     * @return the lease, for its token; empty if this instance is not the leader
     */
    public Optional<Lease> leadership() {
        Lease lease;
        synchronized (this) {
            lease = leadership;
        }
        return Optional.ofNullable(lease).filter(Lease::isHeld);
    }

    /**
     * Reads which instance is the leader, with one request.
     *
     * @return the state of the lease, whose holder shows the leader; empty if there is no leader
     */
    public Optional<LeaseView> currentLeader() {
        return leases.view(name).filter(view -> view.state() != LeaseView.State.FREE);
    }

    /**
     * Resigns, so that another instance can become the leader: releases the lease, and makes this instance a candidate again
     * only after two poll intervals, in which the others have read the lease. Has no effect if this instance is not the
     * leader.
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

    /**
     * Withdraws the candidacy. If this instance is the leader, releases the lease, and waits until the listener has been
     * notified.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (candidacy != null) {
                candidacy.cancel();
            }
        }
        resign();
        callbacks.close();
    }

    private synchronized void stand(Duration delay) {
        if (!closed) {
            candidacy = new AcquisitionLoop(leases.acquisition(name, options), leases.timing());
            candidacy.start(delay, this::elected);
        }
    }

    private void elected(Lease lease) {
        synchronized (this) {
            if (!closed) {
                leadership = lease;
                callbacks.elected(lease);
                lease.onEnd(end -> revoked(lease, end));
                return;
            }
        }
        lease.close();
    }

    private synchronized void revoked(Lease lease, LeaseEnd end) {
        if (leadership != lease) {
            return;
        }
        leadership = null;
        callbacks.revoked(end);
        boolean resigned = end.reason() == LeaseEnd.Reason.RELEASED;
        stand(resigned ? leases.pollInterval().multipliedBy(2) : Duration.ZERO);
    }

    @Override
    public String toString() {
        return "LeaderElection[" + Texts.escape(name) + (isLeader() ? ", leader" : "") + "]";
    }
}
