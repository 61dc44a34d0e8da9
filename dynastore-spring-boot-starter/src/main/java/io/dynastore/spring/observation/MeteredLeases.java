package io.dynastore.spring.observation;

import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseListener;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseEndKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseKeyNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lease listener that counts leases, their ends and warnings and the entries that cannot be claimed, and times how long leases
 * were waited for, as {@link DynaStoreMeterDocumentation} describes.
 *
 * <p>Thread-safe.
 */
public final class MeteredLeases implements LeaseListener {
    private final MeterRegistry registry;
    private final Map<Tags, AtomicInteger> held = new ConcurrentHashMap<>();

    /**
     * Creates the listener.
     *
     * @param registry the registry of the meters, which are registered with the first lease
     */
    public MeteredLeases(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void acquired(Lease lease, Duration waited) {
        Tags tags = tags(lease.partition());
        held(tags).incrementAndGet();
        count(DynaStoreMeterDocumentation.LEASES_ACQUIRED, lease.partition());
        Timer.builder(DynaStoreMeterDocumentation.LEASE_WAIT.getName())
                .description(DynaStoreMeterDocumentation.LEASE_WAIT.description())
                .tags(tags)
                .register(registry)
                .record(waited);
    }

    @Override
    public void ended(Lease lease, LeaseEnd end) {
        Tags tags = tags(lease.partition());
        held(tags).decrementAndGet();
        Counter.builder(DynaStoreMeterDocumentation.LEASES_ENDED.getName())
                .description(DynaStoreMeterDocumentation.LEASES_ENDED.description())
                .tags(tags.and(
                        LeaseEndKeyNames.REASON.asString(), end.reason().name().toLowerCase(Locale.ROOT)))
                .register(registry)
                .increment();
    }

    @Override
    public void expiring(Lease lease, Duration remaining) {
        count(DynaStoreMeterDocumentation.LEASES_EXPIRING, lease.partition());
    }

    @Override
    public void skipped(Partition<?> work, String key, RuntimeException failure) {
        count(DynaStoreMeterDocumentation.CLAIMS_SKIPPED, work);
    }

    private void count(DynaStoreMeterDocumentation meter, Partition<?> partition) {
        Counter.builder(meter.getName())
                .description(meter.description())
                .tags(tags(partition))
                .register(registry)
                .increment();
    }

    private AtomicInteger held(Tags tags) {
        return held.computeIfAbsent(tags, of -> {
            AtomicInteger number = new AtomicInteger();
            Gauge.builder(DynaStoreMeterDocumentation.LEASES_HELD.getName(), number, AtomicInteger::get)
                    .description(DynaStoreMeterDocumentation.LEASES_HELD.description())
                    .tags(of)
                    .register(registry);
            return number;
        });
    }

    private static Tags tags(Partition<?> partition) {
        return Tags.of(
                LeaseKeyNames.TABLE.asString(), partition.table().name(),
                LeaseKeyNames.PARTITION.asString(), partition.name());
    }
}
