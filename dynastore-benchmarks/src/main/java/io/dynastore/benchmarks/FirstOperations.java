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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the time of the first five operations of a new JVM, started in several ways, when DynamoDB answers at once. */
final class FirstOperations {
    /** The milliseconds of the priming, of the operations after it, and of the whole process. */
    record Millis(double priming, double operations, double process) {}

    /** A way to start the JVM of a JDK. A trained one has an archive of an earlier run. */
    private record Form(String home, String title, boolean isPrimed, String training, String trained) {
        private static final String HOME_25 = System.getenv().getOrDefault("JAVA_HOME_25_X64", "");
        private static final Form PLAIN = new Form(JavaProcess.HOME, "as it is", false, "", "");
        private static final Form PRIMED = new Form(JavaProcess.HOME, "primed", true, "", "");

        /** The forms that the JDKs here offer. */
        private static final List<Form> OFFERED = Stream.of(
                        PLAIN,
                        PRIMED,
                        shared("AppCDS", false),
                        shared("AppCDS, primed", true),
                        new Form(HOME_25, "AOT cache of JDK 25", false, "-XX:AOTCacheOutput=", "-XX:AOTCache="))
                .filter(form -> !form.home.isEmpty())
                .toList();

        private static Form shared(String title, boolean isPrimed) {
            return new Form(JavaProcess.HOME, title, isPrimed, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");
        }

        private Millis run(String option, String classPath, Path folder) throws Exception {
            List<String> arguments =
                    new ArrayList<>(List.of("-cp", classPath, InNewJvm.class.getName(), Boolean.toString(isPrimed)));
            if (!option.isEmpty()) {
                arguments.add(0, option + folder.resolve(title));
            }
            Stopwatch process = new Stopwatch();
            List<String> lines = JavaProcess.run(home, arguments);
            double millis = process.micros() / 1000;
            double[] figures = JavaProcess.figures(lines).get(0);
            return new Millis(figures[0], figures[1], millis);
        }
    }

    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("first-operations", arguments);
        Rounds<Form, Millis> rounds = new Rounds<>();
        Path folder = Path.of(arguments[2]);
        String classPath = ClassPath.ofJars(ClassPath.OWN, folder);
        for (Form form : Form.OFFERED) {
            form.run(form.training, classPath, folder);
        }
        rounds.run(
                Form.OFFERED,
                report.isShort() ? 0 : 1,
                report.isShort() ? 1 : 10,
                form -> form.run(form.trained, classPath, folder));
        Table table = new Table(
                "| | priming, ms | first five operations, ms | the whole process, ms |", "| --- | --: | --: | --: |");
        Form.OFFERED.forEach(form -> table.row(
                form.title,
                form.isPrimed ? rounds.of(form, Millis::priming).describe(0) : "–",
                rounds.of(form, Millis::operations).describe(0),
                rounds.of(form, Millis::process).describe(0)));
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                table,
                Table.of(List.of(Goal.atMost(
                        0.12, "primed to as it is", rounds.ratio(Form.PRIMED, Form.PLAIN, Millis::operations)))));
    }

    /** The program of the new JVM. */
    static final class InNewJvm {
        public static void main(String[] arguments) {
            DynamoDbClient client =
                    Sample.client(new CannedHttpClient(Entries.PAGE_SIZE)).build();
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
            JavaProcess.print(primed, operations.micros() / 1000);
        }
    }
}
