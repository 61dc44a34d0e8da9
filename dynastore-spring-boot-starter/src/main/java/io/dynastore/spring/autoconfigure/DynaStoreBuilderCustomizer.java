package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;

/**
 * Customizes the {@link DynaStore} that the starter creates, for example its clock or its hooks. All beans of this type are
 * called in their order, after the {@link io.dynastore.OperationHook} beans have been added and just before the store is built. A
 * {@code DynaStore} bean of the application is not customized.
 */
@FunctionalInterface
public interface DynaStoreBuilderCustomizer {
    /**
     * Customizes the builder of the store.
     *
     * @param builder the builder
     */
    void customize(DynaStore.Builder builder);
}
