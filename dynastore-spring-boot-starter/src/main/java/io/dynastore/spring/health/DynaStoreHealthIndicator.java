package io.dynastore.spring.health;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * A health indicator of a table, which reads an entry that need not exist. This requires only the permission
 * {@code dynamodb:GetItem} on a partition of the application, and consumes half a read capacity unit.
 */
public final class DynaStoreHealthIndicator extends AbstractHealthIndicator {
    /** The key of the entry, and the partition if none is known. */
    private static final String PROBE = "dynastore-health";

    private final DynaStore store;
    private final TableDefinition table;
    private final String partition;
    private final Duration timeout;

    /**
     * Creates the indicator of a table.
     *
     * @param store the store with the client to use
     * @param table the table
     * @param partition a partition that the application may read, or null if none is known
     * @param timeout how long a response may take, including retries, before the table is reported as down
     */
    public DynaStoreHealthIndicator(
            DynaStore store, TableDefinition table, @Nullable String partition, Duration timeout) {
        super("The health check of the DynamoDB table '" + table.name() + "' failed");
        this.store = store;
        this.table = table;
        this.partition = partition == null ? PROBE : partition;
        this.timeout = timeout;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.withDetail("table", table.name());
        try {
            store.client().getItem(request());
            builder.up();
        } catch (ResourceNotFoundException e) {
            builder.down().withDetail("error", "The table does not exist: " + e.getMessage());
        }
    }

    /** Returns the request, which an application whose health is never asked for does not create. */
    private GetItemRequest request() {
        return GetItemRequest.builder()
                .tableName(table.name())
                .key(Map.of(
                        table.partitionKey(), AttributeValue.fromS(partition),
                        table.sortKey(), AttributeValue.fromS(PROBE)))
                .overrideConfiguration(call -> call.apiCallTimeout(timeout))
                .build();
    }
}
