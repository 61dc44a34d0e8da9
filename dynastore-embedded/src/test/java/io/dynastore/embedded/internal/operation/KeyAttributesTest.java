package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS refuses because an attribute is the key of a table or of an index. */
class KeyAttributesTest {
    private static final String KEY = "'id': {'S': 'a'}, 'name': {'S': 'a'}";
    private static final String VALUE = "'ExpressionAttributeValues': {':v': {'N': '1'}}";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            GetItem          | {'TableName': 'Tab', 'Key': {@}, 'ProjectionExpression': 'id[0]'} | Key: id
            GetItem          | {'TableName': 'Tab', 'Key': {@}, 'ProjectionExpression': 'x, created.y'} | IndexKey: created
            BatchGetItem     | {'RequestItems': {'Tab': {'Keys': [{@}], 'ProjectionExpression': 'id.x'}}} | Key: id
            TransactGetItems | {'TransactItems': [{'Get': {'TableName': 'Tab', 'Key': {@}, 'ProjectionExpression': 'id.x'}}]} | Key: id
            Scan             | {'TableName': 'Tab', 'ProjectionExpression': 'id[0]'} | Key: id
            Scan             | {'TableName': 'Tab', 'IndexName': 'local', 'ProjectionExpression': 'created[0]'} | IndexKey: created
            Scan             | {'TableName': 'Tab', 'FilterExpression': 'id.x = :v', % } | Key: id
            Scan             | {'TableName': 'Tab', 'FilterExpression': 'created.x = :v', % } | IndexKey: created
            UpdateItem       | {'TableName': 'Tab', 'Key': {@}, 'UpdateExpression': 'SET created.x = :v', % } | IndexKey: created
            UpdateItem       | {'TableName': 'Tab', 'Key': {@}, 'UpdateExpression': 'REMOVE created[1]'} | IndexKey: created
            """)
    void expressionsLeadIntoNoKey(String operation, String request, String key) {
        assertThat(api.error(operation, request.replace("@", KEY).replace("%", VALUE)))
                .isEqualTo("ValidationException: Key attributes must be scalars; list random access '[]' and map lookup"
                        + " '.' are not allowed: " + key);
    }

    @Test
    void conditionsOfWritesMayLeadIntoKeys() {
        api.call(
                "PutItem",
                "{'TableName': 'Tab', 'Item': {" + KEY + "}, 'ConditionExpression': 'attribute_not_exists(id.x)'}");
    }

    @Test
    void anUpdateNamesNoIndexWhoseKeyItMakesEmpty() {
        api.call("CreateTable", """
                {'TableName': 'Text', 'BillingMode': 'PAY_PER_REQUEST',
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'B'}],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}],
                 'GlobalSecondaryIndexes': [{'IndexName': 'index', 'KeySchema': [{'AttributeName': 'b', 'KeyType': 'HASH'}],
                   'Projection': {'ProjectionType': 'ALL'}}]}
                """);
        assertThat(api.error("UpdateItem", """
                        {'TableName': 'Text', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'SET b = :v',
                         'ExpressionAttributeValues': {':v': {'B': ''}}}
                        """)).isEqualTo("""
                ValidationException: One or more parameter values are not valid. The update expression attempted to update \
                a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot \
                contain an empty binary value.""");
    }

    @Test
    void aTransactionThatReadsIsCancelledByAKeyThatDoesNotMatch() {
        assertThat(api.errorTree("TransactGetItems", """
                        {'TransactItems': [{'Get': {'TableName': 'Tab', 'Key': {%s}}},
                         {'Get': {'TableName': 'Tab', 'Key': {'id': {'S': 'b'}}}}]}
                        """.formatted(KEY)).toString())
                .contains("TransactionCanceledException", "specific reasons [None, ValidationError]")
                .contains("The provided key element does not match the schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REMOVE x", "REMOVE x.y", "REMOVE x[0]"})
    void removingFromAnItemThatDoesNotExistDoesNothing(String update) {
        assertThat(api.text(
                        "UpdateItem",
                        "{'TableName': 'Tab', 'Key': {" + KEY + "}, 'UpdateExpression': '" + update + "'}"))
                .isEqualTo("{}");
        assertThat(api.text("GetItem", "{'TableName': 'Tab', 'Key': {" + KEY + "}}"))
                .isEqualTo("{}");
    }
}
