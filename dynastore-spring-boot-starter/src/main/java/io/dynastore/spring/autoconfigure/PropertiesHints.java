package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.autoconfigure.TableProperties.LocalIndexProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** What Boot's own hints for the binding of {@link DynaStoreProperties} leave out. */
final class PropertiesHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        // The short form of a local index is converted by this method, which is found by its name.
        hints.reflection()
                .registerType(
                        LocalIndexProperties.class,
                        type -> type.withMethod("of", List.of(TypeReference.of(String.class)), ExecutableMode.INVOKE));
    }
}
