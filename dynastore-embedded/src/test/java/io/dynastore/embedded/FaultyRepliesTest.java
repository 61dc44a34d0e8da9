package io.dynastore.embedded;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.cutBody;
import static io.dynastore.embedded.Fault.emptyBody;
import static io.dynastore.embedded.Fault.intermediary;
import static io.dynastore.embedded.Fault.wrongChecksum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The SDK's reactions to errors of DynamoDB, to replies from intermediaries and to damaged replies. */
class FaultyRepliesTest {
    private static final Map<String, AttributeValue> KEY =
            Map.of("id", AttributeValue.fromS("faults"), "name", AttributeValue.fromS("key"));

    private final CountingDatabase database = new CountingDatabase();
    private final Faults faults = new Faults();
    private final DynamoDbClient client = FaultyClient.of(faults, database, 1);

    static List<Arguments> anErrorHasDynamoDbsStatusTypeAndClass() {
        return List.of(
                arguments(Fault.internalServerError(), 500, "InternalServerError", InternalServerErrorException.class),
                arguments(Fault.serviceUnavailable(), 503, "ServiceUnavailableException", DynamoDbException.class),
                arguments(Fault.throttling(), 400, "ThrottlingException", ThrottlingException.class),
                arguments(
                        Fault.throughputExceeded(),
                        400,
                        "ProvisionedThroughputExceededException",
                        ProvisionedThroughputExceededException.class),
                arguments(
                        Fault.requestLimitExceeded(), 400, "RequestLimitExceeded", RequestLimitExceededException.class),
                arguments(Fault.expiredCredentials(), 400, "ExpiredTokenException", DynamoDbException.class),
                arguments(Fault.unknownCredentials(), 400, "UnrecognizedClientException", DynamoDbException.class),
                arguments(
                        Fault.error(400, "ThrottlingException", "by name"),
                        400,
                        "ThrottlingException",
                        ThrottlingException.class),
                arguments(Fault.error(400, "com.example#Strange", "by name"), 400, "Strange", DynamoDbException.class));
    }

    @ParameterizedTest
    @MethodSource
    void anErrorHasDynamoDbsStatusTypeAndClass(Fault fault, int status, String type, Class<?> thrownClass) {
        faults.next("UpdateItem", fault, fault.afterExecution());
        for (int executed = 0; executed <= 1; executed++) {
            DynamoDbException thrown = catchThrowableOfType(DynamoDbException.class, this::update);
            assertThat(thrown).isExactlyInstanceOf(thrownClass);
            assertThat(thrown.statusCode()).isEqualTo(status);
            assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(type);
            assertThat(thrown.requestId()).isNotEmpty();
            assertThat(database.counter()).isEqualTo(executed);
        }
    }

    @Test
    void aTransactionCanBeInProgress() {
        faults.next("TransactWriteItems", Fault.transactionInProgress());
        var thrown = catchThrowableOfType(
                TransactionInProgressException.class,
                () -> client.transactWriteItems(with -> with.transactItems(conditionCheck())));
        assertThat(thrown.statusCode()).isEqualTo(400);
        assertThat(database.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UpdateItem, UpdateItem", "TransactWriteItems, ConditionCheckItem", "BatchWriteItem, BatchWriteItem"})
    void aDenialNamesThePermissionAndTheTable(String operation, String permission) {
        faults.always(operation, accessDenied());
        DynamoDbException thrown = catchThrowableOfType(DynamoDbException.class, () -> {
            switch (operation) {
                case "UpdateItem" -> update();
                case "TransactWriteItems" -> client.transactWriteItems(with -> with.transactItems(conditionCheck()));
                default ->
                    client.batchWriteItem(with -> with.requestItems(Map.of(
                            "FaultTable",
                            List.of(WriteRequest.builder()
                                    .putRequest(put -> put.item(KEY))
                                    .build()))));
            }
        });
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(thrown.awsErrorDetails().errorMessage())
                .isEqualTo("User: arn:aws:iam::000000000000:user/embedded is not authorized to perform: dynamodb:"
                        + permission
                        + " on resource: arn:aws:dynamodb:us-east-1:000000000000:table/FaultTable because no"
                        + " identity-based policy allows the dynamodb:" + permission + " action");
    }

    @ParameterizedTest
    @CsvSource({"408", "413", "502", "503"})
    void anIntermediarysReplyHasNeitherTypeNorRequestId(int status) {
        faults.next("UpdateItem", intermediary(status), intermediary(status).afterExecution());
        for (int executed = 0; executed <= 1; executed++) {
            DynamoDbException thrown = catchThrowableOfType(DynamoDbException.class, this::update);
            assertThat(thrown.statusCode()).isEqualTo(status);
            assertThat(thrown.requestId()).isNull();
            assertThat(thrown.awsErrorDetails().errorCode()).isNull();
            assertThat(thrown.awsErrorDetails()
                            .sdkHttpResponse()
                            .firstMatchingHeader("Content-Type")
                            .orElseThrow())
                    .startsWith("text/html");
            assertThat(database.counter()).isEqualTo(executed);
        }
    }

    @Test
    void anIntermediaryCanAnswerSuccessInAnotherFormat() {
        faults.next("UpdateItem", intermediary(200, "text/plain", "welcome to this network"));
        SdkClientException thrown = catchThrowableOfType(SdkClientException.class, this::update);
        assertThat(thrown).hasMessageContaining("Unable to unmarshall response");
        assertThat(database.counter()).isZero();
    }

    @Test
    void anEmptyBodyIsAnEmptyAnswer() {
        faults.next("UpdateItem", emptyBody());
        assertThat(update().hasAttributes()).isFalse();
        assertThat(database.counter()).isEqualTo(1);
    }

    @Test
    void anEmptyObjectLacksWhatWasAskedFor() {
        faults.next("UpdateItem", Fault.emptyObject());
        UpdateItemResponse response = update();
        assertThat(response.hasAttributes()).isFalse();
        assertThat(response.responseMetadata().requestId()).isNotEmpty();
        assertThat(database.counter()).isEqualTo(1);
    }

    @Test
    void aContentTypeTellsThatAnIntermediaryHasHandledTheReply() {
        faults.next("UpdateItem", Fault.contentType("text/html"));
        assertThat(update().sdkHttpResponse().firstMatchingHeader("Content-Type"))
                .hasValue("text/html");
        assertThat(database.counter()).isEqualTo(1);
    }

    @Test
    void aBodyThatBreaksOffIsAFailureToReadIt() {
        faults.next("UpdateItem", cutBody(5), cutBody(0), cutBody(1_000_000));
        for (int executed = 1; executed <= 3; executed++) {
            SdkClientException thrown = catchThrowableOfType(SdkClientException.class, this::update);
            assertThat(thrown).hasMessageContaining("Connection reset");
            assertThat(database.counter()).isEqualTo(executed);
        }
    }

    @Test
    void aWrongChecksumIsFound() {
        faults.next("UpdateItem", wrongChecksum());
        assertThat(catchThrowableOfType(Crc32MismatchException.class, this::update))
                .isNotNull();
        assertThat(database.counter()).isEqualTo(1);
    }

    private UpdateItemResponse update() {
        return client.updateItem(with -> with.tableName("FaultTable").key(KEY));
    }

    private static TransactWriteItem conditionCheck() {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName("FaultTable").key(KEY).conditionExpression("a = b"))
                .build();
    }
}
