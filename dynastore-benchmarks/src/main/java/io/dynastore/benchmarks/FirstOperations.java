package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.priming.Priming;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the time of the first five operations of a new JVM, with and without priming, when DynamoDB answers at once. */
final class FirstOperations {
    /** The milliseconds of the priming, 0 without it, and of the operations after it. */
    record Millis(double priming, double operations) {}

    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("first-operations", arguments);
        Rounds<Boolean, Millis> rounds = new Rounds<>();
        rounds.run(List.of(true, false), report.isShort() ? 0 : 1, report.isShort() ? 1 : 10, FirstOperations::process);
        Table table = new Table("| | priming, ms | first five operations, ms |", "| --- | --: | --: |");
        for (boolean primed : List.of(true, false)) {
            table.row(
                    primed ? "primed" : "not primed",
                    rounds.of(primed, Millis::priming).describe(0),
                    rounds.of(primed, Millis::operations).describe(0));
        }
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                table,
                Table.of(List.of(
                        Goal.atMost(0.12, "primed to not primed", rounds.ratio(true, false, Millis::operations)))));
    }

    private static Millis process(boolean primed) throws Exception {
        List<String> lines = JavaProcess.run(List.of(
                "-cp", System.getProperty("java.class.path"), FirstOperations.InNewJvm.class.getName(), "" + primed));
        return new Millis(Double.parseDouble(lines.get(0)), Double.parseDouble(lines.get(1)));
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
            System.out.println(priming.micros() / 1000);
            Stopwatch operations = new Stopwatch();
            Entry<Sample.Customer> entry = partition.get(Sample.KEY);
            entry = partition.update(entry, Sample.CUSTOMER);
            partition.list(Query.all().limit(100));
            partition.get(Sample.KEY);
            partition.update(entry, Sample.CUSTOMER);
            System.out.println(operations.micros() / 1000);
        }
    }
}
