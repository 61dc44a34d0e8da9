package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;

/**
 * Changes the {@link DynaStore} that the starter makes, just before it is built: its clock, its hooks. All beans of this
 * type are called, in their order, when the {@link io.dynastore.OperationHook} beans have been added; the last word wins. A
 * {@code DynaStore} bean of the application is not touched.
 */
@FunctionalInterface
public interface DynaStoreBuilderCustomizer {
    /**
     * Changes the store to be.
     *
     * @param builder the store's builder
     */
    void customize(DynaStore.Builder builder);
}
