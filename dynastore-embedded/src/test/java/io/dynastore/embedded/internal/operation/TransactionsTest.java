package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void allIsWrittenOrNothing() {
        transact("", put("a", ""), put("b", ""));
        assertThat(
                        api.errorTree(
                                "TransactWriteItems",
                                request(
                                        "",
                                        put("c", ""),
                                        put(
                                                "a",
                                                ", 'ConditionExpression':"
                                                        + " 'attribute_not_exists(id)', 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'"))))
                .containsEntry(
                        "Message",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons"
                                + " [None, ConditionalCheckFailed]")
                .extractingByKey("CancellationReasons")
                .hasToString("[{Code=None}, {Code=ConditionalCheckFailed, Item={id={S=p}, name={S=a}},"
                        + " Message=The conditional request failed}]");
        assertThat(names()).isEqualTo("[a, b]");
    }

    @Test
    void aKeyOfAWrongTypeCancelsTheTransaction() {
        String wrong = "{'id': {'S': 'p'}, 'name': {'N': '1'}}";
        assertReason(
                "{'Put': {'TableName': 'Tab', 'Item': " + wrong + "}}",
                "One or more parameter values were invalid: Type mismatch for key name expected: S actual: N");
        assertReason(
                "{'Delete': {'TableName': 'Tab', 'Key': " + wrong + "}}",
                "The provided key element does not match the schema");
        assertThat(names()).isEqualTo("[]");
    }

    private void assertReason(String action, String message) {
        assertThat(api.errorTree("TransactWriteItems", request("", put("a", ""), action)))
                .extractingByKey("CancellationReasons")
                .hasToString("[{Code=None}, {Code=ValidationError, Message=" + message + "}]");
    }

    @Test
    void anEmptyValueOfAKeyIsAnErrorOfTheRequest() {
        String empty = "{'id': {'S': 'p'}, 'name': {'S': ''}}";
        for (String action : new String[] {
            "{'Put': {'TableName': 'Tab', 'Item': " + empty + "}}",
            "{'Delete': {'TableName': 'Tab', 'Key': " + empty + "}}"
        }) {
            assertThat(api.error("TransactWriteItems", request("", put("a", ""), action)))
                    .startsWith("ValidationException: One or more parameter values ")
                    .endsWith("The AttributeValue for a key attribute cannot contain an empty string value. Key: name");
        }
    }

    @Test
    void aCheckWritesNothing() {
        transact("", put("a", ""));
        transact(
                "",
                "{'ConditionCheck': {'TableName': 'Tab', 'Key': {'id': {'S': 'p'}, 'name': {'S': 'a'}},"
                        + " 'ConditionExpression': 'attribute_exists(id)'}}",
                put("b", ""));
        assertThat(names()).isEqualTo("[a, b]");
    }

    @Test
    void aTokenExecutesOnceForTenMinutes() {
        String update =
                "{'Update': {'TableName': 'Tab', 'Key': {'id': {'S': 'p'}, 'name': {'S': 'a'}}, 'UpdateExpression':"
                        + " 'ADD v :one', 'ExpressionAttributeValues': {':one': {'N': '1'}}}}";
        transact("'ClientRequestToken': 't', ", update);
        api.pass(Duration.ofMinutes(10));
        transact("'ClientRequestToken': 't', ", update);
        assertThat(version()).isEqualTo("1");
        assertThat(api.error("TransactWriteItems", request("'ClientRequestToken': 't', ", put("b", ""))))
                .startsWith(
                        "IdempotentParameterMismatchException: The request uses the same client token as a previous,"
                                + " but non-identical request.");
        api.pass(Duration.ofMillis(1));
        transact("'ClientRequestToken': 't', ", update);
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aTokenOfACancelledTransactionIsNotRemembered() {
        String put = put("a", ", 'ConditionExpression': 'attribute_exists(id)'");
        api.error("TransactWriteItems", request("'ClientRequestToken': 't', ", put));
        transact("", put("a", ""));
        transact("'ClientRequestToken': 't', ", put);
    }

    @Test
    void aTokenOfACancelledTransactionIsRememberedIfSaid() {
        try (Api remembering = new Api(null, new Undocumented(true, false)).withTable("Tab")) {
            String request =
                    request("'ClientRequestToken': 't', ", put("a", ", 'ConditionExpression': 'attribute_exists(id)'"));
            String error = remembering.error("TransactWriteItems", request);
            remembering.call("TransactWriteItems", request("", put("a", "")));
            assertThat(remembering.error("TransactWriteItems", request)).isEqualTo(error);
            assertThat(remembering.error("TransactWriteItems", request("'ClientRequestToken': 't', ", put("b", ""))))
                    .startsWith("IdempotentParameterMismatchException");
            remembering.pass(Duration.ofMinutes(10).plusMillis(1));
            remembering.call("TransactWriteItems", request);
        }
    }

    @Test
    void onlyTheFirstFailureIsReportedIfSaid() {
        String condition = ", 'ConditionExpression': 'attribute_exists(id)'";
        String request = request("", put("a", ""), put("b", condition), put("c", condition));
        assertThat(api.error("TransactWriteItems", request))
                .endsWith("[None, ConditionalCheckFailed, ConditionalCheckFailed]");
        try (Api brief = new Api(null, new Undocumented(false, true)).withTable("Tab")) {
            assertThat(brief.error("TransactWriteItems", request)).endsWith("[None, ConditionalCheckFailed, None]");
        }
    }

    @Test
    void oneItemIsNotWrittenTwice() {
        assertThat(api.error("TransactWriteItems", request("", put("a", ""), put("a", ""))))
                .isEqualTo("ValidationException: Transaction request cannot include multiple operations on one item");
    }

    @Test
    void anUpdateThatCannotBeAppliedCancels() {
        transact("", put("a", ""));
        Map<String, Object> error = api.errorTree(
                "TransactWriteItems",
                request(
                        "",
                        put("b", ""),
                        "{'Update': {'TableName': 'Tab',"
                                + " 'Key': {'id': {'S': 'p'}, 'name': {'S': 'a'}}, 'UpdateExpression': 'SET v = absent'}}"));
        assertThat(error.get("Message").toString()).endsWith("[None, ValidationError]");
        assertThat(names()).isEqualTo("[a]");
    }

    @Test
    void itemsAreReadTogether() {
        transact("", put("a", ""), put("b", ""));
        assertThat(api.text(
                        "TransactGetItems",
                        "{'TransactItems': [" + get("b") + ", " + get("x") + "],"
                                + " 'ReturnConsumedCapacity': 'TOTAL'}"))
                .isEqualTo(
                        "{'Responses':[{'Item':{'id':{'S':'p'},'name':{'S':'b'}}},{}],'ConsumedCapacity':[{'TableName':"
                                + "'Tab','CapacityUnits':4.0,'ReadCapacityUnits':4.0}]}");
    }

    @Test
    void batchesAreWrittenAndReadItemByItem() {
        api.call(
                "BatchWriteItem",
                "{'RequestItems': {'Tab': [{'PutRequest': {'Item': {'id': {'S': 'p'}, 'name': {'S': 'a'}}}},"
                        + " {'DeleteRequest': {'Key': {'id': {'S': 'p'}, 'name': {'S': 'b'}}}}]}}");
        assertThat(names()).isEqualTo("[a]");
        assertThat(api.text(
                        "BatchGetItem",
                        "{'RequestItems': {'Tab': {'Keys': [{'id': {'S': 'p'}, 'name': {'S': 'a'}},"
                                + " {'id': {'S': 'p'}, 'name': {'S': 'b'}}]}}}"))
                .isEqualTo("{'Responses':{'Tab':[{'id':{'S':'p'},'name':{'S':'a'}}]},'UnprocessedKeys':{}}");
        assertThat(api.error(
                        "BatchGetItem",
                        "{'RequestItems': {'Tab': {'Keys': [{'id': {'S': 'p'}, 'name': {'S': 'a'}},"
                                + " {'id': {'S': 'p'}, 'name': {'S': 'a'}}]}}}"))
                .isEqualTo("ValidationException: Provided list of item keys contains duplicates");
    }

    private static String get(String name) {
        return "{'Get': {'TableName': 'Tab', 'Key': {'id': {'S': 'p'}, 'name': {'S': '" + name + "'}}}}";
    }

    private static String put(String name, String more) {
        return "{'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'p'}, 'name': {'S': '" + name + "'}}" + more + "}}";
    }

    private void transact(String token, String... items) {
        api.call("TransactWriteItems", request(token, items));
    }

    private static String request(String token, String... items) {
        return "{" + token + "'TransactItems': [" + String.join(", ", items) + "]}";
    }

    private String version() {
        String item = api.text("GetItem", "{'TableName': 'Tab', 'Key': {'id': {'S': 'p'}, 'name': {'S': 'a'}}}");
        return item.replaceAll(".*'v':\\{'N':'(\\d+)'.*", "$1");
    }

    private String names() {
        return Api.column(api.call("Scan", "{'TableName': 'Tab'}"), "name").toString();
    }
}
