package io.dynastore.embedded.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Random requests get the answers of a naive model. The test runs seeds from 1 on: a few of them, as many as there is time for
 * with {@code -Ddynastore.model.seconds=…}, which {@code mvn -Psoak} sets to many minutes, and one seed with
 * {@code -Ddynastore.model.seed=…}.
 */
class ModelTest {
    private static final Duration TIME = Duration.ofSeconds(
            Integer.getInteger("dynastore.model.seconds", Boolean.getBoolean("dynastore.soak") ? 1_200 : 0));
    private static final Duration TIME_ON_FILE = TIME.dividedBy(4);

    /** However slow the machine is. */
    private static final int LEAST_SEEDS = 10;

    private static final int LEAST_SEEDS_ON_FILE = 3;

    @Test
    void randomRequestsAreAnsweredAsByTheModel() {
        Long only = Long.getLong("dynastore.model.seed");
        long first = only == null ? 1 : only;
        long end = System.nanoTime() + TIME.toNanos();
        long seed = first;
        long compared = 0;
        do {
            compared += inMemory(seed++);
        } while (only == null && (seed < first + LEAST_SEEDS || System.nanoTime() < end));
        System.out.printf("%,d requests of %,d seeds agree with the model%n", compared, seed - first);
        assertThat(compared).isPositive();
    }

    private static int inMemory(long seed) {
        ModelRun run = new ModelRun(seed);
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            run.createTables(client, 2);
            run.run(client, 400);
        }
        return run.compared();
    }

    @Test
    void aFileThatIsReopenedBetweenRequestsHoldsWhatTheModelHolds(@TempDir Path folder) {
        long end = System.nanoTime() + TIME_ON_FILE.toNanos();
        long first = 1_000_000;
        long seed = first;
        do {
            onFile(seed++, folder.resolve("database-" + seed));
        } while (seed < first + LEAST_SEEDS_ON_FILE || System.nanoTime() < end);
    }

    private static void onFile(long seed, Path file) {
        ModelRun run = new ModelRun(seed);
        Random random = new Random(seed);
        for (int opened = 0; opened < 20; opened++) {
            try (EmbeddedDynamoDb database =
                            EmbeddedDynamoDb.builder().file(file).start();
                    DynamoDbClient client = EmbeddedClients.of(database)) {
                if (opened == 0) {
                    run.createTables(client, 2);
                }
                run.readEverything(client);
                run.run(client, random.nextInt(25));
            }
        }
    }
}
