package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.lease.LeaseHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Registers hints for {@link LeaseHandle}, which is passed to other processes as JSON or by Java serialization. */
final class LeaseHandleHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), LeaseHandle.class);
        hints.reflection()
                .registerJavaSerialization(LeaseHandle.class)
                .registerJavaSerialization(Duration.class)
                // The serialized form of a Duration.
                .registerType(TypeReference.of("java.time.Ser"), type -> type.withJavaSerialization(true));
    }
}
