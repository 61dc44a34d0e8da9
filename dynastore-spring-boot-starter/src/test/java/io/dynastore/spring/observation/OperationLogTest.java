package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.spring.autoconfigure.SentRequests;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The core's lines about operations, as the logging of the JDK has them. */
class OperationLogTest {
    private final Logger log = Logger.getLogger(Operation.class.getName());
    private final Lines lines = new Lines();
    private final SentRequests sent = new SentRequests();
    private final Partition<String> partition = partition();

    private Partition<String> partition() {
        TableDefinition table = TableDefinition.of(TestDynamoDb.uniqueTable());
        DynaStore store = DynaStore.create(TestDynamoDb.client(sent));
        store.table(table).createIfAbsent();
        return store.table(table).partition("customers");
    }

    @BeforeEach
    void listen() {
        lines.setLevel(Level.ALL);
        log.setUseParentHandlers(false);
        log.addHandler(lines);
    }

    @AfterEach
    void end() {
        log.removeHandler(lines);
        log.setUseParentHandlers(true);
        log.setLevel(null);
    }

    @Test
    void eachOperationIsOneLineWithoutKeysAndValues() {
        log.setLevel(Level.FINE);

        partition.put("the key", "the value", with -> with.field("field", "the field"));
        partition.get("the key");

        assertThat(lines.all)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).doesNotContain("the key", "the value", "the field"));
        assertThat(lines.all.get(0))
                .matches("put in Table\\d+/customers: success in [0-9.]+ ms; "
                        + "requests: 1 \\(UpdateItem\\), attempts: 1, capacity: 0\\.0 read, 1\\.0 written");
    }

    @Test
    void switchedOffItCostsNothing() {
        partition.find("k");
        log.setLevel(Level.FINE);
        partition.find("k");
        log.setLevel(Level.CONFIG);
        partition.find("k");

        assertThat(lines.all).hasSize(1);
        assertThat(sent.of(GetItemRequest.class))
                .extracting(GetItemRequest::returnConsumedCapacity)
                .containsExactly(null, ReturnConsumedCapacity.TOTAL, null);
    }

    private static final class Lines extends Handler {
        final List<String> all = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            all.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
