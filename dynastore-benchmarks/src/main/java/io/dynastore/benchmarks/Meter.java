package io.dynastore.benchmarks;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** An interceptor that counts the attempts of a client and the capacity that they are charged. Thread-safe. */
final class Meter implements ExecutionInterceptor {
    private final SortedMap<String, Integer> requests = new TreeMap<>();
    private int refused;
    private double readUnits;
    private double writeUnits;

    /** Creates a client whose requests are counted. */
    DynamoDbClient client(EmbeddedDynamoDb database) {
        return client(database, this);
    }

    static DynamoDbClient client(EmbeddedDynamoDb database, ExecutionInterceptor interceptor) {
        return EmbeddedClients.configure(
                        DynamoDbClient.builder()
                                .overrideConfiguration(with -> with.addExecutionInterceptor(interceptor)),
                        EmbeddedClients.httpClient(database))
                .build();
    }

    /** Asks for the capacity. An operation that does not report it fails, so that it does not pass as free of charge. */
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkField<?> field = context.request().sdkFields().stream()
                .filter(each -> each.memberName().equals("ReturnConsumedCapacity"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No capacity is reported: " + context.request()));
        SdkRequest.Builder request = context.request().toBuilder();
        field.set(request, ReturnConsumedCapacity.TOTAL.toString());
        return request.build();
    }

    /** Takes the operation from a header, as in {@code DynamoDB_20120810.GetItem}. */
    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String target =
                context.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        requests.merge(target.substring(target.indexOf('.') + 1), 1, Integer::sum);
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        if (response instanceof GetItemResponse || response instanceof QueryResponse) {
            readUnits += units(response);
        } else {
            writeUnits += units(response);
        }
    }

    /** Returns the capacity of a request, which a transaction reports for each table. */
    private static double units(SdkResponse response) {
        Object capacity =
                response.getValueForField("ConsumedCapacity", Object.class).orElse(List.of());
        List<?> tables = capacity instanceof List<?> list ? list : List.of(capacity);
        if (tables.isEmpty()) {
            throw new IllegalStateException("DynamoDB does not report the capacity of " + response);
        }
        return tables.stream()
                .mapToDouble(table -> ((ConsumedCapacity) table).capacityUnits())
                .sum();
    }

    @Override
    public synchronized void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof ConditionalCheckFailedException) {
            refused++;
        }
    }

    /** A part of a scenario. */
    interface Step {
        void run() throws InterruptedException;
    }

    /** Measures a step. A refused write is charged one unit, which is not reported: no item of a scenario reaches 1 KB. */
    synchronized Cost measure(Step step) throws InterruptedException {
        requests.clear();
        refused = 0;
        readUnits = 0;
        writeUnits = 0;
        Stopwatch watch = new Stopwatch();
        step.run();
        return new Cost(new TreeMap<>(requests), refused, readUnits, writeUnits + refused, watch.elapsed());
    }

    /** The requests of each operation, failed attempts included, the refused writes among them, their charge and their time. */
    record Cost(SortedMap<String, Integer> requests, int refused, double readUnits, double writeUnits, Duration time) {
        int total() {
            return requests.values().stream().mapToInt(Integer::intValue).sum();
        }

        Cost times(int factor) {
            SortedMap<String, Integer> multiplied = new TreeMap<>(requests);
            multiplied.replaceAll((operation, count) -> count * factor);
            return new Cost(multiplied, refused * factor, readUnits * factor, writeUnits * factor, time);
        }

        Cost withTime(Duration other) {
            return new Cost(requests, refused, readUnits, writeUnits, other);
        }

        /** Returns the requests as in {@code 2 GetItem, 3 UpdateItem (1 refused)}. */
        String describe() {
            String all = requests.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            return refused == 0 ? all : all + " (" + refused + " refused)";
        }
    }
}
