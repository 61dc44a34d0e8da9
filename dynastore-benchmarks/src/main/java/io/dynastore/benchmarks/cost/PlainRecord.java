package io.dynastore.benchmarks.cost;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An entry as a bean of the Enhanced Client, without a version. Public because the Enhanced Client wants it so. */
@DynamoDbBean
public class PlainRecord {
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String payload;

    /** The partition. */
    @DynamoDbPartitionKey
    public @Nullable String getId() {
        return id;
    }

    /** Sets the partition. */
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
}
