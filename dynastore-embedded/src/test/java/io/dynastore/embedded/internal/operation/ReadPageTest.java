package io.dynastore.embedded.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPageTest {
    private final Api api = new Api().withTable("Tab");

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            id = :p                          | a ab abc b bc c
            id = :p AND #n = :b              | b
            id = :p AND #n < :b              | a ab abc
            id = :p AND #n <= :b             | a ab abc b
            id = :p AND #n > :b              | bc c
            id = :p AND #n >= :b             | b bc c
            id = :p AND #n BETWEEN :a AND :b | a ab abc b
            id = :p AND begins_with(#n, :a)  | a ab abc
            """)
    void theKeyConditionDecides(String condition, String names) {
        for (String name : List.of("b", "abc", "c", "a", "bc", "ab")) {
            put("p", name, "");
            put("o", name, "");
            put("pp", name, "");
        }
        String request = query(condition, condition.contains("#n"), condition.contains(":a"), condition.contains(":b"));
        assertThat(Api.column(api.call("Query", request), "name")).containsExactly((Object[]) names.split(" "));
        List<Object> descending = new ArrayList<>(List.of((Object[]) names.split(" ")));
        Collections.reverse(descending);
        assertThat(Api.column(
                        api.call("Query", request.replace("{'TableName'", "{'ScanIndexForward': false, 'TableName'")),
                        "name"))
                .isEqualTo(descending);
    }

    private static String query(String condition, boolean name, boolean a, boolean b) {
        return "{'TableName': 'Tab', 'KeyConditionExpression': '" + condition + "'"
                + (name ? ", 'ExpressionAttributeNames': {'#n': 'name'}" : "")
                + ", 'ExpressionAttributeValues': {':p': {'S': 'p'}" + (a ? ", ':a': {'S': 'a'}" : "")
                + (b ? ", ':b': {'S': 'b'}" : "") + "}}";
    }

    @Test
    void stringsSortByUtf8AndNumbersByValue() {
        // U+1F600 is above U+FFFD in UTF-8, and below it in UTF-16.
        for (String name : List.of("\uD83D\uDE00", "\uFFFD", "z", "é", "a\u0000", "a", "a\u0000b")) {
            put("p", new String(Json.write(name), StandardCharsets.UTF_8).replaceAll("^\"|\"$", ""), "");
        }
        assertThat(Api.column(api.call("Query", query("id = :p", false, false, false)), "name"))
                .containsExactly("a", "a\u0000", "a\u0000b", "z", "é", "\uFFFD", "\uD83D\uDE00");
        List<String> numbers =
                List.of("10", "-1e-130", "9.9e125", "-2", "0", "1e-130", "-10", "9", "-9.9e125", "1.5", "1");
        for (String number : numbers) {
            put("n", "k" + number, ", 'created': {'N': '" + number + "'}");
        }
        assertThat(Api.column(
                        api.call(
                                "Query",
                                "{'TableName': 'Tab', 'IndexName': 'local', 'KeyConditionExpression': 'id = :p',"
                                        + " 'ExpressionAttributeValues': {':p': {'S': 'n'}}}"),
                        "name"))
                .containsExactly(
                        "k-9.9e125", "k-10", "k-2", "k-1e-130", "k0", "k1e-130", "k1", "k1.5", "k9", "k10", "k9.9e125");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesGoOnWhereTheLastOneEnded(boolean forward) {
        for (int number = 10; number < 35; number++) {
            put("p", "k" + number, ", 'created': {'N': '" + (number % 5) + "'}");
        }
        for (String index : List.of("", "'IndexName': 'local', ")) {
            List<Object> all = new ArrayList<>();
            String start = "";
            int pages = 0;
            do {
                Map<String, Object> page = api.call(
                        "Query",
                        "{'TableName': 'Tab', " + index + "'Limit': 4, 'ScanIndexForward': "
                                + forward + start + ", 'KeyConditionExpression': 'id = :p',"
                                + " 'ExpressionAttributeValues': {':p': {'S': 'p'}}}");
                all.addAll(Api.column(page, "name"));
                start = page.containsKey("LastEvaluatedKey")
                        ? ", 'ExclusiveStartKey': "
                                + new String(Json.write(page.get("LastEvaluatedKey")), StandardCharsets.UTF_8)
                        : "";
                pages++;
            } while (!start.isEmpty());
            assertThat(all).hasSize(25).doesNotHaveDuplicates();
            assertThat(pages).isEqualTo(7);
            assertThat(all.get(0)).isEqualTo(forward ? "k10" : "k34");
        }
    }

    @Test
    void aPageThatEndsWithTheLimitSaysSo() {
        put("p", "a", "");
        Map<String, Object> page = api.call(
                "Query", query("id = :p", false, false, false).replace("{'TableName'", "{'Limit': 1, 'TableName'"));
        assertThat(page).containsKey("LastEvaluatedKey");
    }

    @Test
    void aPageEndsAfterOneMegabyte() {
        for (int number = 0; number < 5; number++) {
            put("p", "k" + number, ", 'v': {'S': '" + "x".repeat(390 << 10) + "'}");
        }
        Map<String, Object> page = api.call("Query", query("id = :p", false, false, false));
        assertThat(Api.column(page, "name")).containsExactly("k0", "k1", "k2");
        assertThat(page).containsKey("LastEvaluatedKey");
    }

    @Test
    void aFilterActsAfterTheLimit() {
        for (int number = 0; number < 6; number++) {
            put("p", "k" + number, ", 'v': {'N': '" + number % 2 + "'}");
        }
        Map<String, Object> page = api.call(
                "Query",
                "{'TableName': 'Tab', 'Limit': 3, 'KeyConditionExpression': 'id = :p',"
                        + " 'FilterExpression': 'v = :v', 'ExpressionAttributeValues': {':p': {'S': 'p'}, ':v': {'N': '1'}}}");
        assertThat(page).containsEntry("Count", BigDecimal.ONE).containsEntry("ScannedCount", new BigDecimal(3));
        assertThat(Api.column(page, "name")).containsExactly("k1");
    }

    @Test
    void indexesHaveWhatTheyProject() {
        put("p", "k", ", 'created': {'N': '7'}, 'more': {'S': 'm'}, 'another': {'S': 'o'}");
        String local = "{'TableName': 'Tab', 'IndexName': 'local', 'KeyConditionExpression': 'id = :p',"
                + " 'ExpressionAttributeValues': {':p': {'S': 'p'}}%s}";
        assertThat(items(local.formatted(""))).isEqualTo("[{id={S=p}, name={S=k}, created={N=7}}]");
        assertThat(items(local.formatted(", 'ProjectionExpression': 'another'")))
                .isEqualTo("[{another={S=o}}]");
        assertThat(items(local.formatted(", 'Select': 'ALL_ATTRIBUTES'"))).contains("another={S=o}", "more={S=m}");
        String global = "{'TableName': 'Tab', 'IndexName': 'global', 'KeyConditionExpression': 'created = :c',"
                + " 'ExpressionAttributeValues': {':c': {'N': '7.0'}}%s}";
        assertThat(items(global.formatted(""))).isEqualTo("[{id={S=p}, name={S=k}, created={N=7}, more={S=m}}]");
        assertThat(api.error("Query", global.formatted(", 'ConsistentRead': true")))
                .isEqualTo("ValidationException: Consistent reads are not supported on global secondary indexes");
        assertThat(api.error("Query", global.formatted(", 'Select': 'ALL_ATTRIBUTES'")))
                .contains("Select type ALL_ATTRIBUTES is not supported for global secondary index global");
    }

    @Test
    void aQueryCannotBeFilteredByWhatItsIndexDoesNotProject() {
        String query = "{'TableName': 'Tab', 'IndexName': '%s', 'KeyConditionExpression': '%s',"
                + " 'FilterExpression': 'attribute_exists(%s)', 'ExpressionAttributeValues': {':v': %s}}";
        String message = "ValidationException: One or more parameter values were invalid: Secondary index %s does not"
                + " project one or more filter attributes: [another]";
        assertThat(api.error("Query", query.formatted("local", "id = :v", "another", "{'S': 'p'}")))
                .isEqualTo(message.formatted("local"));
        assertThat(api.error("Query", query.formatted("global", "created = :v", "another", "{'N': '7'}")))
                .isEqualTo(message.formatted("global"));
        put("p", "k", ", 'created': {'N': '7'}, 'more': {'S': 'm'}");
        assertThat(items(query.formatted("global", "created = :v", "more", "{'N': '7'}")))
                .contains("more={S=m}");
    }

    @Test
    void anIndexFollowsItsTable() {
        put("p", "k", ", 'created': {'N': '7'}");
        put("p", "k", ", 'created': {'N': '8'}");
        assertThat(count("7")).isEqualTo(0);
        assertThat(count("8")).isEqualTo(1);
        put("p", "k", "");
        assertThat(count("8")).isEqualTo(0);
        put("p", "k", ", 'created': {'N': '8'}");
        api.call("DeleteItem", "{'TableName': 'Tab', 'Key': {'id': {'S': 'p'}, 'name': {'S': 'k'}}}");
        assertThat(count("8")).isEqualTo(0);
    }

    private int count(String created) {
        return Api.column(
                        api.call(
                                "Query",
                                "{'TableName': 'Tab', 'IndexName': 'global', 'KeyConditionExpression': 'created = :c',"
                                        + " 'ExpressionAttributeValues': {':c': {'N': '" + created + "'}}}"),
                        "name")
                .size();
    }

    @Test
    void segmentsOfAScanHaveEachItemOnce() {
        for (int number = 0; number < 50; number++) {
            put("p" + number, "k", "");
        }
        List<Object> all = new ArrayList<>();
        for (int segment = 0; segment < 4; segment++) {
            all.addAll(Api.column(
                    api.call("Scan", "{'TableName': 'Tab', 'TotalSegments': 4, 'Segment': " + segment + "}"), "id"));
        }
        assertThat(all).hasSize(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            #n = :p            | Query condition missed key schema element: id
            id > :p            | Query key condition not supported
            id = :p AND v = :p | Query condition missed key schema element: name
            """)
    void conditionsThatNoKeyFulfilsAreRefused(String condition, String message) {
        assertThat(api.error("Query", query(condition, condition.contains("#n"), false, false)))
                .isEqualTo("ValidationException: " + message);
    }

    @Test
    void aListVisitsWhatItReturns() {
        for (int number = 10; number < 60; number++) {
            put("p", "k" + number, "");
        }
        long before = api.database().itemsVisited();
        api.call("Query", query("id = :p", false, false, false).replace("{'TableName'", "{'Limit': 7, 'TableName'"));
        assertThat(api.database().itemsVisited() - before).isEqualTo(7);
    }

    private String items(String request) {
        return String.valueOf(api.call("Query", request).get("Items"));
    }

    private void put(String id, String name, String more) {
        api.call(
                "PutItem",
                "{'TableName': 'Tab', 'Item': {'id': {'S': '" + id + "'}, 'name': {'S': '" + name + "'}" + more + "}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SPECIFIC_ATTRIBUTES      | Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES
            ALL_PROJECTED_ATTRIBUTES | ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName
            """)
    void selectionsThatLackSomethingAreRefused(String select, String message) {
        assertThat(api.error("Scan", "{'TableName': 'Tab', 'Select': '" + select + "'}"))
                .isEqualTo("ValidationException: " + message);
    }
}
