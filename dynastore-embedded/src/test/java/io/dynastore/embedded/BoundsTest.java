package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.testkit.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/** Throughput, late reads and settings through the AWS SDK, in process and over HTTP. */
class BoundsTest {
    private static final Map<String, AttributeValue> ITEM = Map.of("id", AttributeValue.fromS("a"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00Z"));
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
            .clock(clock)
            .limitThroughput(true)
            .readLag(Duration.ofSeconds(2))
            .start();

    @AfterEach
    void close() {
        database.close();
    }

    private DynamoDbClient client(boolean overHttp) {
        if (!overHttp) {
            return EmbeddedClients.configure(DynamoDbClient.builder(), EmbeddedClients.httpClient(database))
                    .overrideConfiguration(with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .build();
        }
        URI endpoint = database.listen(0);
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private static void createProvisioned(DynamoDbClient client) {
        client.createTable(request -> request.tableName("notes")
                .provisionedThroughput(units -> units.readCapacityUnits(5L).writeCapacityUnits(1L))
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    }

    private static void put(DynamoDbClient client) {
        client.putItem(request -> request.tableName("notes").item(ITEM));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSdkSeesWhyItIsThrottled(boolean overHttp) {
        try (DynamoDbClient client = client(overHttp)) {
            createProvisioned(client);
            put(client);

            assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                    .isThrownBy(() -> put(client))
                    .satisfies(e -> assertThat(e.throttlingReasons())
                            .containsExactly(ThrottlingReason.builder()
                                    .reason("TableWriteProvisionedThroughputExceeded")
                                    .resource("arn:aws:dynamodb:us-east-1:000000000000:table/notes")
                                    .build()));
            clock.advance(Duration.ofSeconds(1));
            put(client);

            client.updateTable(request -> request.tableName("notes")
                    .billingMode("PAY_PER_REQUEST")
                    .onDemandThroughput(maxima -> maxima.maxWriteRequestUnits(1L)));
            clock.advance(Duration.ofSeconds(1));
            put(client);
            assertThatExceptionOfType(ThrottlingException.class)
                    .isThrownBy(() -> put(client))
                    .satisfies(e -> assertThat(e.throttlingReasons().get(0).reason())
                            .isEqualTo("TableWriteMaxOnDemandThroughputExceeded"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyConsistentReadsSeeAChangeAtOnce(boolean overHttp) {
        try (DynamoDbClient client = client(overHttp)) {
            createProvisioned(client);
            put(client);

            assertThat(List.of(isThere(client, false), isThere(client, true))).containsExactly(false, true);
            clock.advance(Duration.ofSeconds(2));
            assertThat(isThere(client, false)).isTrue();
        }
    }

    private static boolean isThere(DynamoDbClient client, boolean consistent) {
        return client.getItem(request -> request.tableName("notes").key(ITEM).consistentRead(consistent))
                .hasItem();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSdkUnderstandsSettings(boolean overHttp) {
        try (DynamoDbClient client = client(overHttp)) {
            createProvisioned(client);
            client.updateTable(request -> request.tableName("notes").tableClass("STANDARD_INFREQUENT_ACCESS"));
            client.updateContinuousBackups(request -> request.tableName("notes")
                    .pointInTimeRecoverySpecification(recovery ->
                            recovery.pointInTimeRecoveryEnabled(true).recoveryPeriodInDays(7)));

            assertThat(client.describeTable(request -> request.tableName("notes"))
                            .table()
                            .tableClassSummary()
                            .lastUpdateDateTime())
                    .isEqualTo(clock.instant());
            assertThat(client.describeContinuousBackups(request -> request.tableName("notes"))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .recoveryPeriodInDays())
                    .isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConflictWithAnotherRegionIsAFaultOfWrites(boolean overHttp) {
        try (DynamoDbClient client = client(overHttp)) {
            createProvisioned(client);
            database.faults().next(Fault.replicatedWriteConflict());

            assertThat(isThere(client, true)).as("a read is passed over").isFalse();
            assertThatExceptionOfType(ReplicatedWriteConflictException.class).isThrownBy(() -> put(client));
            put(client);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.faults().next("GetItem", Fault.replicatedWriteConflict()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.faults().next("TransactWriteItems", Fault.replicatedWriteConflict()));
    }

    @Test
    void withoutTheSwitchesNothingIsThrottledOrLate() {
        try (EmbeddedDynamoDb plain = EmbeddedDynamoDb.builder().clock(clock).start();
                DynamoDbClient client = EmbeddedClients.of(plain)) {
            createProvisioned(client);
            for (int number = 0; number < 10; number++) {
                put(client);
            }

            assertThat(isThere(client, false)).isTrue();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedDynamoDb.builder().readLag(Duration.ofSeconds(-1)));
    }
}
