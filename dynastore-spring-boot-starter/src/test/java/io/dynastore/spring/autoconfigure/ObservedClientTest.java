package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.http.ObservedHttpClient;
import io.dynastore.internal.Transmissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The clients that the starter creates note what they send. */
class ObservedClientTest {
    private static int notes(DynamoDbClient client) {
        Transmissions notes = Transmissions.begin("ListTables");
        try {
            client.listTables();
            return notes.attempts().size();
        } finally {
            notes.end();
        }
    }

    @Test
    void theClientInProcessDoes() {
        StarterContext.bare()
                .run(context -> assertThat(notes(storesClient(context))).isEqualTo(1));
    }

    @Test
    void theClientOfAnEndpointDoes() {
        onEndpoint().run(context -> assertThat(notes(storesClient(context))).isEqualTo(1));
    }

    @Test
    void anHttpClientOfACustomizerIsUsedAsItIs() {
        AtomicInteger prepared = new AtomicInteger();
        SdkHttpClient apache = Apache5HttpClient.create();
        SdkHttpClient counting = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                prepared.incrementAndGet();
                return apache.prepareRequest(request);
            }

            @Override
            public void close() {
                apache.close();
            }
        };
        DynaStoreClientBuilderCustomizer plain = builder -> builder.httpClient(counting);
        DynaStoreClientBuilderCustomizer wrapped =
                builder -> builder.httpClientBuilder(ObservedHttpClient.of(Apache5HttpClient.builder()));

        onEndpoint()
                .withBean(DynaStoreClientBuilderCustomizer.class, () -> plain)
                .run(context -> assertThat(notes(storesClient(context))).isZero());
        assertThat(prepared).hasValue(1);
        onEndpoint()
                .withBean(DynaStoreClientBuilderCustomizer.class, () -> wrapped)
                .run(context -> assertThat(notes(storesClient(context))).isEqualTo(1));
    }

    private static ApplicationContextRunner onEndpoint() {
        return StarterContext.bare().withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint());
    }
}
