package io.dynastore.spring.autoconfigure;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.jackson.JsonCodec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/** Creates the partitions as they are configured. */
final class PartitionFactory {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final DynaStore store;
    private final ConfiguredTables tables;
    private final Map<String, PartitionProperties> partitions;
    private final StoredCodecs codecs;

    PartitionFactory(
            DynaStore store,
            ConfiguredTables tables,
            Map<String, PartitionProperties> partitions,
            StoredCodecs codecs) {
        this.store = store;
        this.tables = tables;
        this.partitions = partitions;
        this.codecs = codecs;
    }

    Partition<?> partition(String id) {
        PartitionProperties properties = partitions.get(id);
        if (properties == null) {
            throw new IllegalStateException("The dynastore partition '" + id + "' is no longer configured");
        }
        Partition<?> partition = partition(id, properties);
        if (properties.consistentReads()) {
            partition = partition.consistent();
        }
        if (properties.timeToLive() == null) {
            return partition;
        }
        try {
            return partition.withTimeToLive(checked(properties.timeToLive()));
        } catch (IllegalArgumentException e) {
            String property = "dynastore.partitions." + id + ".time-to-live";
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: " + e.getMessage(),
                    "Set '" + property + "' to at least 1s, such as 30d or 12h, or leave it out.",
                    e);
        }
    }

    /** DynamoDB's time to live has a resolution of a second, so a shorter one is a mistake. */
    private static Duration checked(Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ZERO) > 0 && timeToLive.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("It must be at least a second, but is " + timeToLive + ".");
        }
        return timeToLive;
    }

    private Partition<?> partition(String id, PartitionProperties properties) {
        String name = properties.name() == null ? id : properties.name();
        try {
            return store.table(tables.of(id, properties)).partition(name, codec(id, properties));
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + id + "' is invalid: " + e.getMessage(),
                    "Correct the properties under 'dynastore.partitions." + id + "'.",
                    e);
        }
    }

    /**
     * Returns a value of a partition, to exercise its codec: an empty one. Returns null if the type has none, or if its values are
     * not stored as JSON.
     */
    @Nullable
    Object sample(String id) {
        Class<?> type = partitions.getOrDefault(id, PartitionProperties.DEFAULT).type();
        if (!(codecs.of(type) instanceof JsonCodec<?>)) {
            return null;
        }
        try {
            return codecs.mapper()
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue("{}");
        } catch (JacksonException e) {
            return null;
        }
    }

    private Codec<?> codec(String id, PartitionProperties properties) {
        Class<?> type = properties.type();
        Codec<?> codec = codecs.of(type);
        if (codec instanceof JsonCodec<?> json) {
            PartitionFields.check(id, properties, tables.of(id, properties), codecs.mapper());
            return json.withFields(properties.fields().toArray(String[]::new));
        }
        if (!properties.fields().isEmpty()) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + id + "' is configured with the fields " + properties.fields()
                            + ", but its values are of type " + type.getSimpleName() + " and not stored as JSON.",
                    "Set 'dynastore.partitions." + id + ".type' to the class of the values, or remove 'fields'.");
        }
        return codec;
    }
}
