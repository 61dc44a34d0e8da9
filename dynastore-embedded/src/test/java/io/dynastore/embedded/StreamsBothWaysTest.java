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
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/** Streams through the SDK's client, in process and over HTTP. */
class StreamsBothWaysTest {
    private static final String TABLE = "Notes";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00.250Z"));
    private final EmbeddedDynamoDb database =
            EmbeddedDynamoDb.builder().clock(clock).start();
    private final DynamoDbClient tables = EmbeddedClients.of(database);

    @AfterEach
    void close() {
        tables.close();
        database.close();
    }

    private DynamoDbStreamsClient client(boolean http) {
        database.streams().limitRates(false);
        return http ? once(overHttp(database.listen(0))) : once(inProcess(database));
    }

    private static DynamoDbStreamsClientBuilder inProcess(EmbeddedDynamoDb database) {
        return EmbeddedClients.configure(DynamoDbStreamsClient.builder(), EmbeddedClients.httpClient(database));
    }

    private static DynamoDbStreamsClientBuilder overHttp(URI endpoint) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }

    private static DynamoDbStreamsClient once(DynamoDbStreamsClientBuilder builder) {
        return builder.overrideConfiguration(with -> with.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    private String createTable() {
        Tables.create(tables, TABLE, "id", ScalarAttributeType.S, null);
        return tables.updateTable(update -> update.tableName(TABLE)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
    }

    private void put(String id, int value) {
        tables.putItem(put -> put.tableName(TABLE)
                .item(Map.of("id", AttributeValue.fromS(id), "v", AttributeValue.fromN(Integer.toString(value)))));
    }

    private static String iterator(DynamoDbStreamsClient streams, String arn, String shard) {
        return streams.getShardIterator(
                        get -> get.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamIsFoundDescribedAndRead(boolean http) {
        String arn = createTable();
        put("a", 1);
        put("a", 2);
        try (DynamoDbStreamsClient streams = client(http)) {
            assertThat(streams.listStreams(list -> list.tableName(TABLE)).streams())
                    .singleElement()
                    .satisfies(stream -> assertThat(stream.streamArn()).isEqualTo(arn));
            StreamDescription description =
                    streams.describeStream(describe -> describe.streamArn(arn)).streamDescription();
            assertThat(description.streamStatus()).isEqualTo(StreamStatus.ENABLED);
            assertThat(description.creationRequestDateTime()).isEqualTo(clock.instant());
            assertThat(description.keySchema())
                    .singleElement()
                    .satisfies(key -> assertThat(key.attributeName()).isEqualTo("id"));
            String shard = description.shards().get(0).shardId();

            GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(iterator(streams, arn, shard)));

            assertThat(page.nextShardIterator()).isNotNull();
            assertThat(page.records()).hasSize(2);
            Record second = page.records().get(1);
            assertThat(second.eventName()).isEqualTo(OperationType.MODIFY);
            assertThat(second.userIdentity()).isNull();
            assertThat(second.dynamodb().keys()).isEqualTo(Map.of("id", AttributeValue.fromS("a")));
            assertThat(second.dynamodb().oldImage()).containsEntry("v", AttributeValue.fromN("1"));
            assertThat(second.dynamodb().newImage()).containsEntry("v", AttributeValue.fromN("2"));
            assertThat(second.dynamodb().approximateCreationDateTime()).isEqualTo("2026-01-31T09:00:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shardsSplitAndEnd(boolean http) {
        String arn = createTable();
        put("a", 1);
        try (DynamoDbStreamsClient streams = client(http)) {
            database.streams().splitShards(TABLE);
            List<Shard> shards = streams.describeStream(describe -> describe.streamArn(arn))
                    .streamDescription()
                    .shards();
            assertThat(shards).hasSize(3);
            String parent = shards.get(0).shardId();
            assertThat(streams.describeStream(describe -> describe.streamArn(arn)
                                    .shardFilter(filter -> filter.type(ShardFilterType.CHILD_SHARDS)
                                            .shardId(parent)))
                            .streamDescription()
                            .shards())
                    .isEqualTo(shards.subList(1, 3));

            GetRecordsResponse last = streams.getRecords(get -> get.shardIterator(iterator(streams, arn, parent)));
            assertThat(last.records()).hasSize(1);
            assertThat(last.nextShardIterator()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void errorsHaveTheirTypes(boolean http) {
        String arn = createTable();
        put("a", 1);
        try (DynamoDbStreamsClient streams = client(http)) {
            String shard = streams.describeStream(describe -> describe.streamArn(arn))
                    .streamDescription()
                    .shards()
                    .get(0)
                    .shardId();
            String expired = iterator(streams, arn, shard);
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> streams.describeStream(
                            describe -> describe.streamArn(arn.replace(":table/Notes", ":table/Other"))));
            assertThatExceptionOfType(LimitExceededException.class)
                    .isThrownBy(() ->
                            streams.getRecords(get -> get.shardIterator(expired).limit(1001)));
            clock.advance(Duration.ofHours(24));
            assertThatExceptionOfType(ExpiredIteratorException.class)
                    .isThrownBy(() -> streams.getRecords(get -> get.shardIterator(expired)));
            String trimmed = iterator(streams, arn, shard);
            clock.advance(Duration.ofMinutes(1));
            assertThatExceptionOfType(TrimmedDataAccessException.class)
                    .isThrownBy(() -> streams.getRecords(get -> get.shardIterator(trimmed)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void faultsActOnTheOperationsOfStreams(boolean http) {
        String arn = createTable();
        try (DynamoDbStreamsClient streams = client(http)) {
            database.faults().next("DescribeStream", Fault.throttling());
            database.faults().next("ListStreams", Fault.accessDenied());
            database.faults().next("GetRecords", Fault.error(400, "TrimmedDataAccessException", "Gone."));

            assertThatExceptionOfType(DynamoDbException.class)
                    .isThrownBy(() -> streams.describeStream(describe -> describe.streamArn(arn)))
                    .satisfies(e -> assertThat(e.isThrottlingException()).isTrue());
            assertThatExceptionOfType(DynamoDbException.class)
                    .isThrownBy(streams::listStreams)
                    .withMessageContaining("dynamodb:ListStreams");
            database.faults().next("DescribeStream", Fault.accessDenied());
            assertThatExceptionOfType(DynamoDbException.class)
                    .isThrownBy(() -> streams.describeStream(describe -> describe.streamArn(arn)))
                    .withMessageContaining("on resource: " + arn + " because");
            assertThatExceptionOfType(TrimmedDataAccessException.class)
                    .isThrownBy(() -> streams.getRecords(get -> get.shardIterator("any")));
            assertThat(database.faults().unused()).isZero();
            assertThat(database.faults().attempts("DescribeStream")).isEqualTo(2);
            assertThat(streams.describeStream(describe -> describe.streamArn(arn))
                            .streamDescription()
                            .shards())
                    .hasSize(1);
        }
    }

    @Test
    void aClientInProcessIsMadeAsForTables() {
        createTable();
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            assertThat(streams.listStreams().streams()).hasSize(1);
        }
    }

    @Test
    void shardsOfATableWithoutAStreamCannotBeReplaced() {
        Tables.create(tables, TABLE, "id", ScalarAttributeType.S, null);
        Streams streams = database.streams();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> streams.splitShards(TABLE))
                .withMessage("The table \"Notes\" has no enabled stream. Enable it by a StreamSpecification.");
        assertThatIllegalArgumentException().isThrownBy(() -> streams.rollOverShards("Missing"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> streams.splitShard(TABLE, "shardId-1"))
                .withMessageContaining("no open shard \"shardId-1\"");
    }

    @Test
    void invalidSettingsAreRefused() {
        Streams streams = database.streams();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> streams.shardLifetime(Duration.ofSeconds(59)))
                .withMessageContaining("PT59S");
        assertThatIllegalArgumentException().isThrownBy(() -> streams.describeChildrenAfter(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> streams.limitGetRecords(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> streams.emptyPages(1));
        assertThat(streams.shardLifetime(Duration.ofMinutes(1))
                        .describeChildrenAfter(Duration.ZERO)
                        .limitGetRecords(5)
                        .limitRates(false))
                .hasToString("Streams[shardLifetime=PT1M, describeChildrenAfter=PT0S, limitGetRecords=5,"
                        + " emptyPages=0, limitRates=false]");
    }
}
