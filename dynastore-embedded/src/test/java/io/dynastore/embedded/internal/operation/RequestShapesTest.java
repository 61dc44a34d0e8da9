package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS checks before anything else: the types of all members, then the constraints of each. */
class RequestShapesTest {
    private static final String DETECTED = " validation errors detected: ";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            23    | NUMBER_VALUE cannot be converted to String
            1.5   | DECIMAL_VALUE cannot be converted to String
            true  | TRUE_VALUE cannot be converted to String
            false | FALSE_VALUE cannot be converted to String
            []    | Unrecognized collection type class java.lang.String
            {}    | Start of structure or map found where not expected
            """)
    void aTextOfAnotherTypeIsRefusedWhereverItStands(String value, String message) {
        for (String request : new String[] {
            "{'TableName': %s}",
            "{'TableName': 'ab', 'Key': {'a': {'S': %s}}}",
            "{'Key': {'a': {'M': {'b': {'L': [{'N': %s}]}}}}}",
            "{'ProjectionExpression': %s}",
            "{'ExpressionAttributeNames': {'#a': %s}}",
            "{'ReturnConsumedCapacity': %s}",
            "{'AttributesToGet': [%s]}"
        }) {
            assertThat(api.error("GetItem", request.formatted(value)))
                    .as(request)
                    .isEqualTo("SerializationException: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Scan       | {'Limit': 'a'}                        | STRING_VALUE cannot be converted to Integer
            Scan       | {'Limit': true}                       | TRUE_VALUE cannot be converted to Integer
            Scan       | {'Limit': []}                         | Unrecognized collection type class java.lang.Integer
            Scan       | {'ConsistentRead': 'a'}               | Unexpected token received from parser
            Scan       | {'ConsistentRead': 1}                 | NUMBER_VALUE cannot be converted to Boolean
            Scan       | {'ConsistentRead': []}                | Unrecognized collection type class java.lang.Boolean
            GetItem    | {'Key': []}                           | Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>
            GetItem    | {'Key': 'a'}                          | Unexpected field type
            GetItem    | {'Key': {'a': []}}                    | Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue
            GetItem    | {'Key': {'a': 1}}                     | Unexpected value type in payload
            GetItem    | {'Key': {'a': {'SS': 'a'}}}           | Unexpected field type
            GetItem    | {'Key': {'a': {'L': {}}}}             | Start of structure or map found where not expected
            GetItem    | {'Key': {'a': {'B': 1}}}              | only base-64-encoded strings are convertible to bytes
            UpdateTable | {'ProvisionedThroughput': {'ReadCapacityUnits': 'a'}} | STRING_VALUE cannot be converted to Long
            """)
    void otherMembersOfAnotherTypeAreRefused(String operation, String request, String message) {
        assertThat(api.error(operation, request)).isEqualTo("SerializationException: " + message);
    }

    @Test
    void typesAreCheckedBeforeConstraints() {
        assertThat(api.error("GetItem", "{'TableName': 'a', 'Key': {'a': {'S': 1}}}"))
                .startsWith("SerializationException");
    }

    @Test
    void allViolatedConstraintsAreReportedInOneMessage() {
        assertThat(api.error("GetItem", "{'TableName': 'a;', 'ReturnConsumedCapacity': 'hi'}"))
                .startsWith("ValidationException: 4" + DETECTED)
                .contains(
                        "Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum"
                                + " value set: [INDEXES, TOTAL, NONE]")
                .contains("Value null at 'key' failed to satisfy constraint: Member must not be null")
                .contains("Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: [a-zA-Z0-9_.-]+")
                .contains("Value 'a;' at 'tableName' failed to satisfy constraint: Member must have length greater than"
                        + " or equal to 3");
    }

    @Test
    void moreThanTenViolatedConstraintsAreNotReported() {
        String attribute = "{'AttributeType': 'X'}, ";
        assertThat(api.error(
                        "CreateTable",
                        "{'TableName': 'Tab', 'AttributeDefinitions': [" + attribute.repeat(10)
                                + "{'AttributeName': ''}]}"))
                .startsWith("ValidationException: 10" + DETECTED);
    }

    @Test
    void aMemberThatTheApiDoesNotHaveIsIgnoredAndNullIsTheSameAsAbsence() {
        assertThat(api.call("Scan", "{'TableName': 'Tab', 'Other': [1], 'Limit': null, 'FilterExpression': null}"))
                .containsKey("Items");
        assertThat(api.error("Scan", "{'TableName': null}"))
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy"
                                + " constraint: Member must not be null");
    }

    @Test
    void aTableMayBeNamedByItsArn() {
        assertThat(api.call("Scan", "{'TableName': 'arn:aws:dynamodb:us-east-1:000000000000:table/Tab'}"))
                .containsKey("Items");
    }
}
