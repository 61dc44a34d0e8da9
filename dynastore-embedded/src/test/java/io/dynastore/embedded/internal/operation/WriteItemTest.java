package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteItemTest {
    private static final String KEY = "'Key': {'id': {'S': 'p'}, 'name': {'S': 'k'}}";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatIsPutIsRead() {
        put("'v': {'M': {'l': {'L': [{'BOOL': true}, {'NULL': true}, {'B': 'AAH/'}]}, 'n': {'NS': ['1', '2.50']}}}");
        assertThat(get())
                .isEqualTo("{'Item':{'id':{'S':'p'},'name':{'S':'k'},'v':{'M':{'l':{'L':[{'BOOL':true},{'NULL':true},"
                        + "{'B':'AAH/'}]},'n':{'NS':['1','2.5']}}}}}");
    }

    @Test
    void whatIsNotThereIsNoItem() {
        assertThat(get()).isEqualTo("{}");
    }

    @Test
    void aFailedConditionChangesNothingAndBringsTheItemIfAsked() {
        put("'v': {'N': '1'}");
        String request = "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}},"
                + " 'ConditionExpression': 'attribute_not_exists(id)'%s}";
        assertThat(api.error("PutItem", request.formatted("")))
                .isEqualTo("ConditionalCheckFailedException: The conditional request failed");
        assertThat(api.errorTree("PutItem", request.formatted(""))).doesNotContainKey("Item");
        assertThat(api.errorTree("PutItem", request.formatted(", 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'"))
                        .get("Item")
                        .toString())
                .isEqualTo("{id={S=p}, name={S=k}, v={N=1}}");
        assertThat(get()).contains("'v':{'N':'1'}");
    }

    @Test
    void aFailedConditionOnNoItemBringsNone() {
        assertThat(api.errorTree(
                        "DeleteItem",
                        "{'TableName': 'Tab', " + KEY + ", 'ConditionExpression': 'attribute_exists(id)',"
                                + " 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'}"))
                .doesNotContainKey("Item");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            NONE        | -
            ALL_OLD     | {'id':{'S':'p'},'name':{'S':'k'},'a':{'N':'1'},'b':{'N':'1'}}
            ALL_NEW     | {'id':{'S':'p'},'name':{'S':'k'},'a':{'N':'2'},'c':{'N':'5'}}
            UPDATED_OLD | {'a':{'N':'1'},'b':{'N':'1'}}
            UPDATED_NEW | {'a':{'N':'2'},'c':{'N':'5'}}
            """)
    void anUpdateReturnsWhatIsAsked(String returnValues, String attributes) {
        put("'a': {'N': '1'}, 'b': {'N': '1'}");
        String reply = api.text(
                "UpdateItem",
                "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET a = a + :one,"
                        + " c = :five REMOVE b', 'ExpressionAttributeValues': {':one': {'N': '1'}, ':five': {'N': '5'}},"
                        + " 'ReturnValues': '" + returnValues + "'}");
        assertThat(reply).isEqualTo(attributes == null ? "{}" : "{'Attributes':" + attributes + "}");
    }

    @Test
    void anUpdateOfWhatIsNotThereCreatesIt() {
        api.call("UpdateItem", "{'TableName': 'Tab', " + KEY + "}");
        assertThat(get()).isEqualTo("{'Item':{'id':{'S':'p'},'name':{'S':'k'}}}");
    }

    @Test
    void anUpdateThatOnlyRemovesCreatesNothing() {
        assertThat(api.text(
                        "UpdateItem",
                        "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'REMOVE a, b',"
                                + " 'ReturnValues': 'ALL_NEW'}"))
                .isEqualTo("{}");
        assertThat(get()).isEqualTo("{}");
    }

    @Test
    void aDeletionReturnsWhatWasThere() {
        put("'a': {'N': '1'}");
        String delete = "{'TableName': 'Tab', " + KEY + ", 'ReturnValues': 'ALL_OLD'}";
        assertThat(api.text("DeleteItem", delete)).contains("'a':{'N':'1'}");
        assertThat(api.text("DeleteItem", delete)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'id': {'S': 'p'}} | One or more parameter values were invalid: Missing the key name in the item
            {'id': {'N': '1'}, 'name': {'S': 'k'}} | One or more parameter values were invalid: Type mismatch for key id expected: S actual: N
            {'id': {'S': ''}, 'name': {'S': 'k'}} | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'created': {'S': 'x'}} | One or more parameter values were invalid: Type mismatch for Index Key created Expected: N Actual: S IndexName: local
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {}} | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'S': 'a', 'N': '1'}} | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'S': 'a', 'N': 'x'}} | The parameter cannot be converted to a numeric value: x
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'NULL': false, 'S': 'a'}} | One or more parameter values were invalid: Null attribute value types must have the value of true
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'S': 'a', 'M': {'x': {}}}} | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, '': {'S': 'a'}} | Empty attribute name
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'M': {'': {'S': 'a'}}}} | Empty attribute name
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'SS': []}} | One or more parameter values were invalid: An string set  may not be empty
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'SS': ['a', 'a']}} | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'N': 'x'}} | The parameter cannot be converted to a numeric value: x
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'N': '1e126'}} | Number overflow. Attempting to store a number with magnitude larger than supported range
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'N': '1e-131'}} | Number underflow. Attempting to store a number with magnitude smaller than supported range
            {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'N': '123456789012345678901234567890123456789'}} | Attempting to store more than 38 significant digits in a Number
            """)
    void invalidItemsAreRefused(String item, String message) {
        assertThat(api.error("PutItem", "{'TableName': 'Tab', 'Item': " + item + "}"))
                .isEqualTo("ValidationException: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': {'S': 'p'}}",
                "{'id': {'S': 'p'}, 'name': {'N': '1'}}",
                "{'id': {'S': 'p'}, 'name': {'S': 'k'}, 'x': {'S': 'k'}}"
            })
    void keysThatDoNotFitAreRefused(String key) {
        for (String operation : new String[] {"GetItem", "DeleteItem", "UpdateItem"}) {
            assertThat(api.error(operation, "{'TableName': 'Tab', 'Key': " + key + "}"))
                    .isEqualTo("ValidationException: The provided key element does not match the schema");
        }
    }

    @Test
    void anItemHasAtMost400Kilobytes() {
        int rest = "id".length() + 1 + "name".length() + 1 + "v".length();
        put("'v': {'S': '" + "x".repeat((400 << 10) - rest) + "'}");
        assertThat(api.error(
                        "PutItem",
                        "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': {'S': '"
                                + "x".repeat((400 << 10) - rest + 1) + "'}}}"))
                .isEqualTo("ValidationException: Item size has exceeded the maximum allowed size");
        assertThat(api.error(
                        "UpdateItem",
                        "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET w = :w',"
                                + " 'ExpressionAttributeValues': {':w': {'S': ''}}}"))
                .isEqualTo("ValidationException: Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void listsAndMapsAreNestedAtMost32Deep() {
        put("'v': " + nested(32) + ", 'w': " + nested(31));
        String tooDeep = "ValidationException: Nesting Levels have exceeded supported limits";
        assertThat(api.error(
                        "PutItem",
                        "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}, 'v': " + nested(33)
                                + "}}"))
                .isEqualTo(tooDeep);
        String wrap = "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET x = list_append(:l, :l), x2 = w',"
                + " 'ExpressionAttributeValues': {':l': {'L': []}}}";
        api.call("UpdateItem", wrap);
        assertThat(api.error("UpdateItem", "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET w.m = v'}"))
                .isEqualTo(tooDeep);
    }

    private static String nested(int levels) {
        return "{'M': {'m': ".repeat(levels) + "{'S': ''}" + "}}".repeat(levels);
    }

    @Test
    void theCopyOfAnItemInALocalIndexCountsToo() {
        int copy = "id".length() + 1 + "name".length() + 1 + "created".length() + 2;
        int rest = copy + "v".length();
        put("'v': {'S': '" + "x".repeat((400 << 10) - rest) + "'}");
        assertThat(api.error(
                        "UpdateItem",
                        "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET created = :w',"
                                + " 'ExpressionAttributeValues': {':w': {'N': '1'}}}"))
                .isEqualTo("ValidationException: Item size to update has exceeded the maximum allowed size");
        put("'v': {'S': '" + "x".repeat((400 << 10) - rest - copy) + "'}, 'created': {'N': '1'}");
    }

    @Test
    void aKeyIsNotUpdated() {
        assertThat(api.error(
                        "UpdateItem",
                        "{'TableName': 'Tab', " + KEY + ", 'UpdateExpression': 'SET id = :w',"
                                + " 'ExpressionAttributeValues': {':w': {'S': 'x'}}}"))
                .isEqualTo("ValidationException: One or more parameter values were invalid: Cannot update attribute id."
                        + " This attribute is part of the key");
    }

    @Test
    void legacyParametersAreRefusedByName() {
        assertThat(api.error("PutItem", "{'TableName': 'Tab', 'Item': {}, 'Expected': {}}"))
                .isEqualTo("ValidationException: The legacy parameter Expected is not offered by the embedded DynamoDB."
                        + " Use ConditionExpression.");
    }

    @Test
    void otherOperationsAreRefusedByName() {
        assertThat(api.error("ExportTableToPointInTime", "{}"))
                .isEqualTo("UnknownOperationException: The embedded DynamoDB does not offer the operation"
                        + " ExportTableToPointInTime.");
    }

    @Test
    void aTableThatIsNotThereIsNotFound() {
        assertThat(api.error("GetItem", "{'TableName': 'Other', " + KEY + "}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found");
    }

    private void put(String attributes) {
        api.call("PutItem", "{'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': 'k'}, " + attributes + "}}");
    }

    private String get() {
        return api.text("GetItem", "{'TableName': 'Tab', 'ConsistentRead': true, " + KEY + "}");
    }
}
