package io.dynastore.spring.autoconfigure.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the leases, for coordination between instances.
 *
 * @param enabled Whether leases are auto-configured.
 * @param partition Partition that the leases are kept in, and nothing else: one of 'dynastore.partitions', or else a partition
 *     of that name in the table of 'dynastore.table'.
 * @param duration Time that a lease lasts after each renewal.
 * @param renewal Whether leases are renewed by themselves, every third of their duration.
 * @param holder Text that says who holds a lease. Name of the application, process id and host by default.
 * @param clockSkew Time by which the wall clocks of two machines differ at most.
 * @param takeoverByDeadline Whether a lease is taken over at once when its written deadline is past by more than the clock
 *     skew. Otherwise it has to be watched for as long as it lasts.
 * @param pollInterval Longest pause between two looks at a lease that is waited for.
 * @param retention Time that the item of a lease is kept after its last use.
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
        @DefaultValue SpringIntegrationProperties springIntegration,
        @DefaultValue ShedLockProperties shedlock) {

    /**
     * Properties of the lock registry of Spring Integration.
     *
     * @param enabled Whether a lock registry is auto-configured if Spring Integration is on the class path.
     * @param prefix Beginning of the names of the leases that stand for locks; the key of the lock follows.
     */
    public record SpringIntegrationProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("integration/") String prefix) {}

    /**
     * Properties of the lock provider of ShedLock.
     *
     * @param enabled Whether a lock provider is auto-configured if ShedLock is on the class path.
     * @param prefix Beginning of the names of the leases that stand for locks; the name of the lock follows.
     */
    public record ShedLockProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("shedlock/") String prefix) {}
}
