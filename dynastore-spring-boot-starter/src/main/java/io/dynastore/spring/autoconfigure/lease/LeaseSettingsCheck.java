package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.DynaStore;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.PartitionProperties;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Checks the settings of the leases at startup. The leases themselves are created when they are first injected. */
final class LeaseSettingsCheck {
    private final LeaseProperties leases;
    private final DynaStoreProperties properties;

    LeaseSettingsCheck(
            LeaseProperties leases, DynaStoreProperties properties, DynaStore store, Environment environment) {
        this.leases = leases;
        this.properties = properties;
        new LeasesFactory(leases, environment).builder(LeasePartition.in(store.table("any"), leases.partition()));
        PartitionProperties own = properties.partitions().get(leases.partition());
        if (own != null) {
            boolean isMeant = Binder.get(environment)
                    .bind("dynastore.leases.partition", String.class)
                    .isBound();
            checkOwn(own, isMeant);
        }
        checkOthers(own);
    }

    /** Refuses a partition that has the name for the leases by chance, or that holds values. */
    private void checkOwn(PartitionProperties own, boolean isMeant) {
        String name = leases.partition();
        boolean hasValues = own.type() != String.class || !own.fields().isEmpty() || own.timeToLive() != null;
        if (!isMeant || hasValues) {
            throw new FailureAnalyzedException(
                    "The partition 'dynastore.partitions." + name + "' would share its items with the leases, because"
                            + " 'dynastore.leases.partition' is '" + name + "'"
                            + (isMeant ? "." : " by default."),
                    "Keep the leases elsewhere by 'dynastore.leases.partition: " + other(name) + "'."
                            + (hasValues
                                    ? ""
                                    : " If the partition is for the leases alone, set 'dynastore.leases.partition: "
                                            + name + "'.")
                            + " If the application uses no leases, set 'dynastore.leases.enabled: false'.");
        }
    }

    private static String other(String name) {
        return name.equals("leases") ? "locks" : "leases";
    }

    /** Refuses a partition that is stored under the name of the leases, in the same table. */
    private void checkOthers(@Nullable PartitionProperties own) {
        String name = leases.partition();
        if (own == null && !StringUtils.hasText(properties.table().name())) {
            return;
        }
        String table = properties.tableDefinition(name).name();
        String stored = own == null ? name : storedName(name, own);
        for (Map.Entry<String, PartitionProperties> other :
                properties.partitions().entrySet()) {
            if (!other.getKey().equals(name)
                    && storedName(other.getKey(), other.getValue()).equals(stored)
                    && properties.tableDefinition(other.getKey()).name().equals(table)) {
                throw new FailureAnalyzedException(
                        "The partition 'dynastore.partitions." + other.getKey() + "' would share its items with the"
                                + " leases, which are stored under the same name, '" + stored + "', in the table '"
                                + table
                                + "'.",
                        "Change 'dynastore.partitions." + other.getKey() + ".name', or 'dynastore.leases.partition'.");
            }
        }
    }

    private static String storedName(String id, PartitionProperties properties) {
        return Objects.requireNonNullElse(properties.name(), id);
    }
}
