package io.dynastore.benchmarks.cost;

import static io.dynastore.benchmarks.cost.OptimisticLock.fill;
import static io.dynastore.benchmarks.cost.OptimisticLock.key;

import io.dynastore.benchmarks.Versions;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The SDK's {@link DynamoDbEnhancedClient}, whose version extension is one of those that it has by default. */
final class EnhancedEntries implements EntryContender {
    private static final TableSchema<VersionedRecord> VERSIONED = TableSchema.fromBean(VersionedRecord.class);
    private static final TableSchema<PlainRecord> PLAIN = TableSchema.fromBean(PlainRecord.class);

    @Override
    public String title() {
        return "Enhanced Client " + Versions.of("aws-sdk");
    }

    @Override
    public String tableName() {
        return "enhanced-client-entries";
    }

    @Override
    public Entries open(DynamoDbClient client) {
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        return new TableEntries(enhanced, enhanced.table(tableName(), VERSIONED), enhanced.table(tableName(), PLAIN));
    }

    private record TableEntries(
            DynamoDbEnhancedClient client, DynamoDbTable<VersionedRecord> table, DynamoDbTable<PlainRecord> plain)
            implements Entries {
        /** The extension takes a record without a version for a new one. */
        @Override
        public void create(String key, String value) {
            table.putItem(fill(new VersionedRecord(), key, value));
        }

        @Override
        public void put(String key, String value) {
            plain.putItem(fill(new PlainRecord(), key, value));
        }

        @Override
        public Stored get(String key) {
            return new StoredRecord(table, table.getItem(key(key)));
        }

        @Override
        public boolean exists(String key) {
            return table.getItem(key(key)) != null;
        }

        @Override
        public int list(int limit) {
            return table.query(OptimisticLock.firstPage(limit))
                    .iterator()
                    .next()
                    .items()
                    .size();
        }

        @Override
        public void modify(String key, UnaryOperator<String> change) {
            OptimisticLock.modify(() -> table.getItem(key(key)), table::updateItem, change);
        }

        @Override
        public void modifyConsistently(String key, UnaryOperator<String> change) {
            OptimisticLock.modify(
                    () -> table.getItem(get -> get.key(key(key)).consistentRead(true)), table::updateItem, change);
        }

        @Override
        public void createBoth(String key, String other, String value) {
            client.transactWriteItems(tx -> tx.addPutItem(table, fill(new VersionedRecord(), key, value))
                    .addPutItem(table, fill(new VersionedRecord(), other, value)));
        }
    }

    private record StoredRecord(DynamoDbTable<VersionedRecord> table, VersionedRecord record) implements Stored {
        @Override
        public void update(String value) {
            record.setPayload(value);
            table.updateItem(record);
        }

        @Override
        public void delete() {
            table.deleteItem(OptimisticLock.delete(record));
        }
    }
}
