package io.dynastore.fault;

import static io.dynastore.fault.Fault.DELAY_REPLY;
import static io.dynastore.fault.Fault.DROP;
import static io.dynastore.fault.Fault.DUPLICATE;
import static io.dynastore.fault.Fault.LOSE_REPLY;
import static io.dynastore.fault.Fault.PASS;
import static io.dynastore.fault.Fault.SERVER_ERROR;
import static io.dynastore.fault.Fault.SERVER_ERROR_AFTER;
import static io.dynastore.fault.Fault.THROTTLE;
import static io.dynastore.fault.Fault.TRANSACTION_CONFLICT;
import static io.dynastore.fault.Fault.UNPROCESSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.DynaStore;
import io.dynastore.LocalDynamoDb;
import io.dynastore.TableDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What each fault does to DynamoDB and to the caller, and what the SDK then says; the store relies on the latter. */
class FaultyHttpClientTest {
    private static final String TABLE = "FaultTable";
    private static final DynamoDbClient RAW = LocalDynamoDb.client(LocalDynamoDb.http());

    static {
        DynaStore.create(RAW).table(TableDefinition.of(TABLE)).createIfAbsent();
    }

    private final FaultyHttpClient faults = FaultyHttpClient.local();
    private final DynamoDbClient client = faults.client(3);
    private final String partition = LocalDynamoDb.uniqueName("faults");

    @ParameterizedTest
    @CsvSource({
        "PASS,               1, 1",
        "LOSE_REPLY,         2, 2",
        "DROP,               1, 2",
        "DUPLICATE,          2, 1",
        "SERVER_ERROR,       1, 2",
        "SERVER_ERROR_AFTER, 2, 2",
        "THROTTLE,           1, 2",
    })
    void theSdkRetriesAndTheWriteHappens(Fault fault, int times, int attempts) {
        faults.next("UpdateItem", fault);
        increment(client);
        assertThat(stored()).isEqualTo(times);
        assertThat(faults.attempts("UpdateItem")).isEqualTo(attempts);
        assertThat(faults.count("UpdateItem", fault)).isEqualTo(1);
        assertThat(faults.unused()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOSE_REPLY         | 3 | Unable to execute HTTP request: Connection reset (fault kit: reply lost)",
                "DROP               | 0 | Unable to execute HTTP request: Connection reset (fault kit: request dropped)",
                "SERVER_ERROR       | 0 | The request processing has failed because of an unknown error."
                        + " (Service: DynamoDb, Status Code: 500, Request ID: FAULT-KIT)",
                "SERVER_ERROR_AFTER | 3 | The request processing has failed because of an unknown error."
                        + " (Service: DynamoDb, Status Code: 500, Request ID: FAULT-KIT)",
                "THROTTLE           | 0 | The level of configured provisioned throughput for the table was exceeded."
                        + " Consider increasing your provisioning level with the UpdateTable API."
                        + " (Service: DynamoDb, Status Code: 400, Request ID: FAULT-KIT)",
            })
    void eachEarlierAttemptLeavesItsMessageInASuppressedException(Fault fault, int times, String message) {
        faults.next("UpdateItem", fault, fault, fault);
        SdkException thrown = catchThrowableOfType(SdkException.class, () -> increment(client));
        assertThat(thrown).hasMessage(message + " (SDK Attempt Count: 3)");
        assertThat(thrown.numAttempts()).isEqualTo(3);
        assertThat(suppressed(thrown))
                .containsExactly("Request attempt 1 failure: " + message, "Request attempt 2 failure: " + message);
        assertThat(stored()).isEqualTo(times);
    }

    @Test
    void aRefusalAfterARetryTellsWhatWentBefore() {
        faults.next("PutItem", LOSE_REPLY);
        SdkException thrown = catchThrowableOfType(ConditionalCheckFailedException.class, () -> create("key", client));
        assertThat(thrown.numAttempts()).isEqualTo(2);
        assertThat(suppressed(thrown))
                .containsExactly("Request attempt 1 failure: Unable to execute HTTP request: Connection reset"
                        + " (fault kit: reply lost)");
    }

    @Test
    void aDuplicateIsARefusalInTheFirstAttempt() {
        faults.next("PutItem", DUPLICATE);
        SdkException thrown = catchThrowableOfType(ConditionalCheckFailedException.class, () -> create("key", client));
        assertThat(thrown.numAttempts()).isEqualTo(1);
    }

    @Test
    void theSdkDoesNotRetryATransactionConflict() {
        faults.next("UpdateItem", TRANSACTION_CONFLICT).next("TransactWriteItems", TRANSACTION_CONFLICT);
        SdkException single = catchThrowableOfType(TransactionConflictException.class, () -> increment(client));
        assertThat(single.numAttempts()).isEqualTo(1);
        var cancelled = catchThrowableOfType(TransactionCanceledException.class, () -> createBoth(client));
        assertThat(cancelled.numAttempts()).isEqualTo(1);
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("TransactionConflict", "None");
        assertThat(stored()).isZero();
    }

    @Test
    void theSdkRetriesATransactionWithTheSameToken() {
        faults.next("TransactWriteItems", LOSE_REPLY, SERVER_ERROR_AFTER);
        createBoth(client);
        assertThat(faults.attempts("TransactWriteItems")).isEqualTo(3);
    }

    @Test
    void theDefaultClientTriesNineTimes() {
        faults.next("UpdateItem", DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP);
        SdkException thrown = catchThrowableOfType(SdkException.class, () -> increment(LocalDynamoDb.client(faults)));
        assertThat(thrown.numAttempts()).isEqualTo(9);
        assertThat(thrown.getSuppressed()).hasSize(8);
    }

    @Test
    void aRivalCanWriteBetweenTwoAttempts() {
        faults.next("UpdateItem", LOSE_REPLY)
                .between(() -> assertThat(increment(RAW)).isEqualTo(2))
                .next("UpdateItem", PASS);
        assertThat(increment(client)).isEqualTo(3);
        assertThat(faults.unused()).isZero();
    }

    @Test
    void aHeldAttemptWaitsForItsRelease() {
        Hold hold = faults.hold("UpdateItem", Duration.ofSeconds(20));
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> increment(client));
        hold.awaitArrival();
        assertThat(increment(RAW)).isEqualTo(1);
        hold.release();
        assertThat(held.join()).isEqualTo(2);
    }

    @Test
    void aHeldAttemptGoesOnWhenItsTimeIsOver() {
        faults.hold("UpdateItem", Duration.ofMillis(1));
        assertThat(increment(client)).isEqualTo(1);
    }

    @Test
    void aHeldReplyIsThatOfAnExecutedRequest() {
        Hold hold = faults.holdReply("UpdateItem", Duration.ofSeconds(20));
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> increment(client));
        hold.awaitArrival();
        assertThat(increment(RAW)).isEqualTo(2);
        assertThat(held).isNotDone();
        hold.release();
        assertThat(held.join()).isEqualTo(1);
        assertThat(faults.count("UpdateItem", DELAY_REPLY)).isEqualTo(1);
    }

    @Test
    void aTimeoutOfTheCallTellsNothingOfItsAttempts() {
        faults.next("PutItem", LOSE_REPLY);
        faults.hold("PutItem", Duration.ofSeconds(20));
        PutItemRequest request = put("key").toBuilder()
                .overrideConfiguration(with -> with.apiCallTimeout(Duration.ofMillis(300)))
                .build();
        SdkException thrown = catchThrowableOfType(ApiCallTimeoutException.class, () -> client.putItem(request));
        assertThat(thrown.numAttempts()).isNull();
        assertThat(thrown.getSuppressed()).isEmpty();
    }

    @Test
    void aTimeoutOfAnAttemptIsRetriedAndListed() {
        faults.hold("PutItem", Duration.ofSeconds(20));
        faults.next("PutItem", LOSE_REPLY);
        PutItemRequest request = put("key").toBuilder()
                .overrideConfiguration(with -> with.apiCallAttemptTimeout(Duration.ofSeconds(3)))
                .build();
        SdkException thrown =
                catchThrowableOfType(ConditionalCheckFailedException.class, () -> client.putItem(request));
        assertThat(thrown.numAttempts()).isEqualTo(3);
        assertThat(suppressed(thrown))
                .first()
                .isEqualTo(
                        "Request attempt 1 failure: HTTP request execution did not complete before the specified timeout"
                                + " configuration: 3000 millis");
    }

    @Test
    void anInterruptedCallIsAborted() {
        Hold hold = faults.hold("UpdateItem", Duration.ofSeconds(20));
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interrupting = CompletableFuture.runAsync(() -> {
            hold.awaitArrival();
            caller.interrupt();
        });
        assertThatThrownBy(() -> increment(client)).isInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
        interrupting.join();
        assertThat(stored()).isZero();
    }

    @Test
    void aLateRequestIsExecutedAfterItsRetry() {
        LateRequest late = faults.late("UpdateItem");
        assertThat(increment(client)).isEqualTo(1);
        assertThat(late.deliver()).isEqualTo(200);
        assertThat(stored()).isEqualTo(2);
        assertThatThrownBy(late::deliver).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPartOfABatchOfWritesComesBack() {
        faults.next("BatchWriteItem", UNPROCESSED);
        List<WriteRequest> writes = keys(25).map(key ->
                        WriteRequest.builder().putRequest(put -> put.item(key)).build())
                .toList();
        var response = client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, writes)));
        List<WriteRequest> unprocessed = response.unprocessedItems().get(TABLE);
        assertThat(unprocessed).hasSizeBetween(1, 24);
        assertThat(writes).containsAll(unprocessed);
        assertThat(keys(25).filter(key ->
                        RAW.getItem(get -> get.tableName(TABLE).key(key)).hasItem()))
                .hasSize(25 - unprocessed.size());
    }

    @Test
    void aPartOfABatchOfReadsComesBack() {
        keys(10).forEach(key -> RAW.putItem(put -> put.tableName(TABLE).item(key)));
        faults.next("BatchGetItem", UNPROCESSED);
        KeysAndAttributes asked = KeysAndAttributes.builder()
                .keys(keys(10).toList())
                .consistentRead(true)
                .build();
        var response = client.batchGetItem(batch -> batch.requestItems(Map.of(TABLE, asked)));
        KeysAndAttributes unprocessed = response.unprocessedKeys().get(TABLE);
        assertThat(unprocessed.consistentRead()).isTrue();
        assertThat(unprocessed.keys()).hasSizeBetween(1, 9);
        assertThat(Stream.concat(response.responses().get(TABLE).stream(), unprocessed.keys().stream()))
                .containsExactlyInAnyOrderElementsOf(keys(10).toList());
    }

    @Test
    void aBatchOfOneIsThrottledInstead() {
        faults.next("BatchGetItem", UNPROCESSED, UNPROCESSED, UNPROCESSED);
        KeysAndAttributes asked =
                KeysAndAttributes.builder().keys(keys(1).toList()).build();
        assertThatThrownBy(() -> client.batchGetItem(batch -> batch.requestItems(Map.of(TABLE, asked))))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void chanceIsReplayedBySeed() {
        RandomFaults chances = RandomFaults.seeded(42)
                .with(LOSE_REPLY, 0.2)
                .with(DROP, 0.2)
                .with(UNPROCESSED, 0.1)
                .only("UpdateItem");
        DynamoDbClient persistent = faults.randomly(chances).client(50);
        int calls = 100;
        IntStream.range(0, calls).forEach(call -> increment(persistent));
        long lost = faults.count("UpdateItem", LOSE_REPLY);
        assertThat(lost).isBetween(20L, 60L);
        assertThat(stored()).isEqualTo(calls + lost);
        assertThat(faults.count("UpdateItem", UNPROCESSED)).isZero();
        assertThat(faults.faults()).isEqualTo(lost + faults.count("UpdateItem", DROP));
        assertThat(draws(7)).isEqualTo(draws(7)).isNotEqualTo(draws(8));
        faults.randomly(null).reset();
        increment(client);
        assertThat(faults.faults()).isZero();
    }

    @Test
    void whatCannotHappenCannotBeScripted() {
        assertThatThrownBy(() -> faults.next("GetItem", TRANSACTION_CONFLICT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.next("UpdateItem", UNPROCESSED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.next("UpdateItem", DELAY_REPLY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.between(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RandomFaults.seeded(1).with(THROTTLE, 0.6).with(SERVER_ERROR, 0.6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Fault> draws(long seed) {
        RandomFaults chances = RandomFaults.seeded(seed).with(LOSE_REPLY, 0.5);
        return Stream.generate(() -> chances.draw("UpdateItem")).limit(64).toList();
    }

    private static List<String> suppressed(Throwable thrown) {
        return Arrays.stream(thrown.getSuppressed()).map(Throwable::getMessage).toList();
    }

    private Map<String, AttributeValue> key(String name) {
        return Map.of("id", AttributeValue.fromS(partition), "name", AttributeValue.fromS(name));
    }

    private Stream<Map<String, AttributeValue>> keys(int count) {
        return IntStream.range(0, count).mapToObj(number -> key("key-" + number));
    }

    private PutItemRequest put(String name) {
        return PutItemRequest.builder()
                .tableName(TABLE)
                .item(key(name))
                .conditionExpression("attribute_not_exists(id)")
                .build();
    }

    private void create(String name, DynamoDbClient through) {
        through.putItem(put(name));
    }

    private void createBoth(DynamoDbClient through) {
        List<TransactWriteItem> writes = keys(2).map(key -> TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(key).conditionExpression("attribute_not_exists(id)"))
                        .build())
                .toList();
        through.transactWriteItems(transaction -> transaction.transactItems(writes));
    }

    private int increment(DynamoDbClient through) {
        return count(through.updateItem(update -> update.tableName(TABLE)
                        .key(key("counter"))
                        .updateExpression("ADD version :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues("ALL_NEW"))
                .attributes());
    }

    private int stored() {
        return count(
                RAW.getItem(get -> get.tableName(TABLE).key(key("counter"))).item());
    }

    private static int count(Map<String, AttributeValue> item) {
        return item.isEmpty() ? 0 : Integer.parseInt(item.get("version").n());
    }
}
