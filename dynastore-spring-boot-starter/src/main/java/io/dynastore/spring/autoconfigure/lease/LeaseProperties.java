package io.dynastore.spring.autoconfigure.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the leases, for coordination between instances.
 *
 * @param enabled Whether leases are auto-configured.
 * @param partition Partition that contains the leases and nothing else: one of 'dynastore.partitions', or else a partition
 *     of that name in the table of 'dynastore.table'.
 * @param duration Time that a lease lasts after each renewal.
 * @param renewal Whether leases are renewed automatically, every third of their duration.
 * @param holder Text that describes the holder of a lease. By default, the name of the application, process id and host.
 * @param clockSkew Maximum difference of the wall clocks of two machines.
 * @param takeoverByDeadline Whether a lease is taken over as soon as its written deadline has passed by more than the clock
 *     skew. Otherwise, it is taken over after it has been watched for its whole duration.
 * @param pollInterval Longest pause between two reads of a lease that is waited for.
 * @param retention Time for which the item of a lease is kept after its last use.
 * @param expiryWarning Part of a lease's time, from 0 to 0.5: when less is left because the lease was not renewed, LeaseListener
 *     beans are warned. 0 for no warning; a third by default.
 * @param maxConcurrentRequests Maximum number of requests that renew leases at the same time. Each needs a connection of the
 *     client.
 * @param springIntegration The lock registry of Spring Integration.
 * @param shedlock The lock provider of ShedLock.
 */
@ConfigurationProperties("dynastore.leases")
public record LeaseProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("leases") String partition,
        @DefaultValue("30s") Duration duration,
        @DefaultValue("true") boolean renewal,
        @Nullable String holder,
        @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("true") boolean takeoverByDeadline,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("1d") Duration retention,
        @Nullable Double expiryWarning,
        @DefaultValue("50") int maxConcurrentRequests,
        @DefaultValue SpringIntegrationProperties springIntegration,
        @DefaultValue ShedLockProperties shedlock) {

    /**
     * Properties of the lock registry of Spring Integration.
     *
     * @param enabled Whether a lock registry is auto-configured if Spring Integration is on the class path.
     * @param prefix Prefix of the names of the leases for locks, followed by the key of the lock.
     */
    public record SpringIntegrationProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("integration/") String prefix) {}

    /**
     * Properties of the lock provider of ShedLock.
     *
     * @param enabled Whether a lock provider is auto-configured if ShedLock is on the class path.
     * @param prefix Prefix of the names of the leases for locks, followed by the name of the lock.
     */
    public record ShedLockProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("shedlock/") String prefix) {}
}
