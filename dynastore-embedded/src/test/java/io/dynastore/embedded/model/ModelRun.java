package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Random requests of one seed, sent to the model and to a database that is empty at first. */
final class ModelRun {
    private final NaiveDatabase model = new NaiveDatabase();
    private final RandomSteps steps;
    private final long seed;
    private final List<String> trace = new ArrayList<>();
    private int compared;

    ModelRun(long seed) {
        this.seed = seed;
        this.steps = new RandomSteps(new Random(seed));
    }

    void createTables(DynamoDbClient client, int tables) {
        for (int i = 1; i <= tables; i++) {
            Shape shape = steps.table("table-" + i);
            trace.add(shape.toString());
            model.create(shape);
            client.createTable(shape.request());
        }
    }

    /** Sends requests and compares each answer, and finally all items. */
    void run(DynamoDbClient client, int count) {
        for (int i = 0; i < count; i++) {
            compare(client, steps.next(shapes()));
        }
        readEverything(client);
    }

    /** Compares all items of all tables and indexes. */
    void readEverything(DynamoDbClient client) {
        steps.everything(shapes()).forEach(step -> compare(client, step));
    }

    /** Returns the number of requests that the model answered. */
    int compared() {
        return compared;
    }

    private List<Shape> shapes() {
        return model.tables().stream().map(NaiveTable::shape).toList();
    }

    private void compare(DynamoDbClient client, Step step) {
        @Nullable Object expected;
        try {
            expected = answer(() -> step.expected(model));
        } catch (Unspecified unspecified) {
            return;
        }
        trace.add(step + "\n    " + expected);
        @Nullable Object actual;
        try {
            actual = answer(() -> step.actual(client));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(failure(expected, e.toString()), e);
        }
        if (!step.matches(expected, actual)) {
            throw new AssertionError(failure(expected, String.valueOf(actual)));
        }
        if (!(actual instanceof Refused)) {
            steps.executed(step);
        }
        compared++;
    }

    private static @Nullable Object answer(Supplier<@Nullable Object> question) {
        try {
            return question.get();
        } catch (Refused refused) {
            return refused;
        } catch (DynamoDbException error) {
            return Refused.of(error);
        }
    }

    private String failure(@Nullable Object expected, String actual) {
        List<String> last = trace.subList(Math.max(0, trace.size() - 3), trace.size());
        String failure = "Seed " + seed + ", step " + trace.size() + "\n  " + shapes() + "\n  "
                + String.join("\n  ", last) + "\nexpected: " + expected + "\nactual:   " + actual;
        return failure.replace("\0", "\\0").replace("\u0001", "\\1");
    }
}
