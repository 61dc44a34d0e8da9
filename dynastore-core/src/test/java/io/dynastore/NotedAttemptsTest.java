package io.dynastore;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.throttling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.http.ObservedHttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A hook learns the same of attempts from an observed HTTP client, for less, as from the SDK's metrics. */
class NotedAttemptsTest {
    private static final Map<String, Consumer<Partition<String>>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("GetItem", partition -> partition.find("k"));
        OPERATIONS.put("Query", partition -> partition.list(Query.all()));
        OPERATIONS.put("BatchGetItem", partition -> partition.findAll(List.of("k", "l")));
        OPERATIONS.put("UpdateItem", partition -> partition.put("k", "v"));
        OPERATIONS.put("PutItem", partition -> partition.create("new-" + System.nanoTime(), "v"));
        OPERATIONS.put("DeleteItem", partition -> partition.delete("k"));
        OPERATIONS.put("BatchWriteItem", partition -> partition.deleteAll(List.of("k")));
        OPERATIONS.put(
                "TransactWriteItems",
                partition -> partition.table().store().transact(tx -> tx.put(partition, "t", "v")));
    }

    private final TestStore store = new TestStore();

    /** Whether each request that was sent had a publisher of metrics. */
    private final List<Boolean> published = new ArrayList<>();

    static Stream<Arguments> troubles() {
        List<List<Fault>> troubles = List.of(
                List.of(pass()),
                List.of(internalServerError()),
                List.of(throttling(), loseReply()),
                List.of(drop(), drop()),
                List.of(internalServerError(), throttling(), internalServerError()),
                List.of(drop(), drop(), drop()));
        return OPERATIONS.keySet().stream()
                .flatMap(operation -> troubles.stream().map(faults -> Arguments.of(operation, faults)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void attemptsAndRequestIdsAreThoseOfTheSdk(String operation, List<Fault> trouble) {
        Operation noted = run(operation, trouble, true);
        assertThat(published).last().isEqualTo(false);
        Operation counted = run(operation, trouble, false);
        assertThat(published).last().isEqualTo(true);

        assertThat(noted.attempts()).isEqualTo(counted.attempts()).isPositive();
        assertThat(noted.requests()).isEqualTo(counted.requests());
        assertThat(noted.outcome()).isEqualTo(counted.outcome());
        assertThat(noted.readCapacity()).isEqualTo(counted.readCapacity());
        assertThat(noted.writeCapacity()).isEqualTo(counted.writeCapacity());
        assertThat(noted.requestId() == null).isEqualTo(counted.requestId() == null);
    }

    private Operation run(String operation, List<Fault> trouble, boolean observed) {
        Faults faults = new Faults();
        SdkHttpClient http = TestDynamoDb.http(faults);
        RecordingHook hook = new RecordingHook();
        DynaStore hooked = DynaStore.builder(TestDynamoDb.builder(observed ? ObservedHttpClient.of(http) : http)
                        .overrideConfiguration(TestDynamoDb.trying(3)
                                .andThen(with -> with.addExecutionInterceptor(new Publishers(published))))
                        .build())
                .clock(store.clock)
                .pause(duration -> {})
                .hook(hook)
                .build();
        Partition<String> partition = hooked.table(TestStore.CRM).partition(store.partition.name());
        partition.put("k", "first");
        faults.next(operation, trouble.toArray(Fault[]::new));
        Throwable unused = catchThrowable(() -> OPERATIONS.get(operation).accept(partition));
        return hook.operation();
    }

    @Test
    void aRequestThatNeverBecameAnAttemptCountsAsOne() {
        RecordingHook hook = new RecordingHook();
        Partition<String> partition = DynaStore.builder(
                        TestDynamoDb.client(ObservedHttpClient.of(TestDynamoDb.http()), 1))
                .hook(hook)
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());
        partition.find("k");
        hook.replacement = NotedAttemptsTest::withoutCredentials;

        assertThat(catchThrowable(() -> partition.find("k"))).isNotNull();
        assertThat(hook.operation().attempts()).isEqualTo(1);
        assertThat(hook.operation().requestId()).isNull();
    }

    private static DynamoDbRequest withoutCredentials(DynamoDbRequest request) {
        return (DynamoDbRequest) request.toBuilder()
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .credentialsProvider(() -> {
                            throw new IllegalStateException("There are no credentials");
                        })
                        .build())
                .build();
    }

    private record Publishers(List<Boolean> published) implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            published.add(context.request()
                    .overrideConfiguration()
                    .map(with -> !with.metricPublishers().isEmpty())
                    .orElse(false));
        }
    }
}
