package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.priming.Priming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the time of the first five operations of a new JVM, started in several ways, when DynamoDB answers at once. */
final class FirstOperations {
    private static final String JDK_25 = System.getenv("JAVA_HOME_25_X64");

    /** The milliseconds of the priming, of the operations after it, and of the whole process. */
    record Millis(double priming, double operations, double process) {}

    /** A way to start the JVM. A trained one has an archive of an earlier run. */
    enum Form {
        PLAIN("as it is", false, "", ""),
        PRIMED("primed", true, "", ""),
        SHARED("AppCDS", false, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        SHARED_PRIMED("AppCDS, primed", true, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        AHEAD_OF_TIME("AOT cache of JDK 25", false, "-XX:AOTCacheOutput=", "-XX:AOTCache=");

        private final String title;
        private final boolean isPrimed;
        private final String training;
        private final String trained;

        Form(String title, boolean isPrimed, String training, String trained) {
            this.title = title;
            this.isPrimed = isPrimed;
            this.training = training;
            this.trained = trained;
        }

        /** Returns the forms that the JDKs here offer. */
        static List<Form> offered() {
            return Stream.of(values())
                    .filter(form -> form != AHEAD_OF_TIME || JDK_25 != null)
                    .toList();
        }

        private Millis run(String option, String classPath, Path folder) throws Exception {
            List<String> arguments =
                    new ArrayList<>(List.of("-cp", classPath, InNewJvm.class.getName(), Boolean.toString(isPrimed)));
            if (!option.isEmpty()) {
                arguments.add(0, option + folder.resolve(name()));
            }
            Stopwatch process = new Stopwatch();
            List<String> lines = this == AHEAD_OF_TIME && JDK_25 != null
                    ? JavaProcess.run(JDK_25, arguments)
                    : JavaProcess.run(arguments);
            double millis = process.micros() / 1000;
            String figures = lines.stream()
                    .filter(line -> line.startsWith("millis "))
                    .findFirst()
                    .orElseThrow();
            String[] parts = figures.split(" ", -1);
            return new Millis(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), millis);
        }
    }

    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("first-operations", arguments);
        Rounds<Form, Millis> rounds = new Rounds<>();
        Path folder = Path.of(arguments[2]);
        String classPath = Jars.of(System.getProperty("java.class.path"), folder);
        for (Form form : Form.offered()) {
            form.run(form.training, classPath, folder);
        }
        rounds.run(
                Form.offered(),
                report.isShort() ? 0 : 1,
                report.isShort() ? 1 : 10,
                form -> form.run(form.trained, classPath, folder));
        Table table = new Table(
                "| | priming, ms | first five operations, ms | the whole process, ms |", "| --- | --: | --: | --: |");
        for (Form form : Form.offered()) {
            table.row(
                    form.title,
                    form.isPrimed ? rounds.of(form, Millis::priming).describe(0) : "–",
                    rounds.of(form, Millis::operations).describe(0),
                    rounds.of(form, Millis::process).describe(0));
        }
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                table,
                Table.of(List.of(Goal.atMost(
                        0.12, "primed to as it is", rounds.ratio(Form.PRIMED, Form.PLAIN, Millis::operations)))));
    }

    /** The program of the new JVM. */
    static final class InNewJvm {
        public static void main(String[] arguments) {
            DynamoDbClient client = DynamoDbClient.builder()
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("c", "c")))
                    .httpClient(new CannedHttpClient(Sample.replies(Entries.PAGE_SIZE)))
                    .build();
            Partition<Sample.Customer> partition = DynaStore.create(client)
                    .table(Sample.TABLE)
                    .partition(Place.PARTITION, JsonCodec.of(Sample.Customer.class));
            Stopwatch priming = new Stopwatch();
            if (Boolean.parseBoolean(arguments[0])) {
                Priming.of(partition, Sample.CUSTOMER).run();
            }
            double primed = priming.micros() / 1000;
            Stopwatch operations = new Stopwatch();
            Entry<Sample.Customer> entry = partition.get(Sample.KEY);
            entry = partition.update(entry, Sample.CUSTOMER);
            partition.list(Query.all().limit(100));
            partition.get(Sample.KEY);
            partition.update(entry, Sample.CUSTOMER);
            System.out.println("millis " + primed + " " + operations.micros() / 1000);
        }
    }
}
