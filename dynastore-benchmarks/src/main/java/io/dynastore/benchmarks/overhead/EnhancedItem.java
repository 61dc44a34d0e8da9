package io.dynastore.benchmarks.overhead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** The sample entry as the Enhanced Client maps it. A bean: not thread-safe. */
@DynamoDbBean
public final class EnhancedItem {
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String payload;
    private @Nullable Long version;
    private @Nullable Long expires;

    boolean isLive(Instant now) {
        return expires == null || now.getEpochSecond() < expires;
    }

    /** The partition's name. */
    @DynamoDbPartitionKey
    public @Nullable String getId() {
        return id;
    }

    /** Sets the partition's name. */
    public void setId(@Nullable String id) {
        this.id = id;
    }

    /** The key. */
    @DynamoDbSortKey
    public @Nullable String getName() {
        return name;
    }

    /** Sets the key. */
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** The value. */
    public @Nullable String getPayload() {
        return payload;
    }

    /** Sets the value. */
    public void setPayload(@Nullable String payload) {
        this.payload = payload;
    }

    /** The version; null of an item that is to be created. */
    @DynamoDbVersionAttribute
    public @Nullable Long getVersion() {
        return version;
    }

    /** Sets the version. */
    public void setVersion(@Nullable Long version) {
        this.version = version;
    }

    /** When it expires, in epoch seconds. */
    public @Nullable Long getExpires() {
        return expires;
    }

    /** Sets when it expires, in epoch seconds. */
    public void setExpires(@Nullable Long expires) {
        this.expires = expires;
    }
}
