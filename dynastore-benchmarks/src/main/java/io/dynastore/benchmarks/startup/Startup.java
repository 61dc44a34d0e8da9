package io.dynastore.benchmarks.startup;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import io.dynastore.benchmarks.DynamoDbProcess;
import io.dynastore.benchmarks.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures how long an application with the starter takes to start, beside one without, and writes it to a section. */
public final class Startup {
    private static final String TEXT = """
            ## Start-up

            How long a web application takes from the start of its process to its first answer from DynamoDB: with the \
            starter and a `Partition<String>`, and a plain one with a bean of the SDK's client. Measured in one run, of some \
            minutes, by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@startup

            %s

            %s

            The goals, by the median:

            %s

            How it is measured:

            - Both applications have `spring-boot-starter-webmvc`, `spring-boot-starter-actuator` and the AWS SDK, and an \
            `ApplicationRunner` that reads the same entry when everything else has started: by `get` of the partition, by \
            `getItem` of the client. Neither has a property set that makes it faster. With the starter there are also health, \
            observations and meters of dynastore, as they are by default.
            - The embedded database runs in a process of its own, which has answered before; the table exists.
            - Each start is a new JVM on the class path of the module's classes and jars. The time is from before the process \
            is created until the answer is there, by the wall clock; CPU is that of the whole process, JIT compiler included; \
            classes are those that are loaded then, the JDK's included.
            - The applications take turns, and the one that begins changes from round to round. There are %d rounds; one \
            before does not count. A figure is their median, with the lowest and the highest in brackets. A ratio is taken \
            within a round.
            - Ahead of time: processed by `SpringApplicationAotProcessor`, as `process-aot` of Spring Boot's plugin does, and \
            run with `-Dspring.aot.enabled=true`.
            """;

    private Startup() {}

    /**
     * Runs it.
     *
     * @param arguments the Markdown file, whether to be quick, and the target folder of the applications' module
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Report report = Report.of(arguments);
        int rounds = report.quick() ? 2 : 12;
        List<Starts> ways = Stream.of(Way.values()).map(Starts::new).toList();
        Path processed = Files.createTempDirectory("startup");
        try (DynamoDbProcess database = DynamoDbProcess.start()) {
            putEntry(database);
            Launcher launcher = new Launcher(Path.of(arguments[2]).normalize(), processed, database.endpoint());
            for (Application application : Application.values()) {
                launcher.processAheadOfTime(application);
            }
            for (int round = 0; round <= rounds; round++) {
                for (Starts starts : ways) {
                    run(launcher, starts, round);
                }
            }
        } finally {
            delete(processed);
        }
        report.publish(
                "startup",
                TEXT.formatted(
                        Report.conditions("dynastore", "spring-boot", "aws-sdk"),
                        Starts.table(ways),
                        Starts.goals(ways),
                        rounds));
    }

    private static void run(Launcher launcher, Starts starts, int round) throws IOException, InterruptedException {
        List<Application> order = round % 2 == 0
                ? List.of(Application.PLAIN, Application.STARTER)
                : List.of(Application.STARTER, Application.PLAIN);
        for (Application application : order) {
            Start start = launcher.start(application, starts.way());
            if (round > 0) {
                starts.add(application, start);
            }
            System.out.printf(
                    "round %d, %s, %s: %s%n",
                    round, application.title(), starts.way().title(), start);
        }
    }

    /** That of {@code FirstAnswer.KEY}. */
    private static void putEntry(DynamoDbProcess database) {
        try (DynamoDbClient client =
                database.client(ClientOverrideConfiguration.builder().build())) {
            Table table = DynaStore.create(client).table(TableDefinition.of("CRMTable"));
            table.createIfAbsent();
            table.partition("customers").create("c-000042", "{\"name\":\"Ada Lovelace\"}");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
