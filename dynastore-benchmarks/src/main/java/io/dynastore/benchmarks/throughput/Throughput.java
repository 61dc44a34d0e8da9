package io.dynastore.benchmarks.throughput;

import io.dynastore.benchmarks.DynamoDbProcess;
import io.dynastore.benchmarks.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures throughput and latency against the embedded database, beside the raw client, and writes them to a section. */
public final class Throughput {
    private static final List<Integer> THREADS = List.of(1, 8, 64);

    private static final String TEXT = """
            ## Throughput and latency

            Of dynastore and of the SDK's low-level client with requests that are written by hand ("raw"), against one \
            embedded database, over HTTP. Measured in one run, of some minutes, by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@throughput

            %s

            %s

            %s

            The goals, by the median:

            %s

            How it is measured:

            - Threads do the same to one new entry after the other: create, get, update, get. Both contenders have the same \
            client object, with the SDK's defaults but for a pool of connections that is large enough for all threads.
            - raw sends the requests that dynastore sends: a new random `writeId` of 24 bytes with each write, the condition \
            on version, `writeId` and expiry, the old item if a condition fails; and reads key, value, version, `writeId` and \
            expiry from the reply.
            - The contenders take turns of %s ms, each on a new table; the one that begins changes from pair to pair. There \
            are %d pairs for each number of threads, after %d s of pairs that do not count. A figure is the \
            median of the turns, with the lowest and the highest in brackets. A ratio is taken within a pair.
            - Only operations that ended within the turn are counted. A latency is the median of that of each turn.
            - The embedded database runs in a process of its own on the same machine, in memory: throughput is that of both \
            together, and nothing like that of AWS. The client's CPU is the time \
            of its whole process, garbage collection and JIT compiler included.
            """;

    private static final int WARM_UP_SECONDS = 6;

    private Throughput() {}

    /**
     * Runs it.
     *
     * @param arguments the Markdown file, and whether to be quick
     */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of(arguments);
        int pairs = report.quick() ? 3 : 40;
        Duration turn = Duration.ofMillis(report.quick() ? 500 : 1000);
        int warmUps = (int) (Duration.ofSeconds(WARM_UP_SECONDS).toMillis() / (2 * turn.toMillis()));
        List<Pairs> runs = new ArrayList<>();
        try (DynamoDbProcess database = DynamoDbProcess.start();
                DynamoDbClient client =
                        database.client(ClientOverrideConfiguration.builder().build())) {
            for (int threads : THREADS) {
                Pairs.run(client, threads, warmUps, turn);
                runs.add(Pairs.run(client, threads, pairs, turn));
            }
        }
        ThroughputTables tables = new ThroughputTables(runs);
        report.publish(
                "throughput",
                TEXT.formatted(
                        Report.conditions("dynastore", "aws-sdk"),
                        tables.throughput(),
                        tables.latency(),
                        tables.goals(),
                        turn.toMillis(),
                        pairs,
                        WARM_UP_SECONDS));
    }
}
