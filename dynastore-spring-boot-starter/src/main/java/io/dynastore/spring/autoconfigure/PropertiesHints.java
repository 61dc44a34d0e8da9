package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.autoconfigure.TableProperties.LocalIndexProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Registers a hint that Boot's own hints for the binding of {@link DynaStoreProperties} lack. */
final class PropertiesHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        // This method, which is found by its name, converts the short form of a local index.
        hints.reflection()
                .registerType(
                        LocalIndexProperties.class,
                        type -> type.withMethod("of", List.of(TypeReference.of(String.class)), ExecutableMode.INVOKE));
    }
}
