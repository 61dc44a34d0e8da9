package io.dynastore.embedded;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.delay;
import static io.dynastore.embedded.Fault.delayReply;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.duplicate;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throttling;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static io.dynastore.embedded.Fault.transactionConflict;
import static io.dynastore.embedded.Fault.transactionInProgress;
import static io.dynastore.embedded.Fault.unprocessed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The effect of each fault on the database and on the client, and the SDK's message. */
class FaultsTest {
    private static final String TABLE = "FaultTable";

    private final CountingDatabase database = new CountingDatabase();
    private final Faults faults = new Faults();
    private final DynamoDbClient raw = FaultyClient.of(new Faults(), database, 1);
    private final DynamoDbClient client = FaultyClient.of(faults, database, 3);

    static List<Arguments> theSdkRetriesAndTheWriteHappens() {
        return List.of(
                arguments(pass(), 1, 1),
                arguments(loseReply(), 2, 2),
                arguments(drop(), 1, 2),
                arguments(duplicate(), 2, 1),
                arguments(internalServerError(), 1, 2),
                arguments(internalServerError().afterExecution(), 2, 2),
                arguments(throughputExceeded(), 1, 2),
                arguments(Fault.serviceUnavailable(), 1, 2),
                arguments(throttling(), 1, 2),
                arguments(Fault.requestLimitExceeded(), 1, 2),
                arguments(Fault.intermediary(502), 1, 2),
                arguments(Fault.intermediary(503).afterExecution(), 2, 2),
                arguments(Fault.cutBody(5), 2, 2));
    }

    @ParameterizedTest
    @MethodSource
    void theSdkRetriesAndTheWriteHappens(Fault fault, int times, int attempts) {
        faults.next("UpdateItem", fault);
        increment(client);
        assertThat(stored()).isEqualTo(times);
        assertThat(faults.attempts("UpdateItem")).isEqualTo(attempts);
        assertThat(faults.count("UpdateItem", fault)).isEqualTo(1);
        assertThat(faults.unused()).isZero();
    }

    static List<Arguments> eachEarlierAttemptLeavesItsMessageInASuppressedException() {
        String serverError =
                "Internal server error \\(Service: DynamoDb, Status Code: 500, Request ID: [0-9A-V]{52}\\)";
        return List.of(
                arguments(loseReply(), 3, "Unable to execute HTTP request: Connection reset \\(fault: reply lost\\)"),
                arguments(drop(), 0, "Unable to execute HTTP request: Connection reset \\(fault: request dropped\\)"),
                arguments(internalServerError(), 0, serverError),
                arguments(internalServerError().afterExecution(), 3, serverError),
                arguments(
                        throughputExceeded(),
                        0,
                        "The level of configured provisioned throughput for the table was exceeded. Consider increasing"
                                + " your provisioning level with the UpdateTable API."
                                + " \\(Service: DynamoDb, Status Code: 400, Request ID: [0-9A-V]{52}\\)"));
    }

    @ParameterizedTest
    @MethodSource
    void eachEarlierAttemptLeavesItsMessageInASuppressedException(Fault fault, int times, String message) {
        faults.next("UpdateItem", 3, fault);
        SdkException thrown = catchThrowableOfType(SdkException.class, () -> increment(client));
        assertThat(thrown).hasMessageMatching(message + " \\(SDK Attempt Count: 3\\)");
        assertThat(thrown.numAttempts()).isEqualTo(3);
        assertThat(suppressed(thrown))
                .hasSize(2)
                .zipSatisfy(
                        List.of(1, 2),
                        (said, attempt) ->
                                assertThat(said).matches("Request attempt " + attempt + " failure: " + message));
        assertThat(stored()).isEqualTo(times);
    }

    @Test
    void aRefusalAfterARetryTellsWhatWentBefore() {
        faults.next("PutItem", loseReply());
        SdkException thrown = catchThrowableOfType(ConditionalCheckFailedException.class, () -> create("key", client));
        assertThat(thrown.numAttempts()).isEqualTo(2);
        assertThat(suppressed(thrown))
                .containsExactly("Request attempt 1 failure: Unable to execute HTTP request: Connection reset"
                        + " (fault: reply lost)");
    }

    @Test
    void aDuplicateIsARefusalInTheFirstAttempt() {
        faults.next("PutItem", duplicate());
        SdkException thrown = catchThrowableOfType(ConditionalCheckFailedException.class, () -> create("key", client));
        assertThat(thrown.numAttempts()).isEqualTo(1);
    }

    @Test
    void theSdkDoesNotRetryATransactionConflict() {
        faults.next("UpdateItem", transactionConflict()).next("TransactWriteItems", transactionConflict());
        SdkException single = catchThrowableOfType(TransactionConflictException.class, () -> increment(client));
        assertThat(single.numAttempts()).isEqualTo(1);
        var cancelled = catchThrowableOfType(TransactionCanceledException.class, () -> createBoth(client));
        assertThat(cancelled.numAttempts()).isEqualTo(1);
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("TransactionConflict", "None");
        assertThat(stored()).isZero();
        assertThat(database.names).isEmpty();
    }

    @Test
    void theSdkRetriesATransactionWithTheSameToken() {
        faults.next("TransactWriteItems", loseReply(), internalServerError().afterExecution());
        createBoth(client);
        assertThat(faults.attempts("TransactWriteItems")).isEqualTo(3);
        assertThat(database.requests).hasSize(3);
        assertThat(database.requests.stream().map(FaultsTest::token).distinct())
                .hasSize(1)
                .doesNotContainNull();
    }

    private static Object token(Request request) {
        return ((Map<?, ?>) Json.read(request.body())).get("ClientRequestToken");
    }

    @Test
    void theDefaultClientTriesNineTimes() {
        RetryStrategy ofTheDefaultClient = EmbeddedClients.configure(
                        DynamoDbClient.builder(), FaultyClient.http(faults, database))
                .build()
                .serviceClientConfiguration()
                .overrideConfiguration()
                .retryStrategy()
                .orElseThrow();
        DynamoDbClient withoutItsPauses = EmbeddedClients.configure(
                        DynamoDbClient.builder(), FaultyClient.http(faults, database))
                .overrideConfiguration(with -> with.retryStrategy(ofTheDefaultClient.toBuilder()
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
                .build();
        faults.next("UpdateItem", 9, drop());
        SdkException thrown = catchThrowableOfType(SdkException.class, () -> increment(withoutItsPauses));
        assertThat(thrown.numAttempts()).isEqualTo(9);
        assertThat(thrown.getSuppressed()).hasSize(8);
    }

    @Test
    void aRivalCanWriteBetweenTwoAttempts() {
        faults.next("UpdateItem", loseReply())
                .between(() -> assertThat(increment(raw)).isEqualTo(2))
                .next("UpdateItem", pass());
        assertThat(increment(client)).isEqualTo(3);
        assertThat(faults.unused()).isZero();
    }

    @Test
    void aRivalCanWriteBeforeAnAttempt() {
        faults.before("UpdateItem", () -> assertThat(increment(raw)).isEqualTo(1));
        assertThat(increment(client)).isEqualTo(2);
        assertThat(increment(client)).isEqualTo(3);
        assertThat(faults.attempts("UpdateItem")).isEqualTo(2);
    }

    @Test
    void aHeldAttemptWaitsForItsRelease() {
        Hold hold = faults.hold("UpdateItem", Duration.ofSeconds(20));
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> increment(client));
        hold.awaitArrival();
        assertThat(increment(raw)).isEqualTo(1);
        hold.release();
        assertThat(held.join()).isEqualTo(2);
        assertThat(faults.count("UpdateItem", delay(Duration.ofSeconds(20)))).isEqualTo(1);
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
        assertThat(increment(raw)).isEqualTo(2);
        assertThat(held).isNotDone();
        hold.release();
        assertThat(held.join()).isEqualTo(1);
        assertThat(faults.count("UpdateItem", delayReply(Duration.ofSeconds(20))))
                .isEqualTo(1);
    }

    @Test
    void aResetReleasesWhatIsHeldAndForgetsTheRest() {
        Hold hold = faults.hold("UpdateItem", Duration.ofDays(1));
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> increment(client));
        hold.awaitArrival();
        faults.next("UpdateItem", drop())
                .always(drop())
                .randomly(RandomFaults.seeded(1).with(drop(), 1));
        faults.reset();
        assertThat(held.join()).isEqualTo(1);
        assertThat(increment(client)).isEqualTo(2);
        assertThat(faults.count()).isZero();
        assertThat(faults.unused()).isZero();
    }

    @Test
    void delaysPass() {
        faults.next("UpdateItem", delay(Duration.ofMillis(1)), delayReply(Duration.ofMillis(1)));
        assertThat(increment(client)).isEqualTo(1);
        assertThat(increment(client)).isEqualTo(2);
        assertThat(faults.count()).isEqualTo(2);
    }

    @Test
    void aDelayLastsUntilItsThreadIsInterrupted() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        faults.before("UpdateItem", arrived::countDown).next("UpdateItem", delay(Duration.ofDays(1_000_000)));
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread caller = new Thread(() -> outcome.set(catchThrowable(() -> increment(client))));
        caller.start();
        arrived.await();
        caller.interrupt();
        caller.join();
        assertThat(outcome.get()).isInstanceOf(AbortedException.class);
        assertThat(stored()).isZero();
    }

    @Test
    void aTimeoutOfTheCallTellsNothingOfItsAttempts() {
        faults.next("PutItem", loseReply());
        faults.hold("PutItem", Duration.ofSeconds(20));
        PutItemRequest request = put("key").toBuilder()
                .overrideConfiguration(with -> with.apiCallTimeout(Duration.ofMillis(300)))
                .build();
        SdkException thrown = catchThrowableOfType(ApiCallTimeoutException.class, () -> client.putItem(request));
        assertThat(thrown.numAttempts()).isNull();
        assertThat(thrown.getSuppressed()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aTimeoutOfAnAttemptIsRetriedAndListed() {
        faults.hold("PutItem", Duration.ofSeconds(20));
        faults.next("PutItem", loseReply());
        PutItemRequest request = put("key").toBuilder()
                .overrideConfiguration(with -> with.apiCallAttemptTimeout(Duration.ofMillis(500)))
                .build();
        SdkException thrown =
                catchThrowableOfType(ConditionalCheckFailedException.class, () -> client.putItem(request));
        assertThat(thrown.numAttempts()).isEqualTo(3);
        assertThat(suppressed(thrown))
                .first()
                .isEqualTo(
                        "Request attempt 1 failure: HTTP request execution did not complete before the specified timeout"
                                + " configuration: 500 millis");
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
    void aLateRequestMayBeRefused() {
        LateRequest late = faults.late("PutItem");
        create("key", client);
        assertThat(late.deliver()).isEqualTo(400);
    }

    @Test
    void aLateRequestCanLookLikeATimeOutOfAGateway() {
        LateRequest late = faults.late("UpdateItem", Fault.intermediary(504));
        assertThat(increment(client)).as("by the retry").isEqualTo(1);
        assertThat(late.deliver()).isEqualTo(200);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void whatIsExecutedAtOnceIsNotLate() {
        assertThatThrownBy(() -> faults.late("UpdateItem", loseReply()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid fault loseReply() for a late request: it is executed at once.");
        assertThatThrownBy(() -> faults.late("UpdateItem", transactionInProgress()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(faults.unused()).isZero();
    }

    @Test
    void aPartOfABatchOfWritesComesBack() {
        faults.next("BatchWriteItem", unprocessed());
        List<WriteRequest> writes = keys(25).map(key ->
                        WriteRequest.builder().putRequest(put -> put.item(key)).build())
                .toList();
        var response = client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, writes)));
        List<WriteRequest> unprocessed = response.unprocessedItems().get(TABLE);
        assertThat(unprocessed).hasSizeBetween(1, 24);
        assertThat(writes).containsAll(unprocessed);
        assertThat(database.names).hasSize(25 - unprocessed.size());
        assertThat(unprocessed)
                .noneMatch(write -> database.names.contains(
                        write.putRequest().item().get("name").s()));
    }

    @Test
    void aPartOfABatchOfReadsComesBack() {
        faults.next("BatchGetItem", unprocessed());
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
        faults.next("BatchGetItem", 3, unprocessed());
        KeysAndAttributes asked =
                KeysAndAttributes.builder().keys(keys(1).toList()).build();
        assertThatThrownBy(() -> client.batchGetItem(batch -> batch.requestItems(Map.of(TABLE, asked))))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void whatAlwaysHappensEndsWhenItIsCleared() {
        faults.always("UpdateItem", accessDenied());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> increment(client)).isInstanceOf(DynamoDbException.class);
        }
        create("other operations pass", client);
        faults.next("UpdateItem", pass());
        assertThat(increment(client)).as("a script comes first").isEqualTo(1);
        assertThat(faults.clear("UpdateItem").attempts("UpdateItem")).isEqualTo(4);
        assertThat(increment(client)).isEqualTo(2);
    }

    @Test
    void faultsForAnyOperationComeAfterItsOwn() {
        faults.always("PutItem", accessDenied()).always(drop());
        assertThatThrownBy(() -> create("key", client)).isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> increment(client)).isInstanceOf(SdkClientException.class);
        faults.reset();
        faults.next(drop(), transactionConflict()).next("PutItem", pass());
        create("key", client);
        client.listTables();
        assertThat(faults.count("ListTables", drop())).isEqualTo(1);
        assertThat(faults.unused())
                .as("the conflict waits for an operation that it suits")
                .isEqualTo(1);
        assertThatThrownBy(() -> increment(client)).isInstanceOf(TransactionConflictException.class);
        faults.always(transactionConflict());
        client.listTables();
    }

    @Test
    void chanceIsReplayedBySeed() {
        RandomFaults chances = RandomFaults.seeded(42)
                .with(loseReply(), 0.2)
                .with(drop(), 0.2)
                .with(unprocessed(), 0.1)
                .only("UpdateItem");
        DynamoDbClient persistent = FaultyClient.of(faults.randomly(chances), database, 50);
        int calls = 100;
        IntStream.range(0, calls).forEach(call -> increment(persistent));
        create("other operations pass", client);
        long lost = faults.count("UpdateItem", loseReply());
        assertThat(lost).isBetween(20L, 60L);
        assertThat(stored()).isEqualTo(Math.toIntExact(calls + lost));
        assertThat(faults.count("UpdateItem", unprocessed())).isZero();
        assertThat(faults.count()).isEqualTo(lost + faults.count("UpdateItem", drop()));
        assertThat(draws(7)).isEqualTo(draws(7)).isNotEqualTo(draws(8));
        faults.reset();
        increment(client);
        assertThat(faults.count()).isZero();
    }

    @Test
    void whatCannotHappenCannotBeScripted() {
        assertThatThrownBy(() -> faults.next("GetItem", transactionConflict()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.always("UpdateItem", unprocessed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unprocessed()")
                .hasMessageContaining("\"UpdateItem\"");
        assertThatThrownBy(() -> faults.next("UpdateItem", 2, transactionInProgress()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.between(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RandomFaults.seeded(1).with(throttling(), 0.6).with(internalServerError(), 0.6))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(faults.unused()).isZero();
    }

    private static List<Fault> draws(long seed) {
        RandomFaults chances = RandomFaults.seeded(seed).with(loseReply(), 0.5);
        return Stream.generate(() -> chances.draw("UpdateItem").fault())
                .limit(64)
                .toList();
    }

    private static List<String> suppressed(Throwable thrown) {
        return Arrays.stream(thrown.getSuppressed()).map(Throwable::getMessage).toList();
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("id", AttributeValue.fromS("faults"), "name", AttributeValue.fromS(name));
    }

    private static Stream<Map<String, AttributeValue>> keys(int count) {
        return IntStream.range(0, count).mapToObj(number -> key("key-" + number));
    }

    private static PutItemRequest put(String name) {
        return PutItemRequest.builder()
                .tableName(TABLE)
                .item(key(name))
                .conditionExpression("attribute_not_exists(id)")
                .build();
    }

    private static void create(String name, DynamoDbClient through) {
        through.putItem(put(name));
    }

    private static void createBoth(DynamoDbClient through) {
        List<TransactWriteItem> writes = keys(2).map(key -> TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(key).conditionExpression("attribute_not_exists(id)"))
                        .build())
                .toList();
        through.transactWriteItems(transaction -> transaction.transactItems(writes));
    }

    private static int increment(DynamoDbClient through) {
        Map<String, AttributeValue> item = through.updateItem(update -> update.tableName(TABLE)
                        .key(key("counter"))
                        .updateExpression("ADD version :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues("ALL_NEW"))
                .attributes();
        return Integer.parseInt(item.get("version").n());
    }

    private int stored() {
        return database.counter();
    }
}
