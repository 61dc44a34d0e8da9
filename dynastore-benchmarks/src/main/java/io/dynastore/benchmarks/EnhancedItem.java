package io.dynastore.benchmarks;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An entry without a version as a bean of the Enhanced Client, which requires it to be public. Not thread-safe. */
@DynamoDbBean
public class EnhancedItem {
    private String id = Place.PARTITION;
    private String name = "";
    private String payload = "";
    private @Nullable Long expires;

    /** An entry with a version, which the Enhanced Client's extension checks and increments. */
    @DynamoDbBean
    public static final class Versioned extends EnhancedItem {
        private @Nullable Long version;

        @DynamoDbVersionAttribute
        public @Nullable Long getVersion() {
            return version;
        }

        public void setVersion(@Nullable Long version) {
            this.version = version;
        }
    }

    @DynamoDbPartitionKey
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    @DynamoDbSortKey
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPayload() {
        return payload;
    }

    public void setPayload(String payload) {
        this.payload = payload;
    }

    public @Nullable Long getExpires() {
        return expires;
    }

    public void setExpires(@Nullable Long expires) {
        this.expires = expires;
    }
}
