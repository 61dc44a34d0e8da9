package io.dynastore;

import io.dynastore.embedded.Faults;
import io.dynastore.testkit.MutableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a test of the store needs: a store with a clock of its own on a table that all tests share, a partition that nobody
 * else uses, the requests that were sent, and the items as they are in the table.
 */
public final class TestStore {
    static final Index BY_CREATED = Index.local("idx_created", "created");
    static final Index BY_SCORE = Index.local("idx_score", "score").withSortKeyType(ScalarAttributeType.N);
    static final Index BY_USER = Index.global("idx_user", "user", "created");
    static final Index BY_GROUP = Index.global("idx_group", "group").withPartitionKeyType(ScalarAttributeType.N);
    public static final TableDefinition CRM = TableDefinition.of(TestDynamoDb.tableName("CRMTable"))
            .index(BY_CREATED)
            .index(BY_SCORE)
            .index(BY_USER)
            .index(BY_GROUP);

    /** In the future: the database has the machine's clock, and deletes by it what has expired. */
    public static final Instant START = Instant.parse("2100-01-31T09:00:00.250Z");

    private static final DynamoDbClient RAW = TestDynamoDb.client(TestDynamoDb.http());

    static {
        DynaStore.create(RAW).table(CRM).createIfAbsent();
    }

    public final MutableClock clock = new MutableClock(START);

    /** What happens to the requests of {@link #http}. */
    public final Faults faults = new Faults();

    public final RecordingHttpClient http = new RecordingHttpClient(TestDynamoDb.http(faults));
    public final DynaStore store =
            DynaStore.builder(TestDynamoDb.client(http)).clock(clock).build();
    public final Table table = store.table(CRM);
    public final Partition<String> partition = table.partition(TestDynamoDb.uniqueName("customers"));

    /** A client that is not recorded. */
    public DynamoDbClient raw() {
        return RAW;
    }

    /** The item as it is in the table, expired or not; empty if there is none. */
    public Map<String, AttributeValue> item(String key) {
        return RAW.getItem(get -> get.tableName(table.name()).key(itemKey(key)).consistentRead(true))
                .item();
    }

    /** Writes an item into the partition as another program would; id and name are added. */
    public void putItem(String key, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.putAll(itemKey(key));
        RAW.putItem(put -> put.tableName(table.name()).item(item));
    }

    public Map<String, AttributeValue> itemKey(String key) {
        return Map.of("id", AttributeValue.fromS(partition.name()), "name", AttributeValue.fromS(key));
    }

    /** What the action sent, by operation. */
    public List<String> requestsOf(Runnable action) {
        http.clear();
        action.run();
        return http.requests();
    }
}
