package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.cost.EntryContender.Entries;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where one contender plays one scenario: a process whose requests are counted, and a rival whose requests are not. */
final class EntryStage implements AutoCloseable {
    private final Meter meter = new Meter();
    private final DynamoDbClient counted;
    private final DynamoDbClient uncounted;
    private final EntryContender contender;
    private final Entries entries;
    private final Entries rival;
    private final String key;

    EntryStage(EmbeddedDatabase database, EntryContender contender, String key) {
        this.contender = contender;
        this.key = key;
        counted = meter.client(database);
        uncounted = database.client();
        entries = contender.open(counted);
        rival = contender.open(uncounted);
    }

    /** The process that is measured. */
    Entries entries() {
        return entries;
    }

    /** Another process. */
    Entries rival() {
        return rival;
    }

    /** The key of an entry that no other stage has. */
    String key() {
        return key;
    }

    /** What the process sends meanwhile. */
    Cost measure(Runnable step) {
        meter.reset();
        step.run();
        return meter.cost(WriteUnits.of(item()));
    }

    /** The entry as it is in the table. */
    private Map<String, AttributeValue> item() {
        return uncounted
                .getItem(get ->
                        get.tableName(contender.tableName()).key(key(key)).consistentRead(true))
                .item();
    }

    static Map<String, AttributeValue> key(String key) {
        return Map.of("id", AttributeValue.fromS(EntryContender.PARTITION), "name", AttributeValue.fromS(key));
    }

    @Override
    public void close() {
        counted.close();
        uncounted.close();
    }
}
