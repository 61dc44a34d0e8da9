package io.dynastore.embedded.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * Random requests get the answers of dynalite: the same results, and errors of the same type. The test is skipped where there
 * is no Node.js or npm. {@code -Ddynastore.dynalite=20x5000} runs 20 seeds of 5,000 requests.
 */
class DynaliteTest {
    private static final String[] SIZE =
            System.getProperty("dynastore.dynalite", "3x300").split("x");

    @Test
    void randomRequestsAreAnsweredAsByDynalite() throws IOException, InterruptedException {
        int compared = 0;
        for (int seed = 1; seed <= Integer.parseInt(SIZE[0]); seed++) {
            try (Dynalite dynalite = Dynalite.start();
                    DynamoDbClient theirs = dynalite.client();
                    EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                    DynamoDbClient ours = EmbeddedClients.of(database)) {
                compared += compare(seed, ours, theirs);
            }
        }
        System.out.printf("%,d requests got the answers of dynalite%n", compared);
        assertThat(compared).isPositive();
    }

    private static int compare(long seed, DynamoDbClient ours, DynamoDbClient theirs) {
        RandomSteps steps = new RandomSteps(new Random(seed));
        List<Shape> tables = List.of(steps.table("table-1"), steps.table("table-2"));
        for (Shape table : tables) {
            ours.createTable(table.request());
            theirs.createTable(table.request());
            awaitActive(theirs, table.table());
        }
        List<String> trace = new ArrayList<>();
        int compared = 0;
        for (int number = 0; number < Integer.parseInt(SIZE[1]); number++) {
            Step step = steps.next(tables);
            if (DynaliteDifferences.concern(step)) {
                continue;
            }
            trace.add(step.toString());
            Object answer = answer(() -> step.actual(ours));
            Object expected = answer(() -> step.actual(theirs));
            assertThat(DynaliteDifferences.agree(step, expected, answer))
                    .as(() -> failure(seed, tables, trace, expected, answer))
                    .isTrue();
            compared++;
        }
        return compared;
    }

    private static void awaitActive(DynamoDbClient client, String table) {
        while (client.describeTable(request -> request.tableName(table)).table().tableStatus() != TableStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    private static @Nullable Object answer(Supplier<@Nullable Object> question) {
        try {
            return question.get();
        } catch (DynamoDbException error) {
            return Refused.of(error);
        }
    }

    private static String failure(
            long seed, List<Shape> tables, List<String> trace, @Nullable Object expected, @Nullable Object answer) {
        return "Seed " + seed + ", request " + trace.size() + "\n  " + tables + "\n  "
                + String.join("\n  ", trace.subList(Math.max(0, trace.size() - 3), trace.size())) + "\ndynalite: "
                + expected + "\nembedded: " + answer;
    }
}
