package io.dynastore.benchmarks.overhead;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The SDK's Enhanced Client with a bean and its extension for versions, as its guide shows it. It does less: a write has no
 * id, the condition is on the version alone, and what refused it is not returned.
 */
final class EnhancedContender implements Contender {
    private final DynamoDbTable<EnhancedItem> table;
    private final Clock clock;
    private final EnhancedItem previous;

    EnhancedContender(DynamoDbClient client, Clock clock) {
        this.table = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .build()
                .table(Sample.TABLE, TableSchema.fromBean(EnhancedItem.class));
        this.clock = clock;
        this.previous = get();
    }

    @Override
    public EnhancedItem get() {
        EnhancedItem item = table.getItem(Key.builder()
                .partitionValue(Sample.PARTITION)
                .sortValue(Sample.KEY)
                .build());
        if (item == null || !item.isLive(clock.instant())) {
            throw new NoSuchElementException(Sample.KEY);
        }
        return item;
    }

    @Override
    public EnhancedItem update() {
        return table.updateItem(item(previous.getVersion(), previous.getExpires()));
    }

    @Override
    public EnhancedItem create() {
        Instant expires = clock.instant().plus(Sample.TIME_TO_LIVE);
        EnhancedItem item = item(null, expires.getEpochSecond() + (expires.getNano() == 0 ? 0 : 1));
        table.putItem(item);
        return item;
    }

    private static EnhancedItem item(@Nullable Long version, @Nullable Long expires) {
        EnhancedItem item = new EnhancedItem();
        item.setId(Sample.PARTITION);
        item.setName(Sample.KEY);
        item.setPayload(Sample.VALUE);
        item.setVersion(version);
        item.setExpires(expires);
        return item;
    }

    @Override
    public List<EnhancedItem> page() {
        Expression live = Expression.builder()
                .expression("(attribute_not_exists(expires) OR expires > :now)")
                .expressionValues(Map.of(
                        ":now",
                        AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond()))))
                .build();
        return table.query(QueryEnhancedRequest.builder()
                        .queryConditional(QueryConditional.keyEqualTo(key -> key.partitionValue(Sample.PARTITION)))
                        .filterExpression(live)
                        .limit(Sample.PAGE_SIZE)
                        .build())
                .iterator()
                .next()
                .items();
    }
}
