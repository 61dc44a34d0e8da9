package io.dynastore.benchmarks.cost;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** An entry with a version, which the Enhanced Client's extension checks and counts on. */
@DynamoDbBean
public class VersionedRecord extends PlainRecord {
    private @Nullable Long version;

    /** The version; null before the first write. */
    @DynamoDbVersionAttribute
    public @Nullable Long getVersion() {
        return version;
    }

    /** Sets the version. */
    public void setVersion(@Nullable Long version) {
        this.version = version;
    }
}
