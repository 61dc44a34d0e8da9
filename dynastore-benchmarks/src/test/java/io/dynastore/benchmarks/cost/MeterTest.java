package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class MeterTest {
    private final Meter meter = new Meter();

    @Test
    void attemptsAreCountedByOperationAlsoThoseThatFail() {
        try (SdkHttpClient http = new CountingHttpClient(new Unreachable(), meter)) {
            attempt(http, "DynamoDB_20120810.GetItem");
            attempt(http, "DynamoDB_20120810.UpdateItem");
            attempt(http, "DynamoDB_20120810.GetItem");
        }

        assertThat(meter.cost(1).describeRequests()).isEqualTo("2 GetItem, 1 UpdateItem");
        assertThat(meter.cost(1).total()).isEqualTo(3);
    }

    @Test
    void capacityIsCountedApartForReadsAndWrites() {
        CapacityInterceptor interceptor = new CapacityInterceptor(meter);

        interceptor.count(GetItemResponse.builder().consumedCapacity(units(0.5)).build());
        interceptor.count(GetItemResponse.builder().consumedCapacity(units(1)).build());
        interceptor.count(
                UpdateItemResponse.builder().consumedCapacity(units(2)).build());

        assertThat(meter.cost(1).readUnits()).isEqualTo(1.5);
        assertThat(meter.cost(1).writeUnits()).isEqualTo(2);
    }

    @Test
    void aTransactionIsChargedForEachOfItsTables() {
        new CapacityInterceptor(meter)
                .count(TransactWriteItemsResponse.builder()
                        .consumedCapacity(units(4), units(2))
                        .build());

        assertThat(meter.cost(1).writeUnits()).isEqualTo(6);
    }

    @Test
    void aReplyWithoutCapacityIsNotForFree() {
        CapacityInterceptor interceptor = new CapacityInterceptor(meter);

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        interceptor.count(TransactWriteItemsResponse.builder().build()));
        assertThatIllegalStateException()
                .isThrownBy(() -> interceptor.count(GetItemResponse.builder().build()));
    }

    @Test
    void refusedWritesAreChargedAndMarked() {
        meter.sent("UpdateItem");
        meter.sent("UpdateItem");
        meter.written(3);
        meter.refused();

        Cost cost = meter.cost(3);

        assertThat(cost.describeRequests()).isEqualTo("2 UpdateItem (1 refused)");
        assertThat(Figures.ofNullable(cost).writeUnits()).isEqualTo("6\u00a0†");
    }

    @Test
    void aMeterThatWasResetBeginsAgain() {
        meter.sent("UpdateItem");
        meter.written(1);
        meter.refused();

        meter.reset();

        assertThat(meter.cost(1).total()).isZero();
        assertThat(meter.cost(1).writeUnits()).isZero();
    }

    @Test
    void everyRequestAsksForItsCapacity() {
        assertThat(CapacityInterceptor.askingForCapacity(
                        GetItemRequest.builder().build()))
                .extracting(request -> ((GetItemRequest) request).returnConsumedCapacity())
                .isEqualTo(ReturnConsumedCapacity.TOTAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CapacityInterceptor.askingForCapacity(
                        ScanRequest.builder().build()))
                .withMessageContaining("ScanRequest");
    }

    private static ConsumedCapacity units(double units) {
        return ConsumedCapacity.builder().capacityUnits(units).build();
    }

    private static void attempt(SdkHttpClient http, String target) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1"))
                .putHeader("X-Amz-Target", target)
                .build();
        try {
            http.prepareRequest(HttpExecuteRequest.builder().request(request).build())
                    .call();
        } catch (IOException e) {
            // Counted all the same.
        }
    }

    /** Answers nothing. */
    private static final class Unreachable implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new IOException("unreachable");
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
