package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A fault has the same effect on a client in process and on one over HTTP, and on the database. */
class FaultsBothWaysTest {
    private static final String TABLE = "Counters";
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("counter"));

    private static final EmbeddedDynamoDb DATABASE = EmbeddedDynamoDb.inMemory();
    private static final DynamoDbClient IN_PROCESS =
            once(EmbeddedClients.configure(DynamoDbClient.builder(), EmbeddedClients.httpClient(DATABASE)));
    private static final DynamoDbClient OVER_HTTP = once(DynamoDbClient.builder()
            .endpointOverride(DATABASE.listen(0))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(Apache5HttpClient.builder()));

    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Fault> FAULTS = List.of(
            Fault.pass(),
            Fault.loseReply(),
            Fault.drop(),
            Fault.duplicate(),
            Fault.delay(Duration.ofMillis(1)),
            Fault.delayReply(Duration.ofMillis(1)),
            Fault.emptyBody(),
            Fault.cutBody(0),
            Fault.cutBody(7),
            Fault.emptyObject(),
            Fault.wrongChecksum(),
            Fault.contentType("text/html"),
            Fault.intermediary(403, "application/json", "{\"message\":\"Forbidden\"}"),
            Fault.intermediary(408),
            Fault.intermediary(429),
            Fault.intermediary(413),
            Fault.intermediary(502).afterExecution(),
            Fault.intermediary(503, "text/plain", ""),
            Fault.intermediary(200, "text/html", "<html>Please log in.</html>").afterExecution(),
            Fault.internalServerError(),
            Fault.internalServerError().afterExecution(),
            Fault.serviceUnavailable(),
            Fault.throttling(),
            Fault.throughputExceeded(),
            Fault.requestLimitExceeded(),
            Fault.transactionConflict(),
            Fault.accessDenied(),
            Fault.expiredCredentials(),
            Fault.unknownCredentials(),
            Fault.error(400, "LimitExceededException", "Too many."),
            Fault.error(400, "com.amazonaws.dynamodb.v20120810#BrandNewException", "Without a class in the SDK."));

    static {
        Tables.create(IN_PROCESS, TABLE, "id", ScalarAttributeType.S, null);
    }

    private static DynamoDbClient once(DynamoDbClientBuilder builder) {
        return builder.overrideConfiguration(with -> with.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterAll
    static void close() {
        OVER_HTTP.close();
        IN_PROCESS.close();
        DATABASE.close();
    }

    @BeforeEach
    void begin() {
        DATABASE.faults().reset();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void aWriteEndsTheSame(Fault fault) {
        String outcome = outcome(fault, IN_PROCESS);
        assertThat(outcome(fault, OVER_HTTP)).isEqualTo(outcome);
        assertThat(DATABASE.faults().count("UpdateItem", fault)).isEqualTo(2);
    }

    /** Returns the client's result of an increment, and the number of increments that were executed. */
    private static String outcome(Fault fault, DynamoDbClient client) {
        IN_PROCESS.deleteItem(delete -> delete.tableName(TABLE).key(KEY));
        DATABASE.faults().next("UpdateItem", fault);
        String learned = learned(client);
        Map<String, AttributeValue> item =
                IN_PROCESS.getItem(get -> get.tableName(TABLE).key(KEY)).item();
        return learned + ", " + (item.isEmpty() ? 0 : item.get("version").n()) + " times";
    }

    private static String learned(DynamoDbClient client) {
        try {
            return client.updateItem(update -> update.tableName(TABLE)
                            .key(KEY)
                            .updateExpression("ADD version :one")
                            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                            .returnValues("UPDATED_NEW"))
                    .attributes()
                    .toString();
        } catch (DynamoDbException e) {
            return e.getClass().getSimpleName() + " " + e.statusCode() + " "
                    + e.awsErrorDetails().errorCode() + " "
                    + e.awsErrorDetails().errorMessage();
        } catch (SdkClientException e) {
            // The message of a socket depends on timing.
            return e.getClass().getSimpleName();
        }
    }

    @ParameterizedTest
    @FieldSource("BATCH_FAULTS")
    void aBatchEndsTheSame(Fault fault) {
        String outcome = batchOutcome(fault, IN_PROCESS);
        assertThat(batchOutcome(fault, OVER_HTTP)).isEqualTo(outcome);
    }

    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Fault> BATCH_FAULTS =
            List.of(Fault.pass(), Fault.unprocessed(), Fault.drop(), Fault.accessDenied());

    private static String batchOutcome(Fault fault, DynamoDbClient client) {
        DATABASE.faults().reset();
        DATABASE.faults().next("BatchWriteItem", fault);
        try {
            return "unprocessed: "
                    + client.batchWriteItem(batch()).unprocessedItems().getOrDefault(TABLE, List.of());
        } catch (SdkException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static BatchWriteItemRequest batch() {
        List<WriteRequest> writes = List.of("a", "b", "c", "d").stream()
                .map(id -> WriteRequest.builder()
                        .putRequest(put -> put.item(Map.of("id", AttributeValue.fromS(id))))
                        .build())
                .toList();
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of(TABLE, writes))
                .build();
    }
}
