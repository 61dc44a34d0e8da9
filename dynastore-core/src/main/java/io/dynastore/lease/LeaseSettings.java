package io.dynastore.lease;

import java.time.Duration;

/**
 * What all leases of one {@link Leases} have in common.
 *
 * @param duration how long a lease lasts that does not say
 * @param renewed whether leases are renewed that do not say
 * @param holder the holder of leases that do not say
 * @param clockSkew by how much two wall clocks may differ
 * @param takeoverByDeadline whether a deadline that is past by more than that ends a lease
 * @param pollInterval the longest pause between two looks at a lease that is waited for
 * @param retention how long the item of a lease is kept after its last use
 */
record LeaseSettings(
        Duration duration,
        boolean renewed,
        String holder,
        Duration clockSkew,
        boolean takeoverByDeadline,
        Duration pollInterval,
        Duration retention) {

    LeaseOptions newOptions() {
        return new LeaseOptions(duration, holder, renewed);
    }
}
