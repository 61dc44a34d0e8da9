package io.dynastore.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.DynaStore;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.TestStore;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PrimingTest {
    private final TestStore test = new TestStore();

    record Order(String id, int quantity, List<String> tags, Map<String, Double> prices, Instant created) {}

    private static final Order ORDER =
            new Order("{\"}\\", 3, List.of("a \"quoted\" }", "\\"), Map.of("{", 1.5), Instant.EPOCH);

    @Test
    void allOperationsRunWithTheCodecAndNothingIsSent() {
        List<String> calls = new ArrayList<>();
        Codec<Order> json = JsonCodec.of(Order.class).withFields("created");
        Codec<Order> codec = new Codec<>() {
            @Override
            public AttributeValue encode(Order value) {
                calls.add("encode");
                return json.encode(value);
            }

            @Override
            public Order decode(AttributeValue payload) {
                calls.add("decode");
                Order decoded = json.decode(payload);
                assertThat(decoded).isEqualTo(ORDER);
                return decoded;
            }

            @Override
            public Map<String, AttributeValue> fields(Order value) {
                calls.add("fields");
                return json.fields(value);
            }
        };
        Partition<Order> orders = test.table.partition("orders", codec).withTimeToLive(Duration.ofDays(1));

        List<String> sent = test.requestsOf(() -> Priming.of(orders, ORDER).run());

        assertThat(sent).isEmpty();
        assertThat(calls).contains("encode", "fields");
        assertThat(calls).filteredOn("decode"::equals).hasSizeGreaterThan(CannedDynamoDb.PAGE_SIZE);
        assertThat(orders.exists("priming")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "}}}", "\"", "\\\"", "\\", "äöü \u2028 \uD83D\uDE00", "\"Item\":{}"})
    void anyStringCanBeTheSample(String sample) {
        Priming.of(test.partition, sample).and(test.partition).run();
    }

    @Test
    void aLargeSampleIsListedSeldomer() {
        AtomicInteger decoded = new AtomicInteger();
        Codec<String> counting = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                return AttributeValue.fromS(value);
            }

            @Override
            public String decode(AttributeValue payload) {
                decoded.incrementAndGet();
                return payload.s();
            }
        };

        Priming.of(test.partition.as(counting), "x".repeat(300_000)).run();

        assertThat(decoded).hasValueBetween(1, 40);
    }

    @Test
    void bytesAndDocumentsNeedNoCodec() {
        Partition<byte[]> bytes = test.partition.as(Codec.bytes());

        Priming.of(bytes, new byte[] {1, 2, 3})
                .and(bytes)
                .and(test.partition.as(Codec.attribute()), AttributeValue.fromL(List.of(AttributeValue.fromN("1"))))
                .run();
    }

    @Test
    void customKeysAndIndexesAreThoseOfTheTable() {
        Partition<String> other =
                test.store.table(TableDefinition.of("Other").keys("pk", "sk")).partition("p");

        assertThat(test.requestsOf(() -> Priming.of(other, "v").run())).isEmpty();
    }

    @Test
    void neitherCredentialsNorHooksNorTheHttpClientOfTheRealClientAreUsed() {
        DynamoDbClient real = DynamoDbClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(PrimingTest::noCredentials)
                .httpClient(new Unused())
                .build();
        DynaStore store = DynaStore.builder(real)
                .hook(OperationHook.onRequest((operation, request) -> {
                    throw new AssertionError("The hook was called");
                }))
                .build();

        Priming.of(store.table("T").partition("p"), "v").run();
    }

    private static AwsCredentials noCredentials() {
        throw new AssertionError("Credentials were asked for");
    }

    private record Unused() implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw new AssertionError("The HTTP client was used");
        }

        @Override
        public void close() {}
    }

    @Test
    void aCodecThatFailsOnItsSampleIsReported() {
        Partition<Order> orders = test.table.partition("orders", new Codec<>() {
            @Override
            public AttributeValue encode(Order value) {
                return AttributeValue.fromS("x");
            }

            @Override
            public Order decode(AttributeValue payload) {
                throw new IllegalStateException("on purpose");
            }
        });

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Priming.of(orders, ORDER).run())
                .withMessageContaining("orders");
        assertThatNullPointerException().isThrownBy(() -> Priming.of(orders, null));
    }

    @Test
    void leasesAreAcquiredAndReleasedWithoutARequest() {
        try (Leases leases = Leases.create(test.partition)) {
            assertThat(test.requestsOf(
                            () -> Priming.of(test.partition, "v").and(leases).run()))
                    .isEmpty();
            assertThat(leases.views("")).isEmpty();
        }
    }

    @Test
    void itSaysWhatItPrimes() {
        assertThat(Priming.of(test.partition)).asString().contains(test.partition.name());
    }
}
