package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start keys that a query or a scan cannot continue from. */
class StartKeysTest {
    private static final String INVALID = "ValidationException: The provided starting key is invalid";

    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                               | q | m | is outside query boundaries based on provided conditions
            AND #n > :b        | p | a | does not match the range key predicate
            AND #n > :b        | q | a | does not match the range key predicate
            AND #n BETWEEN :b AND :c | p | z | does not match the range key predicate
            AND begins_with(#n, :b)  | p | z | does not match the range key predicate
            AND #n = :b        | p | m | does not match the range key predicate
            """)
    void aQueryTellsWhichOfItsConditionsTheKeyMisses(String sort, String id, String name, String message) {
        assertThat(query(sort, id, name)).isEqualTo("ValidationException: The provided starting key " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AND #n > :b | m
            AND #n = :b | b
            """)
    void aKeyOfAnotherPartitionThatHasTheSortKeyIsTakenForARestart(String sort, String name) {
        assertThat(query(sort, "q", name))
                .isEqualTo("ValidationException: The query can return at most one row and cannot be restarted");
    }

    private String query(String sort, String id, String name) {
        String condition = sort == null ? "" : " " + sort;
        return api.error("Query", """
                {'TableName': 'Tab', 'KeyConditionExpression': 'id = :p%s',%s
                 'ExpressionAttributeValues': {':p': {'S': 'p'}%s%s},
                 'ExclusiveStartKey': {'id': {'S': '%s'}, 'name': {'S': '%s'}}}
                """.formatted(
                        condition,
                        condition.isEmpty() ? "" : " 'ExpressionAttributeNames': {'#n': 'name'},",
                        condition.contains(":b") ? ", ':b': {'S': 'b'}" : "",
                        condition.contains(":c") ? ", ':c': {'S': 'c'}" : "",
                        id,
                        name));
    }

    @Test
    void aScanNamesTheSegmentThatTheKeyIsNotIn() {
        String key = "'ExclusiveStartKey': {'id': {'S': 'p'}, 'name': {'S': 'a'}}";
        String error = INVALID + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
                + " TotalSegments: 2 Segment: ";
        int refused = 0;
        for (int segment = 0; segment < 2; segment++) {
            String scan = "{'TableName': 'Tab', 'TotalSegments': 2, 'Segment': " + segment + ", " + key + "}";
            Object reply;
            try {
                reply = api.call("Scan", scan).get("Count");
            } catch (AssertionError e) {
                reply = api.error("Scan", scan);
                refused++;
                assertThat(reply).isEqualTo(error + segment);
            }
        }
        assertThat(refused).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'NULL': false}      | : One or more parameter values were invalid: Null attribute value types must have the value of true
            {'SS': []}           | : One or more parameter values were invalid: An string set  may not be empty
            {}                   | : Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            """, quoteCharacter = '"')
    void invalidValuesAreErrorsOfTheKey(String value, String message) {
        String key = "'ExclusiveStartKey': {'id': " + value + ", 'name': {'S': 'a'}}}";
        assertThat(api.error("Scan", "{'TableName': 'Tab', " + key)).isEqualTo(INVALID + message);
        assertThat(api.error(
                        "Query",
                        "{'TableName': 'Tab', 'KeyConditionExpression': 'id = :p', 'ExpressionAttributeValues':"
                                + " {':p': {'S': 'p'}}, " + key))
                .isEqualTo(INVALID + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'N': 'x'}          | The parameter cannot be converted to a numeric value: x
            {'NS': []}          | One or more parameter values were invalid: An number set  may not be empty
            {'SS': ['a', 'a']}  | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            """)
    void invalidNumbersAndElementsAreErrorsOfTheirOwn(String value, String message) {
        assertThat(api.error(
                        "Scan", "{'TableName': 'Tab', 'ExclusiveStartKey': {'id': " + value + ", 'name': {'S': 'a'}}}"))
                .isEqualTo("ValidationException: " + message);
    }

    @ParameterizedTest
    @CsvSource({"local", "global"})
    void aKeyOfAnIndexThatHasAnotherTypeDoesNotMatchTheSchema(String index) {
        assertThat(api.error("Scan", """
                        {'TableName': 'Tab', 'IndexName': '%s',
                         'ExclusiveStartKey': {'id': {'S': 'p'}, 'name': {'S': 'a'}, 'created': {'S': '1'}}}
                        """.formatted(index)))
                .isEqualTo("ValidationException: The provided key element does not match the schema");
    }
}
