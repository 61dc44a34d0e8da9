package io.dynastore.spring.observation;

import io.dynastore.idempotency.IdempotencyListener;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.IdempotencyKeyNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * A listener that counts the calls of idempotent operations by their outcome, as {@link DynaStoreMeterDocumentation} describes.
 *
 * <p>Thread-safe.
 */
public final class MeteredIdempotency implements IdempotencyListener {
    private final MeterRegistry registry;

    /**
     * Creates the listener.
     *
     * @param registry the registry of the meter, which is registered with the first call
     */
    public MeteredIdempotency(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(Call call) {
        DynaStoreMeterDocumentation meter = DynaStoreMeterDocumentation.IDEMPOTENT_CALLS;
        Counter.builder(meter.getName())
                .description(meter.description())
                .tag(
                        IdempotencyKeyNames.TABLE.asString(),
                        call.partition().table().name())
                .tag(IdempotencyKeyNames.PARTITION.asString(), call.partition().name())
                .tag(
                        IdempotencyKeyNames.OUTCOME.asString(),
                        call.outcome().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
