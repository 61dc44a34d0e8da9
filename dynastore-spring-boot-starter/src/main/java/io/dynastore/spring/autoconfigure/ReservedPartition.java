package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** A partition that contains what dynastore keeps there, and nothing else. */
public enum ReservedPartition {
    /** The partition of the leases. */
    LEASES("leases", "leases", "locks"),

    /** The partition of the records of idempotent operations. */
    IDEMPOTENCY("idempotency", "idempotency records", "operations");

    private final String group;
    private final String content;
    private final String alternative;

    ReservedPartition(String group, String content, String alternative) {
        this.group = group;
        this.content = content;
        this.alternative = alternative;
    }

    /**
     * Returns the configured partition of a name, or else one of that name in the default table.
     *
     * @param name the name that is configured for this partition
     * @param properties all properties
     * @param store the store of the table
     * @param beans contain the configured partitions
     * @return the partition
     * @throws FailureAnalyzedException if there is no table, or the name is invalid
     */
    public Partition<?> find(String name, DynaStoreProperties properties, DynaStore store, BeanFactory beans) {
        if (properties.partitions().containsKey(name)) {
            return beans.getBean(name, Partition.class);
        }
        String table = properties.table().name();
        if (table == null || table.isBlank()) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + name + "' has no table.",
                    "Set the name of the DynamoDB table, for all partitions or for the one with the " + content
                            + ":\n\n    dynastore:\n      table:\n        name: MyTable\n\n"
                            + "or\n\n"
                            + "    dynastore:\n      partitions:\n        " + name + ":\n          table: MyTable\n"
                            + "      " + group + ":\n        partition: " + name);
        }
        return in(store.table(properties.tableDefinition(name)), name);
    }

    /**
     * Returns the partition in a table.
     *
     * @param table the table
     * @param name the name that is configured for this partition
     * @return the partition
     * @throws FailureAnalyzedException if the name is invalid
     */
    public Partition<?> in(Table table, String name) {
        if (name.isBlank()) {
            throw new FailureAnalyzedException(
                    "'" + property() + "' is empty.",
                    "Set '" + property() + "' to the name of a partition for " + content + " alone, or leave it out.");
        }
        try {
            return table.partition(name);
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "'" + property() + "' is invalid: " + e.getMessage(),
                    "Correct '" + property() + "', or leave it out.",
                    e);
        }
    }

    /**
     * Checks that no other partition shares its items with this one.
     *
     * @param name the name that is configured for this partition
     * @param properties all properties
     * @param environment says whether the name is configured or the default, and which other partitions are reserved
     * @throws FailureAnalyzedException if another partition is stored in the same place, or this one has values
     */
    public void check(String name, DynaStoreProperties properties, Environment environment) {
        PartitionProperties own = properties.partitions().get(name);
        if (own != null) {
            checkOwn(
                    name,
                    own,
                    Binder.get(environment).bind(property(), String.class).isBound());
        }
        Place place = place(name, properties);
        if (place != null) {
            checkOthers(name, place, properties);
            checkReserved(place, properties, environment);
        }
    }

    /**
     * Returns whether a property of the group that this partition belongs to, such as {@code dynastore.leases.duration}, may be
     * set. A source that does not know the names of its properties may have one.
     *
     * @param environment the environment
     * @return false only if none is set
     */
    public boolean hasSettings(Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of("dynastore." + group);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
                return true;
            }
        }
        return false;
    }

    private String property() {
        return "dynastore." + group + ".partition";
    }

    /** Refuses a partition that has this name by chance, or that holds values. */
    private void checkOwn(String name, PartitionProperties own, boolean isMeant) {
        boolean hasValues = own.type() != String.class || !own.fields().isEmpty() || own.timeToLive() != null;
        if (!isMeant || hasValues) {
            throw new FailureAnalyzedException(
                    "The partition 'dynastore.partitions." + name + "' would share its items with the " + content
                            + ", because '" + property() + "' is '" + name + "'" + (isMeant ? "." : " by default."),
                    "Keep the " + content + " elsewhere by '" + property() + ": " + other(name) + "'."
                            + (hasValues
                                    ? ""
                                    : " If the partition is for the " + content + " alone, set '" + property() + ": "
                                            + name + "'.")
                            + " If the application uses no " + content + ", set 'dynastore." + group
                            + ".enabled: false'.");
        }
    }

    private String other(String name) {
        return name.equals(group) ? alternative : group;
    }

    /** Refuses a partition that is stored under this name, in the same table. */
    private void checkOthers(String name, Place place, DynaStoreProperties properties) {
        for (String other : properties.partitions().keySet()) {
            if (!other.equals(name) && place.equals(place(other, properties))) {
                throw new FailureAnalyzedException(
                        "The partition 'dynastore.partitions." + other + "' would share its items with the " + content
                                + ", which are stored under the same name, '" + place.name + "', in the table '"
                                + place.table + "'.",
                        "Change 'dynastore.partitions." + other + ".name', or '" + property() + "'.");
            }
        }
    }

    /** Refuses what dynastore keeps in another partition, which is stored in the same place. */
    private void checkReserved(Place place, DynaStoreProperties properties, Environment environment) {
        Stream.of(values())
                .filter(other -> other != this && other.isEnabled(environment))
                .forEach(other -> {
                    if (place.equals(place(environment.getProperty(other.property(), other.group), properties))) {
                        throw new FailureAnalyzedException(
                                "The " + content + " would share their items with the " + other.content
                                        + ", which are stored under the same name, '" + place.name + "', in the table '"
                                        + place.table + "'.",
                                "Change '" + property() + "' or '" + other.property() + "'.");
                    }
                });
    }

    private boolean isEnabled(Environment environment) {
        return environment.getProperty("dynastore." + group + ".enabled", Boolean.class, true);
    }

    /** Where the items of a partition are. */
    private record Place(String table, String name) {}

    private static @Nullable Place place(String id, DynaStoreProperties properties) {
        PartitionProperties own = properties.partitions().get(id);
        if (own == null && !StringUtils.hasText(properties.table().name())) {
            return null;
        }
        return new Place(
                properties.tableDefinition(id).name(), own == null ? id : Objects.requireNonNullElse(own.name(), id));
    }
}
