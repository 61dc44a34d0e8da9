package io.dynastore.spring.leader;

import io.dynastore.lease.LeaseEnd;
import java.util.Objects;

/**
 * This instance is not the leader any more. Published after a {@link LeaderElectedEvent}, on the thread of the election, and
 * before another can be the leader: unless the process stood still, a quarter of the lease is left for the listeners.
 *
 * @param name the name of the lease that made the leader
 * @param end why leadership ended
 */
public record LeadershipRevokedEvent(String name, LeaseEnd end) {
    /**
     * Creates an event.
     *
     * @param name the name of the lease that made the leader
     * @param end why leadership ended
     */
    public LeadershipRevokedEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(end, "end");
    }
}
