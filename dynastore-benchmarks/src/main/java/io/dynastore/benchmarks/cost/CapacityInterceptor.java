package io.dynastore.benchmarks.cost;

import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Asks DynamoDB what each request is charged, whoever sends it, and counts what it says. */
final class CapacityInterceptor implements ExecutionInterceptor {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final Meter meter;

    CapacityInterceptor(Meter meter) {
        this.meter = meter;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return askingForCapacity(context.request());
    }

    /** An operation that is not here fails, rather than passing for free. */
    static SdkRequest askingForCapacity(SdkRequest request) {
        if (request instanceof GetItemRequest get) {
            return get.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        if (request instanceof QueryRequest query) {
            return query.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        if (request instanceof PutItemRequest put) {
            return put.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        if (request instanceof UpdateItemRequest update) {
            return update.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        if (request instanceof DeleteItemRequest delete) {
            return delete.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.toBuilder().returnConsumedCapacity(TOTAL).build();
        }
        throw new IllegalArgumentException(
                "Nobody has said what it costs: " + request.getClass().getSimpleName());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        count(context.response());
    }

    void count(SdkResponse response) {
        double units = units(response)
                .orElseThrow(() -> new IllegalStateException("DynamoDB does not say what it costs: " + response));
        if (response instanceof GetItemResponse || response instanceof QueryResponse) {
            meter.read(units);
        } else {
            meter.written(units);
        }
    }

    /** Of a transaction, what it says for each table. */
    private static Optional<Double> units(SdkResponse response) {
        if (response instanceof TransactWriteItemsResponse transaction) {
            return transaction.consumedCapacity().stream()
                    .map(ConsumedCapacity::capacityUnits)
                    .reduce(Double::sum);
        }
        return response.getValueForField("ConsumedCapacity", ConsumedCapacity.class)
                .map(ConsumedCapacity::capacityUnits);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof ConditionalCheckFailedException) {
            meter.refused();
        }
    }
}
