package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.Codec;
import io.dynastore.Partition;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.idempotency.IdempotencyListener;
import io.dynastore.spring.autoconfigure.StoredCodecs;
import io.dynastore.spring.idempotency.IdempotencyFactory;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;

/** Makes idempotent operations as they are configured. Immutable. */
final class ConfiguredIdempotency implements IdempotencyFactory {
    private final Partition<?> partition;
    private final IdempotencyProperties properties;
    private final List<IdempotencyListener> listeners;
    private final StoredCodecs codecs;

    ConfiguredIdempotency(
            Partition<?> partition,
            IdempotencyProperties properties,
            List<IdempotencyListener> listeners,
            StoredCodecs codecs) {
        this.partition = partition;
        this.properties = properties;
        this.listeners = List.copyOf(listeners);
        this.codecs = codecs;
    }

    @Override
    public <R> Idempotency<R> create(Codec<R> results) {
        return configured(Idempotency.of(partition.as(results)));
    }

    @Override
    public Idempotency<?> create(Type results) {
        return results == Void.class || results == void.class
                ? configured(Idempotency.withoutResult(partition))
                : create(codecs.of(results));
    }

    @Override
    public Fingerprint fingerprint(List<?> request) {
        try {
            return Fingerprint.of(codecs.mapper()
                    .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsBytes(request));
        } catch (JacksonException e) {
            // Its message may quote the request.
            throw new IllegalArgumentException("The request has no fingerprint, because it cannot be written as JSON: "
                    + e.getClass().getName());
        }
    }

    private <R> Idempotency<R> configured(Idempotency<R> plain) {
        Idempotency<R> configured = plain;
        configured = set("retention", "1d", configured::retention, properties.retention());
        configured = set("lease", "30s", configured::lease, properties.lease());
        configured = set("clock-skew", "5s", configured::clockSkew, properties.clockSkew());
        configured = set("waiting", "5s", configured::waiting, properties.waiting());
        if (properties.lookFirst()) {
            configured = configured.lookFirst();
        }
        for (IdempotencyListener listener : listeners) {
            configured = configured.listener(listener);
        }
        return configured;
    }

    private static <R> Idempotency<R> set(
            String name, String example, Function<Duration, Idempotency<R>> setter, Duration value) {
        try {
            return setter.apply(value);
        } catch (IllegalArgumentException e) {
            String property = "dynastore.idempotency." + name;
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: " + e.getMessage(),
                    "Set '" + property + "' to a duration such as " + example + ", or leave it out.",
                    e);
        }
    }
}
