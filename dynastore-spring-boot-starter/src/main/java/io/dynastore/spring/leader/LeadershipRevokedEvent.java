package io.dynastore.spring.leader;

import io.dynastore.lease.LeaseEnd;
import java.util.Objects;

/**
 * An event that is published when this instance is no longer the leader. It follows a {@link LeaderElectedEvent} on the thread of the
 * election, before another instance can become the leader: unless the process was paused, a quarter of the lease's duration is left
 * for the listeners.
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
