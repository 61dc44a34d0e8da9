package io.dynastore.spring.leader;

import io.dynastore.lease.Lease;
import java.util.Objects;

/**
 * An event that is published when this instance becomes the leader. It is published on the thread of the election, so an exception
 * of a listener makes the instance resign. A listener that does not return, because it does the work of the leader, is
 * interrupted when leadership ends.
 *
 * <p>Candidates are distinguished by the name: {@code @EventListener(condition = "#event.name == 'scheduler'")}.
 *
 * @param name the name of the lease that makes the leader
 * @param leadership the lease, to fence writes; use {@link LeaderCandidate#resign()} to release it
 */
public record LeaderElectedEvent(String name, Lease leadership) {
    /**
     * Creates an event.
     *
     * @param name the name of the lease that makes the leader
     * @param leadership the lease
     */
    public LeaderElectedEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(leadership, "leadership");
    }
}
