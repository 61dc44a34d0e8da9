package io.dynastore.embedded.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Raw;
import io.dynastore.embedded.differential.RandomRequests.Request;
import io.dynastore.embedded.internal.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random requests get the answers of dynalite: the same results, and errors of the same type. The test is skipped where there
 * is no Node.js or npm. {@code -Ddynastore.dynalite=20x5000} runs 20 seeds of 5,000 requests.
 */
class DynaliteTest {
    private static final String[] SIZE =
            System.getProperty("dynastore.dynalite", "3x300").split("x", -1);
    private static final List<String> TABLES = List.of("""
            {"TableName": "hash", "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
            """, """
            {"TableName": "range", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"},
               {"AttributeName": "b", "AttributeType": "N"}, {"AttributeName": "c", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "RANGE"}],
             "LocalSecondaryIndexes": [{"IndexName": "local", "Projection": {"ProjectionType": "ALL"},
               "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "c", "KeyType": "RANGE"}]}],
             "GlobalSecondaryIndexes": [{"IndexName": "global", "Projection": {"ProjectionType": "ALL"},
               "KeySchema": [{"AttributeName": "c", "KeyType": "HASH"}]}]}
            """);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.parseLong(SIZE[0]));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomRequestsAreAnsweredAsByDynalite(long seed) throws IOException, InterruptedException {
        try (Dynalite dynalite = Dynalite.start();
                EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            compare(seed, dynalite, database);
        }
    }

    private static void compare(long seed, Dynalite dynalite, EmbeddedDynamoDb database)
            throws IOException, InterruptedException {
        for (String table : TABLES) {
            byte[] request = table.getBytes(StandardCharsets.UTF_8);
            Raw.send(database, "CreateTable", request);
            dynalite.send("CreateTable", request);
        }
        awaitActive(dynalite);
        RandomRequests requests = new RandomRequests(seed);
        int count = Integer.parseInt(SIZE[1]);
        for (int number = 1; number <= count; number++) {
            Request request = requests.next();
            byte[] body = Json.write(request.body());
            Object theirs = comparable(request, dynalite.send(request.operation(), body));
            Object ours = comparable(
                    request, Raw.send(database, request.operation(), body).body());
            assertThat(ours)
                    .as(
                            "seed %d, request %d: %s %s",
                            seed, number, request.operation(), new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(theirs);
        }
    }

    private static void awaitActive(Dynalite dynalite) throws IOException, InterruptedException {
        String state;
        do {
            byte[] reply =
                    dynalite.send("DescribeTable", "{\"TableName\": \"range\"}".getBytes(StandardCharsets.UTF_8));
            state = new String(reply, StandardCharsets.UTF_8);
        } while (!state.contains("\"TableStatus\":\"ACTIVE\"") || state.contains("\"IndexStatus\":\"CREATING\""));
    }

    /** Returns a reply as text, in which an error has no message, and sets and the items of an index have no order. */
    private static Object comparable(Request request, byte[] reply) {
        Map<String, Object> tree = new TreeMap<>();
        ((Map<?, ?>) Json.read(reply)).forEach((name, value) -> tree.put((String) name, value));
        if (countsOtherwise(request, tree)) {
            tree.remove("ConsumedCapacity");
        }
        // An update that leaves none of its attributes returns an empty map there, and no map here; the SDKs see no
        // difference.
        tree.values().removeIf(Map.of()::equals);
        Object type = tree.get("__type");
        return type == null ? sorted(tree, isUnordered(request)).toString() : type;
    }

    /**
     * Returns whether dynalite counts capacity in another way than AWS's documentation says: it does not count writes to
     * indexes, and "queries that do not return results consume the minimum number of read capacity units".
     */
    private static boolean countsOtherwise(Request request, Map<String, Object> reply) {
        return switch (request.operation()) {
            case "PutItem", "UpdateItem", "DeleteItem" ->
                "range".equals(request.body().get("TableName"));
            case "Query" -> "0".equals(String.valueOf(reply.get("ScannedCount")));
            default -> false;
        };
    }

    private static boolean isUnordered(Request request) {
        return request.body().containsKey("IndexName") || request.operation().equals("BatchGetItem");
    }

    private static Object sorted(Object tree, boolean all) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, value) -> {
                boolean isSet = List.of("SS", "NS", "BS").contains(name);
                sorted.put(
                        (String) name,
                        sorted(
                                value,
                                isSet
                                        || (all
                                                && List.of("Items", "hash", "range")
                                                        .contains(name))
                                        || (all && value instanceof Map)));
            });
            return sorted;
        }
        if (tree instanceof List<?> list) {
            List<String> elements = new ArrayList<>();
            list.forEach(each -> elements.add(String.valueOf(sorted(each, false))));
            if (all) {
                elements.sort(null);
            }
            return elements;
        }
        return tree instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : String.valueOf(tree);
    }
}
