package io.dynastore.spring.autoconfigure.idempotency;

import io.dynastore.DynaStore;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.ReservedPartition;
import io.dynastore.spring.autoconfigure.StoredCodecs;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Checks the settings at startup, if any are set, and that no other partition shares the records' items. Idempotent operations are
 * created when they are first injected.
 */
final class IdempotencySettingsCheck {
    IdempotencySettingsCheck(
            IdempotencyProperties idempotency,
            DynaStoreProperties properties,
            DynaStore store,
            StoredCodecs codecs,
            Environment environment) {
        if (ReservedPartition.IDEMPOTENCY.hasSettings(environment)) {
            new ConfiguredIdempotency(
                            ReservedPartition.IDEMPOTENCY.in(store.table("any"), idempotency.partition()),
                            idempotency,
                            List.of(),
                            codecs)
                    .create(Void.class);
        }
        ReservedPartition.IDEMPOTENCY.check(idempotency.partition(), properties, environment);
    }
}
