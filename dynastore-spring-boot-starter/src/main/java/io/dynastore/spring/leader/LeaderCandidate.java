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
 * Stands for election as long as the application context runs. Declared as a bean,
 *
 * <pre>{@code
 * @Bean
 * LeaderCandidate scheduler(Leases leases) {
 *     return new LeaderCandidate(leases, "scheduler");
 * }
 * }</pre>
 *
 * <p>it publishes a {@link LeaderElectedEvent} when this instance becomes the leader, and a {@link LeadershipRevokedEvent}
 * when it ceases to be. It starts after all other beans, the web server among them, and is the first to stop; then another
 * instance is elected at once.
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
     * @param options how long the lease lasts, and what it says of this instance
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public LeaderCandidate(Leases leases, String name, Consumer<? super LeaseOptions> options) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.name = Objects.requireNonNull(name, "name");
        this.options = Objects.requireNonNull(options, "options");
        this.election = newElection();
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
     * @return false also when leadership has just ended and the listeners are yet to be told
     */
    public boolean isLeader() {
        return election.isLeader();
    }

    /**
     * The lease of the leader, if it is this instance.
     *
     * @return the lease, for its token; empty if another is the leader, or none
     */
    public Optional<Lease> leadership() {
        return election.leadership();
    }

    /**
     * Looks up who is the leader, with one request.
     *
     * @return the lease as it is; its holder says who. Empty if nobody is
     */
    public Optional<LeaseView> currentLeader() {
        return election.currentLeader();
    }

    /**
     * Lets another be the leader: releases the lease and stands again after the others have looked. Does nothing if this
     * instance is not the leader.
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

    /** Withdraws, and waits until the listeners have been told. It can be started again. */
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
                // As Spring throws what a listener method declares: its interruption is no failure.
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
