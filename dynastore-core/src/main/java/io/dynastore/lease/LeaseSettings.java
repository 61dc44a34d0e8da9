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
 * @param expiryWarning the default part of the time at which a lease that is not renewed warns
 */
record LeaseSettings(
        Duration duration,
        boolean renewed,
        String holder,
        Duration clockSkew,
        boolean takeoverByDeadline,
        Duration pollInterval,
        Duration retention,
        double expiryWarning) {

    LeaseOptions newOptions() {
        return new LeaseOptions(duration, holder, renewed, expiryWarning);
    }
}
