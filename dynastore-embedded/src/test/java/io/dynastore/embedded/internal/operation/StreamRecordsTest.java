package io.dynastore.embedded.internal.operation;

import static io.dynastore.embedded.internal.operation.StreamApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes become records of a stream, and what the records contain. */
class StreamRecordsTest {
    private static final String BOTH = "NEW_AND_OLD_IMAGES";

    private final StreamApi streams = new StreamApi();
    private final Api api = streams.api();

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void aRecordDescribesTheChangeOfOneItem() {
        streams.withTable("Tab", BOTH);
        api.pass(Duration.ofMillis(1_999));
        streams.put("Tab", "a", 1);

        Map<String, Object> record = streams.records("Tab").get(0);

        assertThat(record)
                .containsOnlyKeys("eventID", "eventName", "eventVersion", "eventSource", "awsRegion", "dynamodb");
        assertThat(record.get("eventID")).asString().matches("[0-9a-f]{32}");
        assertThat(record).containsEntry("eventName", "INSERT");
        assertThat(record).containsEntry("eventVersion", "1.1");
        assertThat(record).containsEntry("eventSource", "aws:dynamodb");
        assertThat(record).containsEntry("awsRegion", "us-east-1");
        Map<String, Object> change = member(record, "dynamodb");
        assertThat(change.get("SequenceNumber")).asString().matches("\\d{21,40}");
        assertThat(change).containsEntry("StreamViewType", BOTH);
        assertThat(change)
                .as("rounded down")
                .containsEntry("ApproximateCreationDateTime", BigDecimal.valueOf(api.epochSecond()));
        assertThat(change).as("the key twice, and a number").containsEntry("SizeBytes", BigDecimal.valueOf(3 + 3 + 3));
        assertThat(json(change.get("Keys"))).isEqualTo("{'id':{'S':'a'}}");
    }

    @Test
    void anItemIsInsertedModifiedAndRemoved() {
        streams.withTable("Tab", BOTH);
        streams.put("Tab", "a", 1);
        streams.put("Tab", "a", 2);
        api.call("UpdateItem", """
                {'TableName': 'Tab', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'ADD v :one',
                 'ExpressionAttributeValues': {':one': {'N': '1'}}}""");
        streams.delete("Tab", "a");
        api.call("UpdateItem", "{'TableName': 'Tab', 'Key': {'id': {'S': 'a'}}}");

        List<Map<String, Object>> records = streams.records("Tab");

        assertThat(records)
                .extracting(record -> record.get("eventName"))
                .containsExactly("INSERT", "MODIFY", "MODIFY", "REMOVE", "INSERT");
        assertThat(records)
                .extracting(StreamRecordsTest::images)
                .containsExactly(
                        "null -> {'id':{'S':'a'},'v':{'N':'1'}}",
                        "{'id':{'S':'a'},'v':{'N':'1'}} -> {'id':{'S':'a'},'v':{'N':'2'}}",
                        "{'id':{'S':'a'},'v':{'N':'2'}} -> {'id':{'S':'a'},'v':{'N':'3'}}",
                        "{'id':{'S':'a'},'v':{'N':'3'}} -> null",
                        "null -> {'id':{'S':'a'}}");
        assertThat(records).extracting(StreamApi::sequence).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"KEYS_ONLY, false, false", "NEW_IMAGE, true, false", "OLD_IMAGE, false, true", BOTH + ", true, true"})
    void theViewDecidesAboutTheImages(String view, boolean hasNew, boolean hasOld) {
        streams.withTable("Tab", view);
        streams.put("Tab", "a", 1);
        streams.put("Tab", "a", 2);
        streams.delete("Tab", "a");

        List<Map<String, Object>> records = streams.records("Tab");

        assertThat(records).allSatisfy(record -> {
            assertThat(json(member(record, "dynamodb").get("Keys"))).isEqualTo("{'id':{'S':'a'}}");
            assertThat(member(record, "dynamodb")).containsEntry("StreamViewType", view);
        });
        assertThat(records)
                .extracting(record -> member(record, "dynamodb").containsKey("NewImage"))
                .containsExactly(hasNew, hasNew, false);
        assertThat(records)
                .extracting(record -> member(record, "dynamodb").containsKey("OldImage"))
                .containsExactly(false, hasOld, hasOld);
        assertThat(records).extracting(record -> record.get("eventName")).containsExactly("INSERT", "MODIFY", "REMOVE");
    }

    @Test
    void aWriteThatChangesNothingHasNoRecord() {
        streams.withTable("Tab", BOTH);
        String item = "{'TableName': 'Tab', 'Item': {'id': {'S': 'a'}, 'n': {'N': '%s'}, 's': {'SS': [%s]}}}";
        api.call("PutItem", item.formatted("1", "'x', 'y'"));

        api.call("PutItem", item.formatted("1.0", "'y', 'x'"));
        api.call("UpdateItem", """
                {'TableName': 'Tab', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'SET n = :n REMOVE more',
                 'ExpressionAttributeValues': {':n': {'N': '10e-1'}}}""");
        api.call("UpdateItem", "{'TableName': 'Tab', 'Key': {'id': {'S': 'a'}}}");
        streams.delete("Tab", "missing");
        api.error("PutItem", """
                {'TableName': 'Tab', 'Item': {'id': {'S': 'a'}}, 'ConditionExpression': 'attribute_not_exists(id)'}""");

        assertThat(streams.records("Tab")).hasSize(1);
    }

    @Test
    void eachItemOfABatchAndOfATransactionHasARecord() {
        streams.withTable("Tab", BOTH).withTable("Other", BOTH);
        api.call("BatchWriteItem", """
                {'RequestItems': {'Tab': [{'PutRequest': {'Item': {'id': {'S': 'a'}, 'v': {'N': '1'}}}},
                  {'PutRequest': {'Item': {'id': {'S': 'b'}, 'v': {'N': '2'}}}},
                  {'DeleteRequest': {'Key': {'id': {'S': 'missing'}}}}]}}""");
        api.call("TransactWriteItems", """
                {'TransactItems': [{'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'c'}, 'v': {'N': '3'}}}},
                  {'Delete': {'TableName': 'Tab', 'Key': {'id': {'S': 'a'}}}},
                  {'ConditionCheck': {'TableName': 'Tab', 'Key': {'id': {'S': 'b'}},
                    'ConditionExpression': 'attribute_exists(id)'}},
                  {'Put': {'TableName': 'Other', 'Item': {'id': {'S': 'd'}, 'v': {'N': '4'}}}}]}""");

        assertThat(StreamApi.values(streams.records("Tab"))).containsExactly("1", "2", "3", "-");
        assertThat(StreamApi.values(streams.records("Other"))).containsExactly("4");
    }

    @Test
    void aTransactionThatIsCancelledOrRepeatedHasNoRecord() {
        streams.withTable("Tab", BOTH);
        String transaction = """
                {'ClientRequestToken': '%s', 'TransactItems': [{'Put': {'TableName': 'Tab', 'Item': {'id': {'S': 'a'}}}},
                  {'ConditionCheck': {'TableName': 'Tab', 'Key': {'id': {'S': 'b'}},
                    'ConditionExpression': 'attribute_%s(id)'}}]}""";

        api.error("TransactWriteItems", transaction.formatted("cancelled", "exists"));
        assertThat(streams.records("Tab")).isEmpty();

        api.call("TransactWriteItems", transaction.formatted("token", "not_exists"));
        api.call("TransactWriteItems", transaction.formatted("token", "not_exists"));
        assertThat(streams.records("Tab")).hasSize(1);
    }

    @Test
    void onlyItemsThatExpireAreRemovedByTheService() {
        streams.withTable("Tab", BOTH);
        api.call("UpdateTimeToLive", """
                {'TableName': 'Tab', 'TimeToLiveSpecification': {'Enabled': true, 'AttributeName': 'v'}}""");
        streams.put("Tab", "a", (int) api.epochSecond() + 60);
        streams.put("Tab", "b", (int) api.epochSecond() + 60);
        streams.delete("Tab", "b");
        api.pass(Duration.ofSeconds(61));
        assertThat(api.database().expireItems()).isEqualTo(1);

        List<Map<String, Object>> records = streams.records("Tab");

        assertThat(records)
                .extracting(record -> record.get("eventName"))
                .containsExactly("INSERT", "INSERT", "REMOVE", "REMOVE");
        assertThat(records.subList(0, 3)).noneMatch(record -> record.containsKey("userIdentity"));
        assertThat(member(records.get(3), "userIdentity"))
                .isEqualTo(Map.of("Type", "Service", "PrincipalId", "dynamodb.amazonaws.com"));
        assertThat(json(member(records.get(3), "dynamodb").get("OldImage"))).contains("'id':{'S':'a'}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYS_ONLY", BOTH})
    void theKeyHasAllItsAttributes(String view) {
        api.withTable("Tab");
        streams.enable("Tab", view);
        api.call("PutItem", """
                {'TableName': 'Tab', 'Item': {'more': {'S': 'x'}, 'name': {'S': 'n'}, 'id': {'S': 'i'}}}""");

        assertThat(json(member(streams.records("Tab").get(0), "dynamodb").get("Keys")))
                .isEqualTo("{'id':{'S':'i'},'name':{'S':'n'}}");
    }

    @Test
    void aRecordHasTheSameIdWhoeverReadsIt() {
        streams.withTable("Tab", BOTH);
        streams.put("Tab", "a", 1);
        streams.put("Tab", "b", 1);

        assertThat(streams.records("Tab")).isEqualTo(streams.records("Tab"));
        assertThat(streams.records("Tab"))
                .extracting(record -> record.get("eventID"))
                .doesNotHaveDuplicates();
    }

    private static String images(Map<String, Object> record) {
        Map<String, Object> change = member(record, "dynamodb");
        return json(change.get("OldImage")) + " -> " + json(change.get("NewImage"));
    }

    private static String json(Object tree) {
        return new String(Json.write(tree), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
