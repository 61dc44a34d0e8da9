package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.DynaStore;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.ReservedPartition;
import org.springframework.core.env.Environment;

/**
 * Checks the settings of the leases at startup, if any are set, and that no other partition shares their items. The leases
 * themselves are created when they are first injected.
 */
final class LeaseSettingsCheck {
    LeaseSettingsCheck(
            LeaseProperties leases, DynaStoreProperties properties, DynaStore store, Environment environment) {
        if (ReservedPartition.LEASES.hasSettings(environment)) {
            new LeasesFactory(leases, environment)
                    .builder(ReservedPartition.LEASES.in(store.table("any"), leases.partition()));
        }
        ReservedPartition.LEASES.check(leases.partition(), properties, environment);
    }
}
