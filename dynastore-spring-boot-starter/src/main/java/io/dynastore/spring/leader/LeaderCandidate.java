package io.dynastore.spring.leader;

import io.dynastore.lease.LeaderElection;
import io.dynastore.lease.LeaderListener;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseOptions;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;

/**
 * A candidate that stands for election as long as the application context runs. Declare it as a bean:
 *
 * <pre>{@code
 * @Bean
 * LeaderCandidate scheduler(Leases leases) {
 *     return new LeaderCandidate(leases, "scheduler");
 * }
 * }</pre>
 *
 * <p>It publishes a {@link LeaderElectedEvent} when this instance becomes the leader, and a {@link LeadershipRevokedEvent}
 * when it is no longer the leader. It starts after all other beans, including the web server, and stops first, so that another
 * instance is elected immediately.
 *
 * <p>Thread-safe.
 */
public final class LeaderCandidate implements SmartLifecycle, ApplicationEventPublisherAware {
    private final Leases leases;
    private final String name;
    private final Consumer<? super LeaseOptions> options;
    private volatile @Nullable ApplicationEventPublisher publisher;
    private volatile LeaderElection election;
    private volatile boolean running;

    /**
     * Creates a candidate.
     *
     * @param leases the leases to use
     * @param name the name of the lease that makes the leader
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public LeaderCandidate(Leases leases, String name) {
        this(leases, name, with -> {});
    }

    /**
     * Creates a candidate.
     *
     * @param leases the leases to use
     * @param name the name of the lease that makes the leader
     * @param options the duration of the lease, and its holder
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public LeaderCandidate(Leases leases, String name, Consumer<? super LeaseOptions> options) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.name = Objects.requireNonNull(name, "name");
        this.options = Objects.requireNonNull(options, "options");
        this.election = newElection();
    }

    /** {@return the name of the lease} */
    public String name() {
        return name;
    }

    /**
     * Returns whether this instance is the leader now, by its clocks. Sends no request.
     *
     * @return whether it is the leader; false as soon as leadership ends, even before the listeners are notified
     */
    public boolean isLeader() {
        return election.isLeader();
    }

    /**
     * Returns the lease of this instance, for its token.
     *
     * @return the lease, or empty if this instance is not the leader
     */
    public Optional<Lease> leadership() {
        return election.leadership();
    }

    /**
     * Looks up the leader with one request.
     *
     * @return the lease, whose holder is the leader, or empty if there is no leader
     */
    public Optional<LeaseView> currentLeader() {
        return election.currentLeader();
    }

    /**
     * Gives up leadership: releases the lease, and stands for election again after other instances had an opportunity to acquire
     * it. Does nothing if this instance is not the leader.
     */
    public void resign() {
        election.resign();
    }

    @Override
    public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            election.start();
        }
    }

    /** Withdraws from the election, and waits until the listeners have been notified. The candidate can be started again. */
    @Override
    public synchronized void stop() {
        if (running) {
            running = false;
            election.close();
            election = newElection();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private LeaderElection newElection() {
        return LeaderElection.create(leases, name, new Events(), options);
    }

    private void publish(Object event) {
        ApplicationEventPublisher to = publisher;
        if (to != null) {
            to.publishEvent(event);
        }
    }

    @Override
    public String toString() {
        return "LeaderCandidate[" + name + (isLeader() ? ", leader" : "") + "]";
    }

    private final class Events implements LeaderListener {
        @Override
        public void onElected(Lease leadership) throws InterruptedException {
            try {
                publish(new LeaderElectedEvent(name, leadership));
            } catch (UndeclaredThrowableException e) {
                // Spring throws the checked exceptions of a listener like this; an interruption is not a failure.
                if (e.getCause() instanceof InterruptedException interruption) {
                    throw interruption;
                }
                throw e;
            }
        }

        @Override
        public void onRevoked(LeaseEnd end) {
            publish(new LeadershipRevokedEvent(name, end));
        }
    }
}
