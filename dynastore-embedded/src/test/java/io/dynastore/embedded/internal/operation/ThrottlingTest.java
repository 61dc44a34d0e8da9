package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.wire.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of throughput, by a clock that only the tests move. */
class ThrottlingTest {
    private static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Tab";
    private static final String PROVISIONED =
            "ProvisionedThroughputExceededException: The level of configured provisioned"
                    + " throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Api api = Api.limited(false);

    @AfterEach
    void close() {
        api.close();
    }

    private static String provisioned(int reads, int writes) {
        return "'ProvisionedThroughput': {'ReadCapacityUnits': " + reads + ", 'WriteCapacityUnits': " + writes + "}";
    }

    private static String onDemand(String maxima) {
        return "'BillingMode': 'PAY_PER_REQUEST'" + (maxima.isEmpty() ? "" : ", 'OnDemandThroughput': " + maxima);
    }

    /** Creates a table with the keys {@code id} and {@code name}. */
    private static void create(Api api, String capacity, String indexes) {
        api.call("CreateTable", """
                {'TableName': 'Tab', %s,
                 'AttributeDefinitions': [{'AttributeName': 'id', 'AttributeType': 'S'},
                   {'AttributeName': 'name', 'AttributeType': 'S'}%s],
                 'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'name', 'KeyType': 'RANGE'}]
                 %s}""".formatted(
                        capacity,
                        indexes.contains("group") ? ", {'AttributeName': 'group', 'AttributeType': 'S'}" : "",
                        indexes));
    }

    private static String globalIndex(String capacity) {
        return """
                , 'GlobalSecondaryIndexes': [{'IndexName': 'by-group', %s,
                  'KeySchema': [{'AttributeName': 'group', 'KeyType': 'HASH'}],
                  'Projection': {'ProjectionType': 'ALL'}}]""".formatted(capacity);
    }

    private static String put(String id, int bytes) {
        return "{'TableName': 'Tab', 'Item': {'id': {'S': '" + id + "'}, 'name': {'S': 'n'}, 'x': {'S': '"
                + "x".repeat(bytes) + "'}}}";
    }

    private static String get(String id, boolean consistent) {
        return "{'TableName': 'Tab', 'Key': {'id': {'S': '" + id + "'}, 'name': {'S': 'n'}}, 'ConsistentRead': "
                + consistent + "}";
    }

    private void write(int times) {
        for (int number = 0; number < times; number++) {
            api.call("PutItem", put("k" + number, 1));
        }
    }

    private void assertThrottled(String error, String operation, String request) {
        assertThat(api.error(operation, request)).isEqualTo(error);
    }

    @Test
    void aNewTableHasTheCapacityOfOneSecond() {
        create(api, provisioned(1, 5), "");
        write(5);

        assertThrottled(PROVISIONED, "PutItem", put("k", 1));
        api.pass(SECOND);
        write(5);
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));
    }

    @Test
    void unusedCapacityOfUpTo300SecondsIsKept() {
        create(api, provisioned(1, 2), "");
        api.pass(Duration.ofSeconds(299));
        write(600);
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));

        api.pass(Duration.ofHours(1));
        write(600);
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));
    }

    @Test
    void readsAndWritesHaveCapacitiesOfTheirOwnAndConsistentReadsCostDouble() {
        create(api, provisioned(2, 1), "");
        write(1);

        api.call("GetItem", get("k0", true));
        api.call("GetItem", get("k0", false));
        api.call("GetItem", get("missing", false));
        assertThrottled(PROVISIONED, "GetItem", get("k0", false));
        api.pass(Duration.ofMillis(250));
        api.call("GetItem", get("k0", false));
        assertThrottled(PROVISIONED, "GetItem", get("missing", false));
    }

    @Test
    void largeItemsNeedMoreUnitsAndARefusedRequestChangesAndTakesNothing() {
        create(api, provisioned(10, 10), "");
        api.call("PutItem", put("a", 7_000));

        assertThrottled(PROVISIONED, "PutItem", put("b", 4_000));
        assertThat(api.call("GetItem", get("b", true))).doesNotContainKey("Item");
        api.call("PutItem", put("b", 3_000));
        assertThrottled(PROVISIONED, "PutItem", put("c", 1));
    }

    @Test
    void whatNeverFitsIsExecutedWhileNothingHasBeenUsed() {
        create(api, onDemand("{'MaxWriteRequestUnits': 5}"), "");
        api.call("PutItem", put("a", 20_000));

        assertThat(api.error("PutItem", put("a", 1))).startsWith("ThrottlingException: ");
        api.pass(Duration.ofSeconds(3));
        assertThat(api.error("PutItem", put("a", 1))).startsWith("ThrottlingException: ");
        api.pass(SECOND);
        api.call("PutItem", put("a", 1));
    }

    @Test
    void theErrorNamesTheReasonAndTheResource() {
        create(api, provisioned(1, 1), "");
        write(1);

        assertThat(api.errorTree("PutItem", put("k", 1)).get("ThrottlingReasons"))
                .isEqualTo(List.of(Map.of("reason", "TableWriteProvisionedThroughputExceeded", "resource", TABLE_ARN)));
        api.call("GetItem", get("k0", true));
        assertThat(api.errorTree("GetItem", get("k0", true)).get("ThrottlingReasons"))
                .isEqualTo(List.of(Map.of("reason", "TableReadProvisionedThroughputExceeded", "resource", TABLE_ARN)));
    }

    @Test
    void aRefusedConditionNeedsCapacityToo() {
        create(api, provisioned(5, 2), "");
        write(1);
        String conditional =
                put("k0", 1).replace("'TableName'", "'ConditionExpression': 'attribute_not_exists(id)', 'TableName'");

        assertThat(api.error("PutItem", conditional)).startsWith("ConditionalCheckFailedException");
        assertThrottled(PROVISIONED, "PutItem", conditional);
    }

    @Test
    void maximaOnDemandAreLimitsWithoutSavings() {
        create(api, onDemand("{'MaxReadRequestUnits': 1, 'MaxWriteRequestUnits': 3}"), "");
        api.pass(Duration.ofMinutes(10));
        write(3);

        Map<String, Object> error = api.errorTree("PutItem", put("k", 1));
        assertThat(error)
                .containsEntry("__type", "com.amazon.coral.availability#ThrottlingException")
                .containsEntry(
                        "message", "Throughput exceeds the maximum OnDemandThroughput configured on table or index")
                .containsEntry(
                        "throttlingReasons",
                        List.of(Map.of("reason", "TableWriteMaxOnDemandThroughputExceeded", "resource", TABLE_ARN)));
        api.call("UpdateTable", "{'TableName': 'Tab', 'OnDemandThroughput': {'MaxWriteRequestUnits': -1}}");
        write(3);
        api.call("GetItem", get("k0", true));
        assertThat(api.error("GetItem", get("k0", true))).startsWith("ThrottlingException");
    }

    @Test
    void aPartitionKeyHasALimitOfItsOwn() {
        create(api, onDemand(""), "");
        api.call("PutItem", put("hot", 390_000));
        api.call("PutItem", put("hot", 390_000));
        assertThat(api.errorTree("PutItem", put("hot", 390_000)))
                .containsEntry(
                        "message",
                        "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your"
                                + " table or index so please try again shortly. If exceptions persist, check if you have a hot key:"
                                + " https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.")
                .containsEntry(
                        "throttlingReasons",
                        List.of(Map.of("reason", "TableWriteKeyRangeThroughputExceeded", "resource", TABLE_ARN)));

        api.call("PutItem", put("cold", 390_000));
        api.pass(SECOND);
        api.call("PutItem", put("hot", 390_000));
    }

    @Test
    void aPartitionKeyOfAProvisionedTableIsLimitedByItsPartitionToo() {
        create(api, provisioned(10_000, 10_000), "");
        for (int number = 0; number < 2; number++) {
            api.call("PutItem", put("hot", 390_000));
        }
        assertThrottled(PROVISIONED, "PutItem", put("hot", 390_000));
        for (int number = 0; number < 31; number++) {
            api.call("GetItem", get("hot", true));
        }
        assertThat(api.errorTree("GetItem", get("hot", true)).toString())
                .contains("TableReadKeyRangeThroughputExceeded");
    }

    @Test
    void queriesAndScansNeedTheCapacityOfWhatTheyRead() {
        create(api, provisioned(20, 1_000), "");
        api.call("PutItem", put("a", 60_000));
        api.call("PutItem", put("b", 60_000));
        String query = "{'TableName': 'Tab', 'KeyConditionExpression': 'id = :id', 'ExpressionAttributeValues':"
                + " {':id': {'S': 'a'}}}";

        api.call("Query", query);
        api.call("Query", query);
        assertThrottled(PROVISIONED, "Query", query);
        api.pass(SECOND);
        api.call("Scan", "{'TableName': 'Tab'}");
        assertThrottled(PROVISIONED, "Scan", "{'TableName': 'Tab'}");
    }

    @Test
    void aGlobalIndexWithoutCapacityHoldsUpTheWritesOfItsTable() {
        create(api, provisioned(10, 10), globalIndex(provisioned(1, 1)));
        String grouped = put("a", 1).replace("'x':", "'group': {'S': 'g'}, 'x':");
        api.call("PutItem", grouped);

        Map<String, Object> error = api.errorTree("PutItem", grouped.replace("'a'", "'b'"));
        assertThat(error.get("message").toString()).contains("one or more global secondary indexes of the table");
        assertThat(error.get("ThrottlingReasons"))
                .isEqualTo(List.of(Map.of(
                        "reason",
                        "IndexWriteProvisionedThroughputExceeded",
                        "resource",
                        TABLE_ARN + "/index/by-group")));
        api.call("PutItem", put("c", 1));
    }

    @Test
    void readsOfAGlobalIndexNeedItsOwnCapacity() {
        create(api, provisioned(1, 10), globalIndex(provisioned(1, 10)));
        String query = "{'TableName': 'Tab', 'IndexName': 'by-group', 'KeyConditionExpression': '#g = :g',"
                + " 'ExpressionAttributeNames': {'#g': 'group'}, 'ExpressionAttributeValues': {':g': {'S': 'g'}}}";
        api.call("Query", query);
        api.call("Query", query);

        assertThat(api.errorTree("Query", query).toString()).contains("IndexReadProvisionedThroughputExceeded");
        api.call("GetItem", get("a", true));
    }

    @Test
    void theRestOfABatchIsUnprocessed() {
        create(api, provisioned(2, 2), "");
        Map<String, Object> reply = api.call("BatchWriteItem", """
                {'RequestItems': {'Tab': [
                  {'PutRequest': {'Item': {'id': {'S': 'a'}, 'name': {'S': 'n'}}}},
                  {'DeleteRequest': {'Key': {'id': {'S': 'b'}, 'name': {'S': 'n'}}}},
                  {'PutRequest': {'Item': {'id': {'S': 'c'}, 'name': {'S': 'n'}}}},
                  {'DeleteRequest': {'Key': {'id': {'S': 'd'}, 'name': {'S': 'n'}}}}]},
                 'ReturnConsumedCapacity': 'TOTAL'}""");

        assertThat(reply.get("UnprocessedItems").toString())
                .isEqualTo(
                        "{Tab=[{PutRequest={Item={id={S=c}, name={S=n}}}}, {DeleteRequest={Key={id={S=d}, name={S=n}}}}]}");
        assertThat(reply.get("ConsumedCapacity").toString()).contains("CapacityUnits=2");
        assertThat(api.call("GetItem", get("a", false))).containsKey("Item");
        assertThat(api.call("GetItem", get("c", false))).doesNotContainKey("Item");
        assertThrottled(PROVISIONED, "BatchWriteItem", """
                {'RequestItems': {'Tab': [{'DeleteRequest': {'Key': {'id': {'S': 'a'}, 'name': {'S': 'n'}}}}]}}""");
    }

    @Test
    void theRestOfABatchOfReadsIsUnprocessed() {
        create(api, provisioned(1, 2), "");
        String batch = """
                {'RequestItems': {'Tab': {'Keys': [{'id': {'S': 'a'}, 'name': {'S': 'n'}},
                  {'id': {'S': 'b'}, 'name': {'S': 'n'}}, {'id': {'S': 'c'}, 'name': {'S': 'n'}}]}}}""";
        write(1);

        assertThat(api.call("BatchGetItem", batch).get("UnprocessedKeys").toString())
                .isEqualTo("{Tab={Keys=[{id={S=c}, name={S=n}}]}}");
        assertThrottled(PROVISIONED, "BatchGetItem", batch);
    }

    @Test
    void aTransactionIsCancelledAsAWholeAndTakesNothing() {
        create(api, provisioned(3, 3), "");
        String transaction = """
                {'ClientRequestToken': 'token', 'TransactItems': [
                  {'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'a'}, 'name': {'S': 'n'}}}},
                  {'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'b'}, 'name': {'S': 'n'}}}}]}""";

        Map<String, Object> error = api.errorTree("TransactWriteItems", transaction);
        assertThat(error)
                .containsEntry(
                        "Message",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons"
                                + " [None, ProvisionedThroughputExceeded]");
        Map<String, Object> reason =
                Types.structure(Types.list(error.get("CancellationReasons")).get(1));
        assertThat(reason)
                .containsOnly(
                        Map.entry("Code", "ProvisionedThroughputExceeded"),
                        Map.entry("Message", PROVISIONED.substring(PROVISIONED.indexOf(' ') + 1)));
        assertThat(api.call("GetItem", get("a", false))).doesNotContainKey("Item");
        write(3);
        api.pass(Duration.ofSeconds(2));
        api.call("TransactWriteItems", transaction);
    }

    @Test
    void aTransactionOnDemandIsCancelledByAThrottlingError() {
        create(api, onDemand("{'MaxReadRequestUnits': 2}"), "");
        String transaction = """
                {'TransactItems': [{'Get': {'TableName': 'Tab', 'Key': {'id': {'S': 'a'}, 'name': {'S': 'n'}}}},
                  {'Get': {'TableName': 'Tab', 'Key': {'id': {'S': 'b'}, 'name': {'S': 'n'}}}}]}""";

        assertThat(api.error("TransactGetItems", transaction))
                .isEqualTo("TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for"
                        + " specific reasons [None, ThrottlingError]");
    }

    @Test
    void aChangedCapacityAppliesAtOnceAndDeletedTablesAreForgotten() {
        create(api, provisioned(1, 1), "");
        write(1);
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));
        api.call("UpdateTable", "{'TableName': 'Tab', " + provisioned(1, 7) + "}");
        api.pass(SECOND);
        write(7);
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));

        api.call("DeleteTable", "{'TableName': 'Tab'}");
        create(api, provisioned(1, 1), "");
        write(1);
    }

    @Test
    void aClockThatIsSetBackGivesNothing() {
        create(api, provisioned(1, 5), "");
        write(5);
        api.pass(Duration.ofMinutes(-1));
        assertThrottled(PROVISIONED, "PutItem", put("k", 1));
        api.pass(SECOND);
        write(5);
    }

    @Test
    void aHotPartitionIsSplitBySortKeysAfterAMinute() {
        try (Api splitting = Api.limited(true)) {
            create(splitting, onDemand(""), "");
            assertThat(writesInASecond(splitting)).isEqualTo(2);
            heat(splitting);

            assertThat(writesInASecond(splitting)).isEqualTo(4);
        }
    }

    @Test
    void aPartitionIsNotSplitWithoutTheSwitchOrWithALocalIndex() {
        create(api, onDemand(""), "");
        heat(api);
        assertThat(writesInASecond(api)).isEqualTo(2);

        try (Api splitting = Api.limited(true)) {
            create(splitting, onDemand(""), """
                    , 'LocalSecondaryIndexes': [{'IndexName': 'local', 'Projection': {'ProjectionType': 'KEYS_ONLY'},
                      'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'name', 'KeyType': 'RANGE'}]}]""");
            heat(splitting);
            assertThat(writesInASecond(splitting)).isLessThanOrEqualTo(2);
        }
    }

    private static void heat(Api api) {
        for (int second = 0; second < 63; second++) {
            writesInASecond(api);
        }
    }

    /** Returns the number of writes of about 381 units that one partition key takes, of those to four sort keys. */
    private static int writesInASecond(Api api) {
        int written = 0;
        for (String sort : List.of("a", "b", "c", "d")) {
            try {
                api.call("PutItem", put("hot", 390_000).replace("{'S': 'n'}", "{'S': '" + sort + "'}"));
                written++;
            } catch (AssertionError throttled) {
                assertThat(throttled).hasMessageContaining("ThrottlingException");
            }
        }
        api.pass(SECOND);
        return written;
    }
}
