package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** How a table gets its time to live. */
class TimeToLiveTest {
    private final DynamoDbClient client = new TestStore().raw();
    private final DynaStore store = DynaStore.create(client);
    private final String name = TestDynamoDb.uniqueName("time-to-live");

    @Test
    void timeToLiveIsOnExpires() {
        store.table(name).createIfAbsent();
        assertTimeToLive();
    }

    @Test
    void timeToLiveIsSwitchedOnWhereItIsOff() {
        client.createTable(RawTables.table(name, "id:S", "name:S").build());
        assertThat(timeToLive().timeToLiveStatusAsString()).isEqualTo("DISABLED");
        assertThat(store.table(name).createIfAbsent()).isFalse();
        assertTimeToLive();
        assertThat(store.table(name).createIfAbsent()).isFalse();
    }

    @Test
    void anotherProcessMaySwitchTimeToLiveOnFirst() {
        try (DynamoDbClient refused = TestDynamoDb.client(new Refusing(TestDynamoDb.http(), true))) {
            assertThat(DynaStore.create(refused).table(name).createIfAbsent()).isTrue();
        }
        assertTimeToLive();
    }

    @Test
    void aRefusalThatLeavesTimeToLiveOffIsReported() {
        try (DynamoDbClient refused = TestDynamoDb.client(new Refusing(TestDynamoDb.http(), false))) {
            Table table = DynaStore.create(refused).table(name);
            assertThatThrownBy(table::createIfAbsent)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("TimeToLive is already enabled");
        }
    }

    private void assertTimeToLive() {
        assertThat(timeToLive().attributeName()).isEqualTo("expires");
        assertThat(timeToLive().timeToLiveStatusAsString()).isEqualTo("ENABLED");
    }

    private TimeToLiveDescription timeToLive() {
        return client.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
    }

    /** Answers each request to switch on time to live as DynamoDB does where it is on already. */
    private record Refusing(SdkHttpClient http, boolean isSwitchedOn) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            ExecutableHttpRequest prepared = http.prepareRequest(request);
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
            return target.endsWith(".UpdateTimeToLive") ? new Refused(prepared, isSwitchedOn) : prepared;
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private record Refused(ExecutableHttpRequest request, boolean isSwitchedOn) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            if (isSwitchedOn) {
                request.call().responseBody().ifPresent(AbortableInputStream::abort);
            }
            String body = "{\"__type\": \"com.amazon.coral.validate#ValidationException\","
                    + " \"message\": \"TimeToLive is already enabled\"}";
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(400).build())
                    .responseBody(AbortableInputStream.create(
                            SdkBytes.fromUtf8String(body).asInputStream()))
                    .build();
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
