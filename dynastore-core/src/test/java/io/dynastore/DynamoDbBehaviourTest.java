package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What dynastore takes for granted about DynamoDB and AWS does not document, or only in part: {@code docs/assumptions.md}.
 * The store itself has no part in it.
 */
@Tag(TestDynamoDb.CONTRACT)
class DynamoDbBehaviourTest {
    private static final int TOO_LARGE = 420_000;

    private final TestStore test = new TestStore();
    private final DynamoDbClient client = test.raw();
    private final String table = test.table.name();

    @Test
    void aRefusalBringsTheItemThatRefusedIt() {
        put("k", Map.of("version", n("7")));

        ConditionalCheckFailedException refusal = refusal("k", "version = :v", Map.of(":v", n("8")));

        assertThat(refusal.item()).isEqualTo(test.item("k"));
    }

    @Test
    void aRefusalWithoutAnItemMeansThatThereIsNone() {
        ConditionalCheckFailedException refusal = refusal("missing", "attribute_exists(id)", Map.of());

        assertThat(refusal.hasItem()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent = :n", "absent > :n", "absent <> :n AND attribute_exists(absent)", "label > :n"})
    void aComparisonWithWhatIsMissingOrOfAnotherTypeIsFalse(String condition) {
        put("k", Map.of("label", AttributeValue.fromS("z")));

        assertThat(refusal("k", condition, Map.of(":n", n("1")))).isNotNull();
    }

    @Test
    void binaryValuesAreComparedAsUnsigned() {
        put("k", Map.of("nonce", b(0x80)));

        assertThat(refusal("k", "nonce < :b", Map.of(":b", b(0x7F)))).isNotNull();
    }

    @Test
    void allConditionsThatFailAreReportedInTheOrderOfTheActionsWithTheirItems() {
        put("a", Map.of("version", n("1")));
        put("c", Map.of("version", n("3")));

        List<CancellationReason> reasons = cancelled(check("a"), create("b"), check("c"));

        assertThat(reasons)
                .extracting(CancellationReason::code)
                .containsExactly("ConditionalCheckFailed", "None", "ConditionalCheckFailed");
        assertThat(reasons.get(0).item()).isEqualTo(test.item("a"));
        assertThat(reasons.get(1).hasItem()).isFalse();
        assertThat(reasons.get(2).item()).isEqualTo(test.item("c"));
        assertThat(test.item("b")).isEmpty();
    }

    @Test
    void theSameTransactionUnderTheSameTokenIsExecutedOnce() {
        String token = TestDynamoDb.uniqueName("token");
        for (int i = 0; i < 2; i++) {
            client.transactWriteItems(
                    request -> request.clientRequestToken(token).transactItems(increment("counter")));
        }
        assertThat(test.item("counter")).containsEntry("count", n("1"));
    }

    @Test
    void aTransactionOnAMissingTableFailsAsAWhole() {
        TransactWriteItem elsewhere = TransactWriteItem.builder()
                .put(put -> put.tableName(TestDynamoDb.uniqueName("missing")).item(test.itemKey("k")))
                .build();

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> client.transactWriteItems(request -> request.transactItems(create("k"), elsewhere)));
        assertThat(test.item("k")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "-9223372036854775808", "9223372036854775807", "4102444800"})
    void aWholeNumberComesBackAsItWasWritten(String number) {
        put("k", Map.of("version", n(number)));

        assertThat(test.item("k")).containsEntry("version", n(number));
    }

    @Test
    void aWholeNumberComesBackWithoutAnExponentAndAFraction() {
        put(
                "k",
                Map.of(
                        "large",
                        n("1E2"),
                        "exact",
                        n("7.0"),
                        "digits",
                        n(BigInteger.TEN.pow(37).toString())));

        assertThat(test.item("k"))
                .containsEntry("large", n("100"))
                .containsEntry("exact", n("7"))
                .containsEntry("digits", n(BigInteger.TEN.pow(37).toString()));
    }

    @Test
    void errorsThatAreToldApartByTheirMessageBeginAsExpected() {
        assertThat(error(() -> put("k", Map.of("payload", text(TOO_LARGE))))).startsWith("Item size");
        put("k", Map.of("version", AttributeValue.fromS("seven")));
        assertThat(error(() -> client.updateItem(update -> update.tableName(table)
                        .key(test.itemKey("k"))
                        .updateExpression("SET version = version + :one")
                        .expressionAttributeValues(Map.of(":one", n("1"))))))
                .startsWith("An operand in the update expression has an incorrect data type");
        assertThat(error(() -> client.query(query -> query.tableName(table)
                        .indexName("idx_other")
                        .keyConditionExpression("id = :p")
                        .expressionAttributeValues(Map.of(":p", n("1"))))))
                .contains("does not have the specified index");
    }

    private void put(String key, Map<String, AttributeValue> attributes) {
        test.putItem(key, attributes);
    }

    private ConditionalCheckFailedException refusal(String key, String condition, Map<String, AttributeValue> values) {
        return catchThrowableOfType(
                ConditionalCheckFailedException.class,
                () -> client.deleteItem(delete -> delete.tableName(table)
                        .key(test.itemKey(key))
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    }

    private List<CancellationReason> cancelled(TransactWriteItem... actions) {
        return catchThrowableOfType(
                        TransactionCanceledException.class,
                        () -> client.transactWriteItems(request -> request.transactItems(actions)))
                .cancellationReasons();
    }

    private static String error(Runnable action) {
        return catchThrowableOfType(DynamoDbException.class, action::run)
                .awsErrorDetails()
                .errorMessage();
    }

    private TransactWriteItem check(String key) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(test.itemKey(key))
                        .conditionExpression("version = :other")
                        .expressionAttributeValues(Map.of(":other", n("0")))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private TransactWriteItem create(String key) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(test.itemKey(key))
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private TransactWriteItem increment(String key) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(test.itemKey(key))
                        .updateExpression("ADD #count :one")
                        .expressionAttributeNames(Map.of("#count", "count"))
                        .expressionAttributeValues(Map.of(":one", n("1"))))
                .build();
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    private static AttributeValue b(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    private static AttributeValue text(int length) {
        return AttributeValue.fromS("x".repeat(length));
    }
}
