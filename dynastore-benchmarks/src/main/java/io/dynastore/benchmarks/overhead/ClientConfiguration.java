package io.dynastore.benchmarks.overhead;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.benchmarks.Document;
import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.Machine;
import io.dynastore.benchmarks.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.openjdk.jmh.runner.RunnerException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures what the configuration of the SDK's client costs or saves, and writes it to a section of the Markdown file that is
 * named, and to the console.
 */
public final class ClientConfiguration {
    private static final String SECTION = "client-configuration";

    private static final String TEXT = """
            ## What the configuration of the SDK's client costs

            CPU time and allocation of the same read ("get, raw" above), with the SDK's client configured in one way or \
            another. Measured in one run by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@client-configuration

            | | |
            | --- | --- |
            | date | %s |
            | machine | %s |
            | versions | AWS SDK %s, JMH %s |

            Over an HTTP client that answers at once:

            %s

            Over real HTTP on the loopback interface, with the embedded database in another process:

            %s

            How it is measured: as above; rounds in this run: %d; over HTTP with 3,000 operations an iteration. CPU over HTTP has the \
            kernel's part in it, but nothing of the database. The SDK's other HTTP clients were not measured: \
            they are deprecated (`apache-client`), for its asynchronous client only (`netty-nio-client`), or bring a native \
            library (`aws-crt-client`).
            """;

    private ClientConfiguration() {}

    /**
     * Runs all trials.
     *
     * @param arguments the Markdown file, and how many rounds to run
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path file = Path.of(arguments[0]).normalize();
        int rounds = Integer.parseInt(arguments[1]);
        try (EmbeddedDatabase database = new EmbeddedDatabase();
                DynamoDbClient client = database.client()) {
            Table table = DynaStore.create(client).table(Sample.TABLE);
            table.createIfAbsent();
            table.partition(Sample.PARTITION)
                    .put(Sample.KEY, Sample.VALUE, with -> with.timeToLive(Sample.TIME_TO_LIVE));
            String endpoint = database.listen().toString();
            ConfigurationTables tables =
                    new ConfigurationTables(Rounds.run(ConfigurationTables.trials(endpoint), rounds), endpoint);
            String section = TEXT.formatted(
                    LocalDate.now(ZoneOffset.UTC),
                    Machine.description(),
                    Versions.of("aws-sdk"),
                    Versions.of("jmh"),
                    tables.configurations(),
                    tables.httpClients(),
                    rounds);
            Document.read(file).withSection(SECTION, section).write(file);
            System.out.println(section);
        }
    }
}
