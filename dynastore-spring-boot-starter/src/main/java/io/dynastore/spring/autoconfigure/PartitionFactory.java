package io.dynastore.spring.autoconfigure;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.jackson.JsonCodec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Creates the partitions as they are configured. */
final class PartitionFactory {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final DynaStore store;
    private final ConfiguredTables tables;
    private final Map<String, PartitionProperties> partitions;
    private final StoredJson json;

    PartitionFactory(
            DynaStore store, ConfiguredTables tables, Map<String, PartitionProperties> partitions, StoredJson json) {
        this.store = store;
        this.tables = tables;
        this.partitions = partitions;
        this.json = json;
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
        if (plainCodec(type) != null) {
            return null;
        }
        try {
            return json.mapper()
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue("{}");
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Codec<?> plainCodec(Class<?> type) {
        if (type == String.class) {
            return Codec.string();
        } else if (type == byte[].class) {
            return Codec.bytes();
        }
        return type == AttributeValue.class ? Codec.attribute() : null;
    }

    private Codec<?> codec(String id, PartitionProperties properties) {
        Class<?> type = properties.type();
        Codec<?> plain = plainCodec(type);
        if (plain == null) {
            JsonMapper mapper = json.mapper();
            PartitionFields.check(id, properties, tables.of(id, properties), mapper);
            return JsonCodec.of(type, mapper).withFields(properties.fields().toArray(String[]::new));
        }
        if (!properties.fields().isEmpty()) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + id + "' is configured with the fields " + properties.fields()
                            + ", but its values are of type " + type.getSimpleName() + " and not stored as JSON.",
                    "Set 'dynastore.partitions." + id + ".type' to the class of the values, or remove 'fields'.");
        }
        return plain;
    }
}
