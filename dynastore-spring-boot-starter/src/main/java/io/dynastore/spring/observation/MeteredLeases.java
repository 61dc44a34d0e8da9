package io.dynastore.spring.observation;

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
 * A lease listener that counts leases and their ends, and times how long they were waited for, as
 * {@link DynaStoreMeterDocumentation} describes.
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
        Tags tags = tags(lease);
        held(tags).incrementAndGet();
        Counter.builder(DynaStoreMeterDocumentation.LEASES_ACQUIRED.getName())
                .description(DynaStoreMeterDocumentation.LEASES_ACQUIRED.description())
                .tags(tags)
                .register(registry)
                .increment();
        Timer.builder(DynaStoreMeterDocumentation.LEASE_WAIT.getName())
                .description(DynaStoreMeterDocumentation.LEASE_WAIT.description())
                .tags(tags)
                .register(registry)
                .record(waited);
    }

    @Override
    public void ended(Lease lease, LeaseEnd end) {
        Tags tags = tags(lease);
        held(tags).decrementAndGet();
        Counter.builder(DynaStoreMeterDocumentation.LEASES_ENDED.getName())
                .description(DynaStoreMeterDocumentation.LEASES_ENDED.description())
                .tags(tags.and(
                        LeaseEndKeyNames.REASON.asString(), end.reason().name().toLowerCase(Locale.ROOT)))
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

    private static Tags tags(Lease lease) {
        return Tags.of(
                LeaseKeyNames.TABLE.asString(), lease.partition().table().name(),
                LeaseKeyNames.PARTITION.asString(), lease.partition().name());
    }
}
