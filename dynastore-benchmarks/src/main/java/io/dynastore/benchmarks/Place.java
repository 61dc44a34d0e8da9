package io.dynastore.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of a contender's entries, and the time after which a created entry expires; null for never. */
record Place(DynamoDbClient client, String table, @Nullable Duration timeToLive) {
    static final String PARTITION = "customers";

    static Map<String, AttributeValue> key(String key) {
        return Map.of("id", AttributeValue.fromS(PARTITION), "name", AttributeValue.fromS(key));
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** Returns the current second. */
    static AttributeValue now() {
        return number(Instant.now().getEpochSecond());
    }

    /** Returns the second in which an entry expires that is created now, or null for never. */
    @Nullable
    Long expiry() {
        if (timeToLive == null) {
            return null;
        }
        Instant expires = Instant.now().plus(timeToLive);
        return expires.getNano() == 0 ? expires.getEpochSecond() : expires.getEpochSecond() + 1;
    }
}
