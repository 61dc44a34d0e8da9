package io.dynastore.lease;

import java.time.Duration;

/**
 * The settings of one {@link Leases}.
 *
 * @param duration the default duration of a lease
 * @param renewed whether leases are renewed by default
 * @param holder the default holder
 * @param clockSkew by how much two wall clocks may differ
 * @param takeoverByDeadline whether a deadline that has passed by more than that ends a lease
 * @param pollInterval the longest pause between two attempts to acquire a lease
 * @param retention for how long the item of a lease is kept after its last use
 */
record LeaseSettings(
        Duration duration,
        boolean renewed,
        DefaultHolder holder,
        Duration clockSkew,
        boolean takeoverByDeadline,
        Duration pollInterval,
        Duration retention) {

    LeaseOptions newOptions(double expiryWarning) {
        return new LeaseOptions(duration, holder, renewed, retention, expiryWarning);
    }
}
