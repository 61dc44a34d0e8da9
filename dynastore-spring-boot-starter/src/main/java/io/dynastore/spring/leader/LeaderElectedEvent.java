package io.dynastore.spring.leader;

import io.dynastore.lease.Lease;
import java.util.Objects;

/**
 * This instance is the leader. Published on the thread of the election, so that a listener that throws makes it resign. A
 * listener that stays, to do what the leader does, is interrupted when leadership ends.
 *
 * <p>Told apart by the name: {@code @EventListener(condition = "#event.name == 'scheduler'")}.
 *
 * @param name the name of the lease that makes the leader
 * @param leadership the lease, to fence what is written; not to be released, see {@link LeaderCandidate#resign()}
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
