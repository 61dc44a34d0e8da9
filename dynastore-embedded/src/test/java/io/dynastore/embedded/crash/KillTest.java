package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A process with a database on a file is killed under load repeatedly: the number of kills is {@code -Ddynastore.kills=…}, and
 * a hundred under {@code mvn -Psoak}.
 */
class KillTest {
    private static final int WRITERS = 4;
    private static final int KILLS =
            Integer.getInteger("dynastore.kills", Boolean.getBoolean("dynastore.soak") ? 100 : 6);

    private final int[] last = new int[WRITERS];
    private final int[] transactions = new int[WRITERS];
    private final Map<Integer, Map<String, String>> items = new TreeMap<>();

    @Test
    void whatWasAcknowledgedOrReadSurvivesAndTransactionsAreWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("database");
        Path errors = folder.resolve("errors");
        Streams streams;
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Tables.create(client, Job.PLAIN, "pk", ScalarAttributeType.S, "sk");
            Tables.createIndexed(client, Job.INDEXED);
            Tables.createIndexed(client, Job.ALSO_INDEXED);
            streams = new Streams(client);
            streams.split(database);
        }
        IntStream.range(0, WRITERS).forEach(writer -> items.put(writer, new TreeMap<>()));
        long seed = Long.getLong("dynastore.kill.seed", 1);
        for (int kill = 0; kill < KILLS; kill++) {
            Victim victim = Victim.startAndKill(file, last, seed + kill, KILLS > 10 ? 4_000 : 800, errors);
            try (EmbeddedDynamoDb database =
                            EmbeddedDynamoDb.builder().file(file).start();
                    DynamoDbClient client = EmbeddedClients.of(database)) {
                check(new Survey(client), victim);
                streams.check(database, client);
            }
            assertThat(Files.readString(errors)).isEmpty();
        }
        System.out.printf(
                "%d kills: %,d writes were acknowledged, %,d of them transactions; streams had %,d records in %,d shards;"
                        + " the file has %,d bytes%n",
                KILLS,
                Arrays.stream(last).sum(),
                Arrays.stream(transactions).sum(),
                streams.records(),
                streams.shards(),
                Files.size(file));
    }

    private void check(Survey survey, Victim victim) {
        for (int writer = 0; writer < WRITERS; writer++) {
            Map<String, String> expected = items.get(writer);
            while (last[writer] < victim.acknowledged[writer]) {
                advance(writer);
            }
            Map<String, String> found = survey.items(writer);
            Map<String, String> acknowledged = new TreeMap<>(expected);
            if (!found.equals(expected)) {
                // The next request may have been executed before the process could report it.
                advance(writer);
            }
            assertThat(found)
                    .as(
                            "items of writer %d after job %d or %d: %s, %s",
                            writer,
                            victim.acknowledged[writer],
                            victim.acknowledged[writer] + 1,
                            Survey.difference(found, acknowledged),
                            Survey.difference(found, expected))
                    .isEqualTo(expected);
            assertThat(last[writer])
                    .as("what was read of writer %d", writer)
                    .isGreaterThanOrEqualTo(victim.read[writer]);
        }
        assertThat(survey.total())
                .as("transactions counted by all")
                .isEqualTo(Arrays.stream(transactions).sum());
        survey.checkIndexes(WRITERS);
    }

    private void advance(int writer) {
        Job job = new Job(writer, ++last[writer]);
        job.applyTo(items.get(writer));
        transactions[writer] += job.isTransaction() ? 1 : 0;
    }
}
