package io.dynastore.benchmarks.cost;

import static io.dynastore.benchmarks.cost.OptimisticLock.fill;
import static io.dynastore.benchmarks.cost.OptimisticLock.key;
import static java.util.Objects.requireNonNull;

import io.awspring.cloud.dynamodb.DefaultDynamoDbTableSchemaResolver;
import io.awspring.cloud.dynamodb.DynamoDbTableNameResolver;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.dynastore.benchmarks.Versions;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Spring Cloud AWS's {@link DynamoDbTemplate} on the Enhanced Client with its default extensions. */
final class TemplateEntries implements EntryContender {
    @Override
    public String title() {
        return "DynamoDbTemplate " + Versions.of("spring-cloud-aws");
    }

    @Override
    public String tableName() {
        return "template-entries";
    }

    @Override
    public Entries open(DynamoDbClient client) {
        return new OfTemplate(new DynamoDbTemplate(
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build(),
                new DefaultDynamoDbTableSchemaResolver(),
                new OneTable(tableName())));
    }

    private record OneTable(String name) implements DynamoDbTableNameResolver {
        @Override
        public <T> String resolve(Class<T> type) {
            return name;
        }
    }

    private record OfTemplate(DynamoDbTemplate template) implements Entries {
        /** The extension takes a record without a version for a new one. */
        @Override
        public void create(String key, String value) {
            template.save(fill(new VersionedRecord(), key, value));
        }

        @Override
        public void put(String key, String value) {
            template.save(fill(new PlainRecord(), key, value));
        }

        @Override
        public Stored get(String key) {
            return new StoredRecord(template, load(key));
        }

        private VersionedRecord load(String key) {
            return requireNonNull(template.load(key(key), VersionedRecord.class));
        }

        @Override
        public boolean exists(String key) {
            return template.load(key(key), VersionedRecord.class) != null;
        }

        @Override
        public int list(int limit) {
            return template.query(OptimisticLock.firstPage(limit), VersionedRecord.class)
                    .iterator()
                    .next()
                    .items()
                    .size();
        }

        @Override
        public void modify(String key, UnaryOperator<String> change) {
            OptimisticLock.modify(() -> load(key), template::update, change);
        }

        @Override
        public void modifyConsistently(String key, UnaryOperator<String> change) {
            throw new UnsupportedOperationException("It loads with eventual consistency only.");
        }

        @Override
        public void createBoth(String key, String other, String value) {
            throw new UnsupportedOperationException("It has no transactions.");
        }
    }

    private record StoredRecord(DynamoDbTemplate template, VersionedRecord record) implements Stored {
        @Override
        public void update(String value) {
            record.setPayload(value);
            template.update(record);
        }

        @Override
        public void delete() {
            template.delete(OptimisticLock.delete(record), VersionedRecord.class);
        }
    }
}
