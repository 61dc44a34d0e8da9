package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.Operation.Outcome;
import io.dynastore.TransactionFailedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What a hook learns about attempts, and what it costs when there is none. */
class OperationCostTest {
    private final TestStore store = new TestStore();
    private final Wire wire = new Wire(TestDynamoDb.http());
    private final RecordingHook hook = new RecordingHook();

    @Test
    void requestsAskForTheirCapacityOnlyWhereThereIsAHook() {
        allOperations(DynaStore.create(TestDynamoDb.client(wire)));
        assertThat(wire.bodies).hasSize(9).noneMatch(body -> body.contains("ReturnConsumedCapacity"));

        wire.bodies.clear();
        allOperations(hooked(TestDynamoDb.client(wire)));
        assertThat(wire.bodies).hasSize(9).allMatch(body -> body.contains("\"ReturnConsumedCapacity\":\"TOTAL\""));
    }

    private void allOperations(DynaStore store) {
        Partition<String> partition = store.table(TestStore.CRM).partition(this.store.partition.name());
        Entry<String> entry = partition.create("k", "v");
        entry = partition.update(entry, "v");
        partition.get("k");
        partition.exists("k");
        partition.list(Query.all());
        partition.count(Query.all());
        partition.delete(entry);
        partition.put("k", "v");
        partition.delete("k");
    }

    @Test
    void aRetryOfTheSdkCountsAsAnAttemptOfTheSameRequest() {
        Partition<String> partition = partition(hooked(TestDynamoDb.client(wire)));
        wire.answer(500, "InternalServerError", 1);

        partition.put("k", "v");

        assertThat(hook.operation().requests()).isEqualTo(1);
        assertThat(hook.operation().attempts()).isEqualTo(2);
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void attemptsAreCountedAlsoWhenAllOfThemFail() {
        Partition<String> partition =
                partition(hooked(client(with -> with.retryStrategy(retry -> retry.maxAttempts(2)))));
        wire.answer(500, "InternalServerError", Integer.MAX_VALUE);

        assertThatExceptionOfType(SdkServiceException.class)
                .isThrownBy(() -> partition.find("k"))
                .satisfies(e -> assertThat(hook.operation().attempts()).isEqualTo(e.numAttempts()));

        assertThat(wire.bodies).hasSize(2);
        assertThat(hook.operation().outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void throttlingIsAnOutcomeOfItsOwn() {
        Partition<String> partition =
                partition(hooked(client(with -> with.retryStrategy(retry -> retry.maxAttempts(2)))));
        wire.answer(400, "ProvisionedThroughputExceededException", Integer.MAX_VALUE);

        assertThatExceptionOfType(SdkServiceException.class).isThrownBy(() -> partition.find("k"));

        assertThat(hook.operation().outcome()).isEqualTo(Outcome.THROTTLED);
    }

    @ParameterizedTest
    @CsvSource({
        "MODIFIED,             CONFLICT",
        "STALE_FENCE,          CONFLICT",
        "BUSY,                 CONFLICT",
        "THROTTLED,            THROTTLED",
        "TOO_LARGE,            ERROR",
        "OTHER,                ERROR",
        "THROTTLED EXISTS,     CONFLICT",
        "OTHER NOT_FOUND,      CONFLICT",
        "BUSY THROTTLED,       THROTTLED",
        "TOO_LARGE THROTTLED,  THROTTLED"
    })
    void theOutcomeOfATransactionFollowsFromTheReasons(String reasons, Outcome outcome) {
        List<TransactionFailedException.Failure> failures = Stream.of(reasons.split(" ", -1))
                .map(reason -> new TransactionFailedException.Failure(0, "T", "p", "k", Reason.valueOf(reason)))
                .toList();

        assertThat(OperationRunner.outcomeOf(new TransactionFailedException("T", failures)))
                .isEqualTo(outcome);
    }

    @Test
    void attemptsAreCountedAlsoWhenAHookSetsAnOverrideConfiguration() {
        Partition<String> partition = partition(hooked(TestDynamoDb.client(wire)));
        hook.replacement = request -> ((GetItemRequest) request)
                .toBuilder()
                        .overrideConfiguration(
                                with -> with.putHeader("X-Test", "yes").apiCallTimeout(Duration.ofMinutes(1)))
                        .build();

        partition.find("k");

        assertThat(hook.operation().attempts()).isEqualTo(1);
        assertThat(wire.headers).containsExactly("yes");
    }

    @Test
    void aHookLeavesTheMetricPublishersOfTheClientAlone() {
        List<MetricCollection> published = new ArrayList<>();
        DynamoDbClient measured = client(with -> with.addMetricPublisher(new Collecting(published)));

        partition(hooked(measured)).find("k");

        assertThat(published).hasSize(1);
        assertThat(hook.operation().attempts()).isEqualTo(1);
    }

    private DynamoDbClient client(Consumer<ClientOverrideConfiguration.Builder> with) {
        return TestDynamoDb.builder(wire).overrideConfiguration(with).build();
    }

    private DynaStore hooked(DynamoDbClient client) {
        return DynaStore.builder(client).hook(hook).build();
    }

    private Partition<String> partition(DynaStore dynaStore) {
        return dynaStore.table(TestStore.CRM).partition(store.partition.name());
    }

    private record Collecting(List<MetricCollection> published) implements MetricPublisher {
        @Override
        public void publish(MetricCollection metrics) {
            published.add(metrics);
        }

        @Override
        public void close() {}
    }

    /** Keeps the bodies that are sent, and answers some requests itself. */
    private static final class Wire implements SdkHttpClient {
        private final SdkHttpClient http;
        private final List<String> bodies = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private int failures;
        private int status;
        private String error;

        Wire(SdkHttpClient http) {
            this.http = http;
        }

        void answer(int code, String type, int times) {
            status = code;
            error = type;
            failures = times;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            try (var body = request.contentStreamProvider().orElseThrow().newStream()) {
                bodies.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            request.httpRequest().firstMatchingHeader("X-Test").ifPresent(headers::add);
            return failures-- > 0 ? new Failure(status, error) : http.prepareRequest(request);
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private record Failure(int status, String error) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() {
            byte[] body = ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + error + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .putHeader("Content-Type", "application/x-amz-json-1.0")
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public void abort() {}
    }
}
