package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the operations on streams, and the messages about invalid parameters. */
class StreamLimitsTest {
    private static final String SHORT = "x".repeat(27);
    private static final String LONG = "x".repeat(66);

    private final StreamApi streams = new StreamApi().withTable("Tab", "NEW_IMAGE");
    private final Api api = streams.api();
    private final String arn = streams.arn("Tab");
    private final String shard = streams.openShard(arn);

    @AfterEach
    void close() {
        streams.close();
    }

    private String filled(String request) {
        return request.replace("ARN", arn)
                .replace("SHARD-ID", shard)
                .replace("SHORT", SHORT)
                .replace("LONG", LONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ListStreams | {'Limit': 0} | Value '0' at 'limit' failed to satisfy constraint: Member must have value greater"
                        + " than or equal to 1",
                "ListStreams | {'Limit': 101} | Value '101' at 'limit' failed to satisfy constraint: Member must have value less"
                        + " than or equal to 100",
                "ListStreams | {'TableName': 'a$b'} | at 'tableName' failed to satisfy constraint",
                "ListStreams | {'ExclusiveStartStreamArn': 'short'} | at 'exclusiveStartStreamArn' failed to satisfy constraint",
                "DescribeStream | {} | Value null at 'streamArn' failed to satisfy constraint: Member must not be null",
                "DescribeStream | {'StreamArn': 'ARN', 'Limit': 101} | Member must have value less than or equal to 100",
                "DescribeStream | {'StreamArn': 'ARN', 'ExclusiveStartShardId': 'SHORT'} | Member must have length greater than"
                        + " or equal to 28",
                "DescribeStream | {'StreamArn': 'ARN', 'ShardFilter': {'Type': 'ALL', 'ShardId': 'LONG'}} | 2 validation errors"
                        + " detected",
                "DescribeStream | {'StreamArn': 'ARN', 'ShardFilter': {'ShardId': 'SHARD-ID'}} | both a Type and a ShardId",
                "DescribeStream | {'StreamArn': 'ARN', 'ShardFilter': {'Type': 'CHILD_SHARDS'}} | both a Type and a ShardId",
                "DescribeStream | {'StreamArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/Tab'} | Invalid StreamArn",
                "GetShardIterator | {} | 3 validation errors detected",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHORT', 'ShardIteratorType': 'LATEST'} | Member must have"
                        + " length greater than or equal to 28",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHARD-ID', 'ShardIteratorType': 'FIRST'} | at"
                        + " 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHARD-ID', 'ShardIteratorType': 'AT_SEQUENCE_NUMBER'} |"
                        + " SequenceNumber must be specified",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHARD-ID', 'ShardIteratorType': 'AT_SEQUENCE_NUMBER',"
                        + " 'SequenceNumber': '1'} | Member must have length greater than or equal to 21",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHARD-ID', 'ShardIteratorType': 'AFTER_SEQUENCE_NUMBER',"
                        + " 'SequenceNumber': '10000000000000000000x'} | Invalid SequenceNumber",
                "GetShardIterator | {'StreamArn': 'ARN', 'ShardId': 'SHARD-ID', 'ShardIteratorType': 'AFTER_SEQUENCE_NUMBER',"
                        + " 'SequenceNumber': '100000000000000099999'} | Invalid SequenceNumber",
                "GetRecords | {} | Value null at 'shardIterator' failed to satisfy constraint: Member must not be null",
                "GetRecords | {'ShardIterator': ''} | Member must have length greater than or equal to 1",
                "GetRecords | {'ShardIterator': 'x', 'Limit': 0} | Member must have value greater than or equal to 1",
                "GetRecords | {'ShardIterator': 'x'} | Invalid ShardIterator"
            })
    void invalidParametersAreRefused(String operation, String request, String message) {
        assertThat(api.error(operation, filled(request)))
                .startsWith("ValidationException: ")
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeStream", "GetShardIterator"})
    void anUnknownStreamOrShardIsNotFound(String operation) {
        String request = "{'StreamArn': '%s', 'ShardId': '%s', 'ShardIteratorType': 'LATEST'}";
        String other = arn.replace(":table/Tab/", ":table/Uuu/");
        assertThat(api.error(operation, request.formatted(other, shard)))
                .isEqualTo("ResourceNotFoundException: Requested resource not found: Stream: " + other + " not found");
        if (operation.equals("GetShardIterator")) {
            assertThat(api.error(operation, request.formatted(arn, shard.replace('s', 'x'))))
                    .isEqualTo("ResourceNotFoundException: Requested resource not found: Shard does not exist");
        }
    }

    @Test
    void anIteratorThatWasChangedIsInvalid() {
        String iterator = streams.iterator(arn, shard, "TRIM_HORIZON", null);
        int middle = iterator.length() - 30;
        char other = iterator.charAt(middle) == 'A' ? 'B' : 'A';
        for (String changed : List.of(
                iterator.substring(0, middle) + other + iterator.substring(middle + 1),
                iterator.substring(1),
                iterator.replace(":table/Tab/", ":table/Uuu/"),
                iterator + "AAAA",
                iterator.replace("|1|", "|"))) {
            assertThat(api.error("GetRecords", "{'ShardIterator': '" + changed + "'}"))
                    .isEqualTo("ValidationException: Invalid ShardIterator");
        }
    }

    @Test
    void moreThanAThousandRecordsCannotBeAskedFor() {
        String iterator = streams.iterator(arn, shard, "TRIM_HORIZON", null);
        assertThat(streams.page(iterator, 1000)).containsKey("Records");
        assertThat(api.error("GetRecords", "{'ShardIterator': '" + iterator + "', 'Limit': 1001}"))
                .startsWith("LimitExceededException: ");
    }

    @ParameterizedTest
    @CsvSource({"DescribeStream, 10", "ListStreams, 5"})
    void descriptionsAndListsAreLimitedInEachSecond(String operation, int most) {
        api.database().streamSettings().ratesLimited(true);
        String request = "{'StreamArn': '" + arn + "'}";
        int answered = answered(operation, request, most);
        assertThat(answered).isGreaterThanOrEqualTo(most);
        assertThat(api.error(operation, request))
                .isEqualTo("ThrottlingException: Rate of requests exceeds the allowed throughput.");
        api.pass(Duration.ofSeconds(1));
        api.call(operation, request);
        api.database().streamSettings().ratesLimited(false);
        for (int count = 0; count < 2 * most; count++) {
            api.call(operation, request);
        }
    }

    /** Sends requests until one is refused: more than the limit if they take longer than a second. */
    private int answered(String operation, String request, int most) {
        int answered = 0;
        for (int count = 0; count < 100 * most; count++) {
            try {
                api.call(operation, request);
                answered++;
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("ThrottlingException");
                return answered;
            }
        }
        throw new AssertionError("No request was refused.");
    }

    @Test
    void getRecordsIsLimitedOnlyIfSoSet() {
        String iterator = "{'ShardIterator': '" + streams.iterator(arn, shard, "TRIM_HORIZON", null) + "'}";
        for (int count = 0; count < 50; count++) {
            api.call("GetRecords", iterator);
        }
        api.database().streamSettings().getRecordsRate(1);
        api.database().replaceShards("Tab", false, null);
        String other = "{'ShardIterator': '" + streams.iterator(arn, streams.openShard(arn), "LATEST", null) + "'}";
        List<String> errors = new ArrayList<>();
        for (int round = 0; errors.isEmpty() && round < 100; round++) {
            api.pass(Duration.ofSeconds(1));
            api.call("GetRecords", iterator);
            api.call("GetRecords", other);
            try {
                api.call("GetRecords", iterator);
            } catch (AssertionError e) {
                errors.add(e.getMessage());
            }
        }
        assertThat(errors).singleElement().asString().contains("LimitExceededException");
    }

    @Test
    void aThirdReaderOfAShardIsRefusedWhileTwoAreReading() throws Exception {
        Gate clock = new Gate();
        try (Database database = new Database(Store.open(null, false), clock, new Undocumented(false, false))) {
            send(database, "CreateTable", """
                    {'TableName': 'Tab', 'BillingMode': 'PAY_PER_REQUEST',
                     'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}],
                     'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}],
                     'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'NEW_IMAGE'}}""");
            String streamArn = part(send(database, "ListStreams", "{}"), "StreamArn");
            String described = send(database, "DescribeStream", "{'StreamArn': '" + streamArn + "'}");
            String request = "{'ShardIterator': '%s'}"
                    .formatted(part(
                            send(
                                    database,
                                    "GetShardIterator",
                                    StreamApi.iteratorRequest(streamArn, part(described, "ShardId"), "LATEST", null)),
                            "ShardIterator"));
            clock.close();
            List<CompletableFuture<String>> reading = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                reading.add(CompletableFuture.supplyAsync(() -> send(database, "GetRecords", request)));
            }
            clock.awaitThreads();
            assertThat(send(database, "GetRecords", request)).contains("LimitExceededException");
            clock.open();
            for (CompletableFuture<String> reader : reading) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).contains("Records");
            }
            assertThat(send(database, "GetRecords", request)).contains("Records");
        }
    }

    private static String part(String json, String name) {
        return json.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private static String send(Database database, String operation, String json) {
        try {
            Reply reply = database.handle(
                    new Request(operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
            return new String(reply.body(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A clock that stops the threads that look at it. */
    private static final class Gate extends Clock {
        private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

        private final CountDownLatch arrived = new CountDownLatch(2);
        private final CountDownLatch opened = new CountDownLatch(1);
        private volatile boolean closed;

        void close() {
            closed = true;
        }

        void awaitThreads() throws InterruptedException {
            assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
        }

        void open() {
            closed = false;
            opened.countDown();
        }

        @Override
        public Instant instant() {
            // The thread of the third reader must not be stopped before it is refused, nor the timer of expiries.
            if (closed
                    && StackWalker.getInstance()
                            .walk(frames -> frames.anyMatch(
                                    frame -> frame.getClassName().equals(GetRecords.class.getName())))) {
                arrived.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
