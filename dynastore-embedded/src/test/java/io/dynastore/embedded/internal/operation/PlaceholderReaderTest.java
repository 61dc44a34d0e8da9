package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderReaderTest {
    private static final String KEY = "'Key': {'id': {'S': 'p'}, 'name': {'S': 'k'}}";

    /** A valid request of each operation that has expressions, with room for more parameters. */
    private static final Map<String, String> REQUESTS = Map.of(
            "GetItem", "{'TableName': 'Tab', " + KEY + ", 'ProjectionExpression': 'v'%s}",
            "BatchGetItem",
                    "{'RequestItems': {'Tab': {'Keys': [{'id': {'S': 'p'}, 'name': {'S': 'k'}}],"
                            + " 'ProjectionExpression': 'v'%s}}}",
            "TransactGetItems",
                    "{'TransactItems': [{'Get': {'TableName': 'Tab', " + KEY + ", 'ProjectionExpression': 'v'%s}}]}",
            "PutItem",
                    "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}},"
                            + " 'ConditionExpression': 'attribute_not_exists(v)'%s}",
            "UpdateItem", "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'REMOVE v'%s}",
            "DeleteItem", "{'TableName': 'Tab', " + KEY + ", 'ConditionExpression': 'attribute_not_exists(v)'%s}",
            "TransactWriteItems",
                    "{'TransactItems': [{'ConditionCheck': {'TableName': 'Tab', " + KEY
                            + ", 'ConditionExpression': 'attribute_not_exists(v)'%s}}]}",
            "Query", "{'TableName': 'Tab', 'KeyConditionExpression': 'id = :p'%s}",
            "Scan", "{'TableName': 'Tab', 'FilterExpression': 'attribute_exists(v)'%s}");

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetItem",
                "BatchGetItem",
                "TransactGetItems",
                "PutItem",
                "UpdateItem",
                "DeleteItem",
                "TransactWriteItems",
                "Query",
                "Scan"
            })
    void namesThatAreEmptyOrWrittenWronglyAreRefused(String operation) {
        assertThat(error(operation, "'ExpressionAttributeNames': {}"))
                .isEqualTo("ValidationException: ExpressionAttributeNames must not be empty");
        assertThat(error(operation, "'ExpressionAttributeNames': {'n': 'v'}"))
                .isEqualTo("ValidationException: ExpressionAttributeNames contains invalid key: Syntax error;"
                        + " key: \"n\"");
        assertThat(error(operation, "'ExpressionAttributeNames': {'#n': ''}"))
                .isEqualTo("ValidationException: ExpressionAttributeNames contains invalid value: Empty attribute name"
                        + " for key #n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "Query", "Scan"})
    void valuesThatAreEmptyOrWrittenWronglyAreRefused(String operation) {
        assertThat(error(operation, "'ExpressionAttributeValues': {}"))
                .isEqualTo("ValidationException: ExpressionAttributeValues must not be empty");
        assertThat(error(operation, "'ExpressionAttributeValues': {':v': {'x': ''}, 'w': {'S': 'a'}}"))
                .isEqualTo("ValidationException: ExpressionAttributeValues contains invalid key: Syntax error;"
                        + " key: \"w\"");
        assertThat(error(operation, "'ExpressionAttributeValues': {':v': {'NULL': false}}"))
                .isEqualTo("ValidationException: ExpressionAttributeValues contains invalid value: One or more"
                        + " parameter values were invalid: Null attribute value types must have the value of true"
                        + " for key :v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "##a", "#a-b", "#a.b", "#ä", "# a", "#a#", ":a"})
    void nameHasANumberSignThenLettersDigitsAndUnderscores(String placeholder) {
        assertThat(error("GetItem", "'ExpressionAttributeNames': {'" + placeholder + "': 'v'}"))
                .isEqualTo("ValidationException: ExpressionAttributeNames contains invalid key: Syntax error;"
                        + " key: \"" + placeholder + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#_", "#0", "#a_B9"})
    void namesThatAreWrittenRightAreOnlyUnused(String placeholder) {
        assertThat(error("GetItem", "'ExpressionAttributeNames': {'" + placeholder + "': 'v'}"))
                .isEqualTo("ValidationException: Value provided in ExpressionAttributeNames unused in expressions:"
                        + " keys: {" + placeholder + "}");
    }

    @Test
    void aPlaceholderHasAtMost255Bytes() {
        assertThat(error("Scan", "'ExpressionAttributeValues': {':" + "a".repeat(254) + "': {'S': 'x'}}"))
                .startsWith("ValidationException: Value provided in ExpressionAttributeValues unused");
        assertThat(error("Scan", "'ExpressionAttributeValues': {':" + "a".repeat(255) + "': {'S': 'x'}}"))
                .isEqualTo("ValidationException: ExpressionAttributeValues contains invalid key: The expression"
                        + " attribute map contains a key that is too long; size of key: 256");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PutItem    | ConditionExpression is null
            DeleteItem | ConditionExpression is null
            UpdateItem | UpdateExpression and ConditionExpression are null
            Query      | FilterExpression and KeyConditionExpression are null
            Scan       | FilterExpression is null
            """)
    void placeholdersWithoutAnExpressionAreRefusedBeforeTheyAreRead(String operation, String missing) {
        String request = REQUESTS.get(operation).replaceAll(", '\\w+Expression': '[^']*'", "");
        assertThat(api.error(
                        operation,
                        request.formatted(", 'ExpressionAttributeNames': {}, 'ExpressionAttributeValues': {}")))
                .isEqualTo(
                        "ValidationException: ExpressionAttributeNames can only be specified when using expressions");
        assertThat(api.error(operation, request.formatted(", 'ExpressionAttributeValues': {}")))
                .isEqualTo("ValidationException: ExpressionAttributeValues can only be specified when using"
                        + " expressions: " + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetItem", "BatchGetItem", "TransactGetItems"})
    void readsOfKeysKnowNoValues(String operation) {
        String request = REQUESTS.get(operation);
        assertThat(api.call(operation, request.formatted(", 'ExpressionAttributeValues': {}")))
                .isEqualTo(api.call(operation, request.formatted("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetItem", "BatchGetItem"})
    void readsOfKeysHaveNoNamesWithoutAProjection(String operation) {
        assertThat(api.error(operation, withoutProjection(operation)))
                .isEqualTo(
                        "ValidationException: ExpressionAttributeNames can only be specified when using expressions");
    }

    private static String withoutProjection(String operation) {
        return REQUESTS.get(operation)
                .replace(", 'ProjectionExpression': 'v'", "")
                .formatted(", 'ExpressionAttributeNames': {'#n': 'v'}");
    }

    @Test
    void actionsOfTransactionsMayHavePlaceholdersWithoutAnExpression() {
        api.call("TransactGetItems", withoutProjection("TransactGetItems"));
        String names = "'ExpressionAttributeNames': {'#n': 'v'}";
        String write = "{'TransactItems': [{'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 't'}},"
                + " %s, 'ExpressionAttributeValues': {':v': {'S': 'v'}}%s}}]}";
        api.call("TransactWriteItems", write.formatted(names, ""));
        assertThat(api.error(
                        "TransactWriteItems",
                        write.formatted(names, ", 'ConditionExpression': 'attribute_exists(id)'")))
                .contains("unused in expressions: keys: {#n}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'ProjectionExpression': ''", "'ProjectionExpression': 'a', 'ExpressionAttributeNames': {}"})
    void theKeyIsReadBeforeThePlaceholdersAndTheProjection(String rest) {
        assertThat(api.error("GetItem", "{'TableName': 'Tab', 'Key': {'id': {'N': 'x'}}, " + rest + "}"))
                .isEqualTo("ValidationException: The parameter cannot be converted to a numeric value: x");
    }

    @Test
    void theItemIsReadBeforeThePlaceholders() {
        assertThat(api.error(
                        "UpdateItem",
                        "{'TableName': 'Tab', 'Key': {'id': {}}, 'UpdateExpression': '', 'ExpressionAttributeNames': {},"
                                + " 'ExpressionAttributeValues': {}}"))
                .isEqualTo("ValidationException: Supplied AttributeValue is empty, must contain exactly one of the"
                        + " supported datatypes");
    }

    private String error(String operation, String parameter) {
        return api.error(operation, REQUESTS.get(operation).formatted(", " + parameter));
    }
}
