package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Sends the requests of one operation, passes them to the hook, counts their cost, and translates DynamoDB's errors about
 * tables, indexes and sizes. A failed condition is not translated: its meaning depends on the operation.
 */
final class Call {
    /** The maximum number of attempts of a single write that conflicts with transactions. */
    private static final int MAX_CONFLICTS = 10;

    private final DynamoDbClient client;
    private final Backoff backoff;
    private final Address address;
    private final @Nullable Operation operation;
    private final @Nullable OperationHook hook;
    private final List<MetricPublisher> publishers;
    private final @Nullable ReturnConsumedCapacity capacity;

    Call(
            DynamoDbClient client,
            Backoff backoff,
            Address address,
            @Nullable Operation operation,
            @Nullable OperationHook hook,
            List<MetricPublisher> publishers) {
        this.client = client;
        this.backoff = backoff;
        this.address = address;
        this.operation = operation;
        this.hook = hook;
        this.publishers = publishers;
        this.capacity = operation == null ? null : ReturnConsumedCapacity.TOTAL;
    }

    GetItemResponse getItem(GetItemRequest.Builder request) {
        GetItemResponse response = send(request.returnConsumedCapacity(capacity).build(), client::getItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), false);
        }
        return response;
    }

    QueryResponse query(QueryRequest.Builder request) {
        QueryResponse response = send(request.returnConsumedCapacity(capacity).build(), client::query);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), false);
        }
        return response;
    }

    PutItemResponse putItem(PutItemRequest.Builder request) {
        PutItemResponse response =
                sendWrite(request.returnConsumedCapacity(capacity).build(), client::putItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    UpdateItemResponse updateItem(UpdateItemRequest.Builder request) {
        UpdateItemResponse response =
                sendWrite(request.returnConsumedCapacity(capacity).build(), client::updateItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    DeleteItemResponse deleteItem(DeleteItemRequest.Builder request) {
        DeleteItemResponse response =
                sendWrite(request.returnConsumedCapacity(capacity).build(), client::deleteItem);
        if (operation != null) {
            operation.consumed(response.consumedCapacity(), true);
        }
        return response;
    }

    BatchGetItemResponse batchGetItem(BatchGetItemRequest.Builder request) {
        BatchGetItemResponse response =
                send(request.returnConsumedCapacity(capacity).build(), client::batchGetItem);
        consumed(response.consumedCapacity(), false);
        return response;
    }

    /** Deleting twice does no harm, so a lost reply is settled by a further attempt. */
    BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest.Builder request) {
        BatchWriteItemResponse response =
                send(request.returnConsumedCapacity(capacity).build(), client::batchWriteItem);
        consumed(response.consumedCapacity(), true);
        return response;
    }

    TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest.Builder request) {
        TransactWriteItemsResponse response =
                send(request.returnConsumedCapacity(capacity).build(), client::transactWriteItems);
        consumed(response.consumedCapacity(), true);
        return response;
    }

    private void consumed(List<ConsumedCapacity> capacities, boolean write) {
        if (operation != null) {
            capacities.forEach(each -> operation.consumed(each, write));
        }
    }

    private <Q extends DynamoDbRequest, R> R sendWrite(Q request, Function<Q, R> method) {
        for (int attempt = 1; ; attempt++) {
            try {
                return sendOnce(request, method);
            } catch (ConditionalCheckFailedException e) {
                throw e;
            } catch (SdkException e) {
                // The error of the last attempt, for instance too large an item, says nothing about earlier attempts.
                if (Attempts.mayHaveBeenExecuted(e)) {
                    throw new OutcomeUnknownException(address, null, e);
                }
                // A transaction is writing the item, for some milliseconds. The SDK does not retry this error.
                if (!(e instanceof TransactionConflictException) || attempt == MAX_CONFLICTS) {
                    throw named(request, e);
                }
                backoff.await(Backoff.CONFLICT, attempt);
            }
        }
    }

    private <Q extends DynamoDbRequest, R> R send(Q request, Function<Q, R> method) {
        try {
            return sendOnce(request, method);
        } catch (SdkException e) {
            throw named(request, e);
        }
    }

    private <Q extends DynamoDbRequest, R> R sendOnce(Q request, Function<Q, R> method) {
        return method.apply(operation == null || hook == null ? request : prepared(request, operation, hook));
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
        return (Q) counted(replaced, operation);
    }

    private AwsRequest counted(DynamoDbRequest request, Operation operation) {
        AwsRequestOverrideConfiguration.Builder with = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        if (with.metricPublishers() == null || with.metricPublishers().isEmpty()) {
            // A request with publishers of its own replaces those of its client, so they are added again.
            with.metricPublishers(publishers);
        }
        with.addMetricPublisher(new AttemptCounter(operation));
        return request.toBuilder().overrideConfiguration(with.build()).build();
    }

    /** Translates an error. DynamoDB reports most of them as ValidationException, which differ only in their text. */
    private RuntimeException named(DynamoDbRequest request, SdkException failure) {
        if (failure instanceof ResourceNotFoundException e) {
            return new TableNotFoundException(new Address(address.table(), null, null), e);
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
            return new MalformedItemException(address, ItemFormat.VERSION, "is not a number");
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
        if (message.contains("does not project one or more filter attributes")) {
            return new IndexNotSupportedException(
                    address,
                    index,
                    "it does not project 'expires', by which lists are filtered. Create it again with all attributes.");
        }
        return e;
    }

    /** Counts attempts and records request ids from the SDK's metrics, the only source of them if a retry succeeded. */
    private record AttemptCounter(Operation operation) implements MetricPublisher {
        @Override
        public void publish(MetricCollection metrics) {
            int attempts = 1;
            for (int retries : metrics.metricValues(CoreMetric.RETRY_COUNT)) {
                attempts += retries;
            }
            operation.attempted(attempts);
            for (MetricCollection attempt : metrics.children()) {
                attempt.metricValues(CoreMetric.AWS_REQUEST_ID).forEach(operation::answered);
            }
        }

        @Override
        public void close() {}
    }
}
