package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The requests and the capacity units of each kind of call. */
class IdempotencyCostTest {
    private static final Fingerprint REQUEST = Fingerprint.of("request");

    private final TestStore test = new TestStore();
    private final List<Operation> operations = new ArrayList<>();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(test.http))
            .clock(test.clock)
            .hook(OperationHook.onCompletion(operations::add))
            .build()
            .table(TestStore.CRM)
            .partition(test.partition.name());
    private final Idempotency<String> payments = Idempotency.of(partition);

    private List<String> requestsOf(Runnable call) {
        operations.clear();
        return test.requestsOf(call);
    }

    private double unitsRead() {
        return operations.stream().mapToDouble(Operation::readCapacity).sum();
    }

    private double unitsWritten() {
        return operations.stream().mapToDouble(Operation::writeCapacity).sum();
    }

    /** DynamoDB charges a refused write by the stored item; the refusal does not say so. */
    private double unitsOfARefusedWrite(String key) {
        return test.raw()
                .updateItem(update -> update.tableName(TestStore.CRM.name())
                        .key(test.itemKey(key))
                        .updateExpression("SET #use = #use")
                        .expressionAttributeNames(java.util.Map.of("#use", "use"))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
    }

    /** Results of 1, 4 and 100 KB. The record itself has some 200 bytes, so each takes a unit more than the result alone. */
    @ParameterizedTest
    @CsvSource({"10, 1, 1, 0.5", "1024, 2, 2, 0.5", "4096, 5, 5, 1", "102400, 101, 101, 13"})
    void run(int bytes, double completing, double refused, double looking) {
        String result = "x".repeat(bytes);

        assertThat(requestsOf(() -> payments.run("k", REQUEST, attempt -> result)))
                .containsExactly("UpdateItem", "UpdateItem");
        assertThat(operations).extracting(Operation::name).containsExactly("claimIdempotent", "completeIdempotent");
        assertThat(unitsRead()).isZero();
        assertThat(unitsWritten()).isEqualTo(1 + completing);

        assertThat(requestsOf(() -> payments.run("k", REQUEST, attempt -> ""))).containsExactly("UpdateItem");
        assertThat(operations).extracting(Operation::outcome).containsExactly(Operation.Outcome.CONFLICT);
        assertThat(unitsOfARefusedWrite("k")).isEqualTo(refused);

        assertThat(requestsOf(() -> payments.lookFirst().run("k", REQUEST, attempt -> "")))
                .containsExactly("GetItem");
        assertThat(unitsRead()).isEqualTo(looking);
        assertThat(unitsWritten()).isZero();
    }

    @Test
    void lookingFirstCostsAFirstCallHalfAReadUnit() {
        assertThat(requestsOf(() -> payments.lookFirst().run("k", REQUEST, attempt -> "result")))
                .containsExactly("GetItem", "UpdateItem", "UpdateItem");
        assertThat(unitsRead()).isEqualTo(0.5);
        assertThat(unitsWritten()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"10, 2, 1", "1024, 4, 1", "4096, 10, 2", "102400, 202, 26"})
    void transact(int bytes, double written, double replayed) {
        String result = "x".repeat(bytes);

        assertThat(requestsOf(() -> payments.transact("k", REQUEST, tx -> result)))
                .containsExactly("GetItem", "TransactWriteItems");
        assertThat(unitsRead()).isEqualTo(1);
        assertThat(unitsWritten()).isEqualTo(written);

        assertThat(requestsOf(() -> payments.transact("k", REQUEST, tx -> ""))).containsExactly("GetItem");
        assertThat(unitsRead()).isEqualTo(replayed);
    }

    @Test
    void aFailedRunIsTwoWrites() {
        assertThat(requestsOf(() -> {
                    try {
                        payments.run("k", REQUEST, attempt -> {
                            throw new IllegalStateException();
                        });
                    } catch (IllegalStateException e) {
                        // It is what the action threw.
                    }
                }))
                .containsExactly("UpdateItem", "UpdateItem");
        assertThat(unitsWritten()).isEqualTo(2);
    }

    @Test
    void aCallWhileTheActionRunsIsOneWrite() {
        payments.run("k", REQUEST, attempt -> {
            assertThat(requestsOf(() -> {
                        try {
                            payments.run("k", REQUEST, other -> "");
                        } catch (KeyInProgressException e) {
                            // As it says.
                        }
                    }))
                    .containsExactly("UpdateItem");
            return "result";
        });
    }

    @Test
    void aViewIsOneRead() {
        payments.run("k", REQUEST, attempt -> "result");
        assertThat(requestsOf(() -> payments.find("k"))).containsExactly("GetItem");
        assertThat(unitsRead()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutItsResultTakesLittleSpace() {
        payments.run("k", REQUEST, attempt -> "");
        long bytes = test.item("k").entrySet().stream()
                .mapToLong(each -> each.getKey().length() + size(each.getValue()))
                .sum();
        assertThat(bytes - test.partition.name().length()).isBetween(150L, 200L);
    }

    private static long size(AttributeValue value) {
        return value.s() != null
                ? value.s().length()
                : value.b() != null ? value.b().asByteArray().length : 8;
    }
}
