package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads that see changes three seconds late, by a clock that only the tests move. */
class ReadLagTest {
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Api api = Api.lagging(LAG).withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    private void put(String id, String name, int created) {
        api.call("PutItem", """
                {'TableName': 'Tab', 'Item': {'id': {'S': '%s'}, 'name': {'S': '%s'}, 'created': {'N': '%s'}}}""".formatted(id, name, created));
    }

    private void delete(String id, String name) {
        api.call("DeleteItem", "{'TableName': 'Tab', 'Key': " + key(id, name) + "}");
    }

    private static String key(String id, String name) {
        return "{'id': {'S': '%s'}, 'name': {'S': '%s'}}".formatted(id, name);
    }

    private Object get(boolean consistent) {
        Map<String, Object> reply = api.call(
                "GetItem", "{'TableName': 'Tab', 'ConsistentRead': " + consistent + ", 'Key': " + key("a", "n") + "}");
        return reply.containsKey("Item")
                ? Api.column(Map.of("Items", List.of(reply.get("Item"))), "created")
                        .get(0)
                : "none";
    }

    private List<Object> names(boolean consistent, String more) {
        return Api.column(api.call("Query", """
                        {'TableName': 'Tab', 'ConsistentRead': %s, 'KeyConditionExpression': 'id = :id',
                         'ExpressionAttributeValues': {':id': {'S': 'a'}}%s}""".formatted(consistent, more)), "name");
    }

    @Test
    void aReadSeesTheStateOfThreeSecondsAgoAndAConsistentReadTheCurrentOne() {
        put("a", "n", 1);
        assertThat(List.of(get(false), get(true))).containsExactly("none", "1");
        api.pass(SECOND);
        put("a", "n", 2);
        api.pass(SECOND);
        delete("a", "n");
        assertThat(List.of(get(false), get(true))).containsExactly("none", "none");

        api.pass(SECOND);
        assertThat(get(false)).isEqualTo("1");
        api.pass(SECOND);
        assertThat(get(false)).isEqualTo("2");
        api.pass(SECOND);
        assertThat(get(false)).isEqualTo("none");
    }

    @Test
    void batchesOfReadsAreLateUnlessTheyAreConsistentAndTransactionsAreNot() {
        put("a", "n", 1);
        String batch = "{'RequestItems': {'Tab': {'Keys': [" + key("a", "n") + "], 'ConsistentRead': %s}}}";

        assertThat(api.text("BatchGetItem", batch.formatted(false))).contains("'Responses':{'Tab':[]}");
        assertThat(api.text("BatchGetItem", batch.formatted(true))).contains("'created'");
        assertThat(api.text(
                        "TransactGetItems",
                        "{'TransactItems': [{'Get': {'TableName': 'Tab', 'Key': " + key("a", "n") + "}}]}"))
                .contains("'created'");
    }

    @Test
    void conditionsSeeTheCurrentState() {
        put("a", "n", 1);

        assertThat(api.error(
                        "DeleteItem",
                        "{'TableName': 'Tab', 'ConditionExpression': 'attribute_not_exists(id)', 'Key': "
                                + key("a", "n") + "}"))
                .startsWith("ConditionalCheckFailedException");
    }

    @Test
    void aQueryMissesNewItemsAndFindsDeletedOnes() {
        for (String name : List.of("b", "d", "f")) {
            put("a", name, 1);
        }
        api.pass(LAG);
        delete("a", "d");
        put("a", "c", 1);
        put("a", "f", 2);
        delete("a", "b");
        put("a", "g", 1);

        assertThat(names(true, "")).containsExactly("c", "f", "g");
        assertThat(names(false, "")).containsExactly("b", "d", "f");
        assertThat(names(false, ", 'ScanIndexForward': false")).containsExactly("f", "d", "b");
        assertThat(names(false, ", 'Limit': 2")).containsExactly("b", "d");
        assertThat(names(false, ", 'Limit': 1, 'ExclusiveStartKey': " + key("a", "b")))
                .containsExactly("d");
        api.pass(LAG);
        assertThat(names(false, "")).containsExactly("c", "f", "g");
    }

    @Test
    void aGlobalIndexIsLateAndALocalOneIsNotInConsistentReads() {
        put("a", "n", 1);
        api.pass(LAG);
        put("a", "n", 2);
        String query = """
                {'TableName': 'Tab', 'IndexName': '%s', 'ConsistentRead': %s, 'KeyConditionExpression': '%s',
                 'ExpressionAttributeValues': {%s ':c': {'N': '%s'}}}""";
        String local = "id = :id AND created = :c";
        String id = "':id': {'S': 'a'},";

        assertThat(count(query.formatted("global", false, "created = :c", "", 1)))
                .isEqualTo(1);
        assertThat(count(query.formatted("global", false, "created = :c", "", 2)))
                .isZero();
        assertThat(count(query.formatted("local", true, local, id, 2))).isEqualTo(1);
        assertThat(count(query.formatted("local", false, local, id, 2))).isZero();
        assertThat(count(query.formatted("local", false, local, id, 1))).isEqualTo(1);
        api.pass(LAG);
        assertThat(count(query.formatted("global", false, "created = :c", "", 1)))
                .isZero();
        assertThat(count(query.formatted("global", false, "created = :c", "", 2)))
                .isEqualTo(1);
    }

    private int count(String query) {
        return ((Number) api.call("Query", query).get("Count")).intValue();
    }

    @Test
    void expiredItemsAreSeenLateToo() {
        api.call("UpdateTimeToLive", """
                {'TableName': 'Tab', 'TimeToLiveSpecification': {'AttributeName': 'created', 'Enabled': true}}""");
        put("a", "n", (int) api.epochSecond() + 5);
        api.pass(Duration.ofSeconds(10));
        assertThat(api.database().expireItems()).isOne();

        assertThat(get(true)).isEqualTo("none");
        assertThat(get(false)).isNotEqualTo("none");
    }

    /** The state that is seen is one that was there, of the whole table. */
    @Test
    void randomChangesAreSeenExactlyAsTheyWere() {
        Random random = new Random(7);
        List<List<Object>> states = new ArrayList<>(List.of(List.of(), List.of(), List.of()));
        for (int second = 0; second < 200; second++) {
            for (int change = random.nextInt(4); change > 0; change--) {
                String name = "n" + random.nextInt(6);
                if (random.nextBoolean()) {
                    put("a", name, random.nextInt(9));
                } else {
                    delete("a", name);
                }
            }
            states.add(scan(true));
            assertThat(scan(false)).as("second " + second).isEqualTo(states.get(second));
            api.pass(SECOND);
        }
    }

    private List<Object> scan(boolean consistent) {
        Map<String, Object> page = api.call("Scan", "{'TableName': 'Tab', 'ConsistentRead': " + consistent + "}");
        List<Object> all = new ArrayList<>(Api.column(page, "name"));
        all.addAll(Api.column(page, "created"));
        return all;
    }
}
