package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.LeaseGrowth.Held;
import io.dynastore.benchmarks.LeaseGrowth.Waited;
import io.dynastore.benchmarks.ModifyGrowth.Run;
import io.dynastore.benchmarks.Table.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports how time, heap and requests grow with the entries of a stream, the writers of an entry, and leases. */
final class Growth {
    /** Counts the requests of a client, each attempt. Thread-safe. */
    record RequestCounter(LongAdder requests) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            requests.increment();
        }
    }

    /** Runs the report. The short form leaves out the largest numbers. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("growth", arguments);
        boolean isShort = report.isShort();
        LongAdder requests = new LongAdder();
        try (JavaProcess.Database database = JavaProcess.Database.start();
                DynamoDbClient client = database.client(new RequestCounter(requests))) {
            io.dynastore.Table table = createTable(client);
            LeaseGrowth leases = new LeaseGrowth(table, requests);
            if (!isShort) {
                leases.hold(1_000, 1);
            }
            List<Held> held = new ArrayList<>();
            for (int number : isShort ? List.of(0, 10) : List.of(0, 10, 100, 1_000)) {
                held.add(leases.hold(number, isShort ? 1 : 5));
            }
            List<Waited> waited = new ArrayList<>();
            for (int number : isShort ? List.of(1, 10) : List.of(1, 10, 100, 500)) {
                waited.add(leases.await(number, Duration.ofSeconds(isShort ? 3 : 20)));
            }
            Rounds<Integer, Run> modified = new ModifyGrowth(table.partition("counters"), requests)
                    .run(List.of(1, 2, 4, 8, 16, 32), isShort ? 64 : 320, isShort ? 1 : 3);
            StreamGrowth stream = new StreamGrowth(client, table);
            stream.run(isShort ? List.of(1_000, 5_000) : List.of(1_000, 10_000, 100_000), isShort ? 1 : 2);
            publish(report, stream, modified, held, waited);
        }
    }

    /** Creates the table of all parts of the report. */
    static io.dynastore.Table createTable(DynamoDbClient client) {
        io.dynastore.Table table = DynaStore.create(client).table("growth");
        table.createIfAbsent();
        return table;
    }

    private static void publish(
            Report report, StreamGrowth stream, Rounds<Integer, Run> modified, List<Held> held, List<Waited> waited)
            throws IOException {
        List<Goal> goals = new ArrayList<>(stream.goals());
        goals.add(ModifyGrowth.goal(modified));
        goals.addAll(LeaseGrowth.goals(held));
        goals.add(LeaseGrowth.goal(waited));
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                "A partition, by `stream(Query.all())`:",
                stream.table(),
                "One entry that several writers count up at once, by `modify`:",
                ModifyGrowth.table(modified),
                "Leases of " + LeaseGrowth.LEASE.toSeconds() + " s, which are renewed by themselves:",
                LeaseGrowth.heldTable(held),
                "Threads of one process that wait for a lease of another:",
                LeaseGrowth.waitedTable(waited),
                "The goals, by the median:",
                Table.of(goals));
    }
}
