package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;

/**
 * Changes the {@link Leases} that the starter makes, just before they are built. All beans of this type are called, in their
 * order, when the properties under {@code dynastore.leases} are set and the {@link io.dynastore.lease.LeaseListener} beans
 * have been added; the last word wins. A {@code Leases} bean of the application is not touched.
 */
@FunctionalInterface
public interface LeasesBuilderCustomizer {
    /**
     * Changes the leases to be.
     *
     * @param builder the leases' builder
     */
    void customize(LeasesBuilder builder);
}
