package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;

/**
 * Customizes the {@link Leases} that the starter creates. All beans of this type are called in their order, after the properties
 * under {@code dynastore.leases} have been set and the {@link io.dynastore.lease.LeaseListener} beans have been added, just before
 * the leases are built. A {@code Leases} bean of the application is not customized.
 */
@FunctionalInterface
public interface LeasesBuilderCustomizer {
    /**
     * Customizes the builder of the leases.
     *
     * @param builder the builder
     */
    void customize(LeasesBuilder builder);
}
