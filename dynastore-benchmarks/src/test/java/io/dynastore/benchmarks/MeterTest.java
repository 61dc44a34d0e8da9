package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.KeyExistsException;
import io.dynastore.Partition;
import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

class MeterTest {
    private final Meter meter = new Meter();
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = meter.client(database);

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void attemptsAreCountedByOperationAlsoThoseThatFail() throws InterruptedException {
        Partition<String> partition = partition();
        database.faults().next("UpdateItem", Fault.throttling(), Fault.drop());

        Cost cost = meter.measure(() -> {
            partition.put("k", "v");
            partition.get("k");
        });

        assertThat(cost.describe()).isEqualTo("1 GetItem, 3 UpdateItem");
        assertThat(cost.total()).isEqualTo(4);
    }

    @Test
    void capacityIsCountedApartForReadsAndWritesAndFromZeroEachTime() throws InterruptedException {
        Partition<String> partition = partition();

        Cost write = meter.measure(() -> partition.put("k", "x".repeat(1500)));
        Cost reads = meter.measure(() -> {
            partition.get("k");
            partition.consistent().get("k");
        });

        assertThat(write.writeUnits()).isEqualTo(2);
        assertThat(write.readUnits()).isZero();
        assertThat(reads.readUnits()).isEqualTo(1.5);
        assertThat(reads.writeUnits()).isZero();
        assertThat(reads.describe()).isEqualTo("2 GetItem");
    }

    @Test
    void aRefusedWriteIsChargedAndMarked() throws InterruptedException {
        Partition<String> partition = partition();
        partition.put("k", "v");

        Cost cost = meter.measure(
                () -> assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("k", "v")));

        assertThat(cost.describe()).isEqualTo("1 PutItem (1 refused)");
        assertThat(cost.writeUnits()).isEqualTo(1);
        assertThat(CostTable.Figures.of(cost).cells()).containsExactly("1 PutItem (1 refused)", "0", "1\u00a0†");
    }

    @Test
    void aTransactionIsChargedForEachOfItsTables() throws InterruptedException {
        Cost cost = meter.measure(() -> meter.afterExecution(
                reply(TransactWriteItemsResponse.builder()
                        .consumedCapacity(units(4), units(2))
                        .build()),
                new ExecutionAttributes()));

        assertThat(cost.writeUnits()).isEqualTo(6);
    }

    @Test
    void aReplyWithoutCapacityIsNotForFree() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        meter.afterExecution(reply(GetItemResponse.builder().build()), new ExecutionAttributes()));
        assertThatIllegalArgumentException().isThrownBy(client::listTables).withMessageContaining("ListTablesRequest");
    }

    @Test
    void anHourIsManyTimesOneRenewal() {
        Cost renewal = new Cost(new TreeMap<>(Map.of("UpdateItem", 1)), 0, 0, 1, Duration.ZERO);

        assertThat(renewal.times(360).describe()).isEqualTo("360 UpdateItem");
        assertThat(renewal.times(360).writeUnits()).isEqualTo(360);
    }

    private Partition<String> partition() {
        try (DynamoDbClient uncounted = EmbeddedClients.of(database)) {
            DynaStore.create(uncounted).table("entries").createIfAbsent();
        }
        return DynaStore.create(client).table("entries").partition("p");
    }

    private static ConsumedCapacity units(double units) {
        return ConsumedCapacity.builder().capacityUnits(units).build();
    }

    private static Context.AfterExecution reply(SdkResponse response) {
        return InterceptorContext.builder()
                .request(GetItemRequest.builder().build())
                .response(response)
                .build();
    }
}
