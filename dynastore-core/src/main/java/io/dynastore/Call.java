package io.dynastore;

import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import io.dynastore.internal.ErrorType;
import io.dynastore.internal.Transmission;
import io.dynastore.internal.Transmissions;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Sends the requests of one operation, passes them to the hook, counts their cost, judges the attempts of those that fail, and
 * translates DynamoDB's errors about tables, indexes and sizes. A failed condition is not translated: its meaning depends on the
 * operation. Not thread-safe.
 */
final class Call {
    /** The maximum number of attempts of a single write that conflicts with transactions. */
    private static final int MAX_CONFLICTS = 10;

    private static final String CONTENT_TYPE = "application/x-amz-json";

    private final OperationRunner runner;
    private final DynamoDbClient client;
    private final Address address;
    private final @Nullable Operation operation;
    private final @Nullable OperationHook hook;
    private final @Nullable ReturnConsumedCapacity capacity;
    private Attempts attempts = Attempts.NONE;
    private List<Transmission> notedAttempts = List.of();
    private boolean throttled;

    /** Whether the HTTP client notes the attempts of the request, so that the SDK need not publish them. */
    private boolean noted;

    Call(OperationRunner runner, Address address, @Nullable Operation operation, @Nullable OperationHook hook) {
        this.runner = runner;
        this.client = runner.client();
        this.address = address;
        this.operation = operation;
        this.hook = hook;
        this.capacity = operation == null ? null : ReturnConsumedCapacity.TOTAL;
    }

    /** Returns the judgement of the attempts of the last write if it failed, and of earlier ones that may still be executed. */
    Attempts attempts() {
        return attempts;
    }

    /** Returns whether DynamoDB throttled the last batch, if only in an attempt that the SDK repeated. */
    boolean wasThrottled() {
        return throttled || notedAttempts.stream().anyMatch(attempt -> ErrorType.isThrottling(attempt.errorType()));
    }

    GetItemResponse getItem(GetItemRequest.Builder request) {
        GetItemResponse response =
                send("GetItem", request.returnConsumedCapacity(capacity).build(), client::getItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), false);
        }
        return response;
    }

    QueryResponse query(QueryRequest.Builder request) {
        QueryResponse response =
                send("Query", request.returnConsumedCapacity(capacity).build(), client::query);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), false);
        }
        return response;
    }

    PutItemResponse putItem(PutItemRequest.Builder request) {
        PutItemResponse response =
                sendWrite("PutItem", request.returnConsumedCapacity(capacity).build(), client::putItem, Call::hasAll);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    UpdateItemResponse updateItem(UpdateItemRequest.Builder request) {
        UpdateItemResponse response = sendWrite(
                "UpdateItem", request.returnConsumedCapacity(capacity).build(), client::updateItem, Call::hasNewItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    DeleteItemResponse deleteItem(DeleteItemRequest.Builder request) {
        DeleteItemResponse response = sendWrite(
                "DeleteItem", request.returnConsumedCapacity(capacity).build(), client::deleteItem, Call::hasOldItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    /** A request that asks for nothing is answered by an empty object. */
    private static boolean hasAll(DynamoDbRequest request, DynamoDbResponse response) {
        return true;
    }

    /** An update by this library leaves an item that has at least these attributes. */
    private static boolean hasNewItem(UpdateItemRequest request, UpdateItemResponse response) {
        Map<String, AttributeValue> item = response.attributes();
        return request.returnValues() != ReturnValue.ALL_NEW
                || (hasKey(item, request.key()) && item.containsKey(VERSION) && item.containsKey(WRITE_ID));
    }

    /** A delete that asks for the item has the condition that there is one. */
    private static boolean hasOldItem(DeleteItemRequest request, DeleteItemResponse response) {
        return request.returnValues() != ReturnValue.ALL_OLD || hasKey(response.attributes(), request.key());
    }

    private static boolean hasKey(Map<String, AttributeValue> item, Map<String, AttributeValue> key) {
        return item.entrySet().containsAll(key.entrySet());
    }

    BatchGetItemResponse batchGetItem(BatchGetItemRequest.Builder request) {
        // A read is noted only for the hook.
        ThrottledAttempts found = operation != null && runner.isObserved() ? null : new ThrottledAttempts();
        BatchGetItemResponse response = send(
                "BatchGetItem",
                request.returnConsumedCapacity(capacity).build(),
                prepared -> client.batchGetItem(published(prepared, found)));
        throttled = found != null && found.isFound();
        consumed(response.consumedCapacity(), false);
        return response;
    }

    /** Deletes items. If the outcome is unknown, sending the same again does no harm. */
    BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest.Builder request, int items) {
        ThrottledAttempts found = runner.isObserved() ? null : new ThrottledAttempts();
        BatchWriteItemRequest built = request.returnConsumedCapacity(capacity).build();
        BatchWriteItemResponse response;
        try {
            response = transmit(
                    "BatchWriteItem",
                    built,
                    prepared -> client.batchWriteItem(published(prepared, found)),
                    (sent, answer) -> answer.hasUnprocessedItems());
        } catch (RuntimeException e) {
            throw attempts.mayHaveBeenExecuted()
                    ? OutcomeUnknownException.ofBatch(address, items, attempts, e)
                    : named(built, e);
        }
        // Of writes, DynamoDB leaves a part for no other reason.
        throttled = (found != null && found.isFound())
                || !response.unprocessedItems().isEmpty();
        consumed(response.consumedCapacity(), true);
        return response;
    }

    /** Sends a transaction. After a failure, {@link #attempts()} tells whether it may have been executed. */
    void transactWriteItems(TransactWriteItemsRequest.Builder request) {
        TransactWriteItemsRequest built =
                request.returnConsumedCapacity(capacity).build();
        try {
            consumed(
                    transmit("TransactWriteItems", built, client::transactWriteItems, Call::hasAll)
                            .consumedCapacity(),
                    true);
        } catch (RuntimeException e) {
            throw named(built, e);
        }
    }

    private void consumed(List<ConsumedCapacity> capacities, boolean write) {
        if (operation != null) {
            capacities.forEach(each -> operation.consumed(each, write));
        }
    }

    private <Q extends DynamoDbRequest, R extends DynamoDbResponse> R sendWrite(
            String name, Q request, Function<Q, R> method, BiPredicate<? super Q, ? super R> complete) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transmit(name, request, method, complete);
            } catch (ConditionalCheckFailedException e) {
                throw e;
            } catch (RuntimeException e) {
                // The error of the last attempt, for instance too large an item, says nothing about earlier attempts.
                if (attempts.mayHaveBeenExecuted()) {
                    throw OutcomeUnknownException.of(address, request instanceof DeleteItemRequest, attempts, e);
                }
                // A transaction is writing the item, for some milliseconds. The SDK does not retry this error.
                if (!(e instanceof TransactionConflictException) || attempt == MAX_CONFLICTS) {
                    throw named(request, e);
                }
                runner.backoff().await(Backoff.CONFLICT, attempt);
            }
        }
    }

    /** Sends a read. What became of its attempts matters only to the hook. */
    private <Q extends DynamoDbRequest, R extends DynamoDbResponse> R send(
            String name, Q request, Function<Q, R> method) {
        try {
            Q prepared = prepared(request);
            Transmissions notes = operation == null ? null : Transmissions.begin(name);
            R response;
            try {
                response = method.apply(prepared);
            } finally {
                ended(notes);
            }
            if (!isOfDynamoDb(response.sdkHttpResponse())) {
                throw Attempts.unreadable();
            }
            return response;
        } catch (SdkException e) {
            throw named(request, e);
        }
    }

    /** Ends the notes of a request, and tells the operation of its attempts, unless the publisher does. */
    private void ended(@Nullable Transmissions notes) {
        if (notes == null) {
            return;
        }
        notes.end();
        runner.observed(notes.attempts(), false);
        notedAttempts = notes.attempts();
        if (operation != null && noted) {
            operation.attempted(notes.attempts());
        }
    }

    /**
     * Sends a write once, with the retries of the SDK, and judges the attempts if it fails. What a hook throws before is no
     * attempt.
     *
     * @param name the name of DynamoDB's operation
     * @param complete whether an answer contains what the request asked for
     */
    private <Q extends DynamoDbRequest, R extends DynamoDbResponse> R transmit(
            String name, Q request, Function<Q, R> method, BiPredicate<? super Q, ? super R> complete) {
        // As long as an earlier request may be executed, a later refusal does not speak for it.
        Attempts before = attempts.mayHaveBeenExecuted() ? attempts : Attempts.NONE;
        attempts = before;
        Q prepared = prepared(request);
        if (Thread.currentThread().isInterrupted()) {
            // The SDK would do the same, but its exception would not tell whether something was sent before.
            throw AbortedException.create("Thread was interrupted before the request was sent");
        }
        AttemptCount count = runner.knowsHttpClient() ? null : new AttemptCount();
        Transmissions notes = Transmissions.begin(name);
        try {
            R response = method.apply(published(prepared, count));
            runner.observed(notes.attempts(), true);
            if (!isOfDynamoDb(response.sdkHttpResponse()) || !complete.test(prepared, response)) {
                throw Attempts.unreadable();
            }
            return response;
        } catch (RuntimeException | Error e) {
            attempts = before.then(runner.judge(notes.attempts(), e, count));
            throw e;
        } finally {
            ended(notes);
        }
    }

    /** Returns whether an answer with a status of 2xx has a body in DynamoDB's format. A fake client has no HTTP response. */
    private static boolean isOfDynamoDb(@Nullable SdkHttpResponse response) {
        return response == null
                || (response.firstMatchingHeader("Content-Type").orElse("").startsWith(CONTENT_TYPE)
                        && !response.firstMatchingHeader("Content-Length")
                                .orElse("")
                                .equals("0"));
    }

    private <Q extends DynamoDbRequest> Q prepared(Q request) {
        return operation == null || hook == null ? request : prepared(request, operation, hook);
    }

    @SuppressWarnings("unchecked") // The class is compared first.
    private <Q extends DynamoDbRequest> Q prepared(Q request, Operation operation, OperationHook hook) {
        DynamoDbRequest replaced = hook.beforeRequest(operation, request);
        if (replaced.getClass() != request.getClass()) {
            throw new IllegalStateException(
                    "An OperationHook replaced a " + request.getClass().getSimpleName() + " by a "
                            + replaced.getClass().getSimpleName() + "; it must return a request of the same type.");
        }
        operation.sending(replaced);
        noted = runner.isObserved();
        Q sent = (Q) replaced;
        return noted ? sent : published(sent, new AttemptCounter(operation));
    }

    /** Returns a request whose metrics are published to a further publisher, if there is one. */
    @SuppressWarnings("unchecked") // The builder of a request builds requests of its class.
    private <Q extends DynamoDbRequest> Q published(Q request, @Nullable MetricPublisher publisher) {
        if (publisher == null) {
            return request;
        }
        AwsRequestOverrideConfiguration.Builder with = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        if (with.metricPublishers() == null || with.metricPublishers().isEmpty()) {
            // A request with publishers of its own replaces those of its client, so they are added again.
            with.metricPublishers(runner.publishers());
        }
        with.addMetricPublisher(publisher);
        return (Q) request.toBuilder().overrideConfiguration(with.build()).build();
    }

    /** Translates an error. DynamoDB reports most of them as ValidationException, which differ only in their text. */
    private RuntimeException named(DynamoDbRequest request, RuntimeException failure) {
        if (failure instanceof ResourceNotFoundException e) {
            return request instanceof TransactWriteItemsRequest transaction
                    ? TableNotFoundException.oneOf(TransactionAction.tables(transaction.transactItems()), e)
                    : new TableNotFoundException(new Address(address.table(), null, null), e);
        }
        if (!(failure instanceof DynamoDbException e)
                || e.awsErrorDetails() == null
                || !"ValidationException".equals(e.awsErrorDetails().errorCode())) {
            return failure;
        }
        String message = String.valueOf(e.awsErrorDetails().errorMessage());
        if (message.startsWith("Item size")) {
            return new EntryTooLargeException(address, e);
        }
        // The only arithmetic in an update is that of the version.
        if (message.startsWith("An operand in the update expression has an incorrect data type")) {
            return new MalformedItemException(address, VERSION, "is not a number");
        }
        return request instanceof QueryRequest query && query.indexName() != null
                ? named(query.indexName(), message, e)
                : e;
    }

    private RuntimeException named(String index, String message, DynamoDbException e) {
        if (message.contains("does not have the specified index")) {
            return new IndexNotSupportedException(
                    address, index, "the table does not have it. Create it, or check its name.");
        }
        if (message.contains("missed key schema element")
                || message.contains("does not match schema type")
                || message.contains("starting key")) {
            return new IndexNotSupportedException(
                    address, index, "the table has it on other attributes than the query's Index, or on other types.");
        }
        if (message.contains("does not project one or more filter attributes")) {
            return new IndexNotSupportedException(
                    address,
                    index,
                    "it does not project 'expires', by which lists are filtered. Create it again with all attributes.");
        }
        return e;
    }
}
