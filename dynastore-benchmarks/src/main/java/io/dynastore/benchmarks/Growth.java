package io.dynastore.benchmarks;

import io.dynastore.benchmarks.Table.Goal;
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
        RequestCounter counter = new RequestCounter(new LongAdder());
        try (JavaProcess.Database database = JavaProcess.Database.start();
                DynamoDbClient client = database.client(counter)) {
            LeaseGrowth leases = new LeaseGrowth(client, counter.requests());
            leases.run(isShort ? List.of() : List.of(1_000), 1);
            List<LeaseGrowth.Held> held =
                    leases.run(isShort ? List.of(0, 10) : List.of(0, 10, 100, 1_000), isShort ? 1 : 5);
            List<WaiterGrowth.Waited> waited = new WaiterGrowth(client, counter.requests())
                    .run(isShort ? List.of(1, 10) : List.of(1, 10, 100, 500), Duration.ofSeconds(isShort ? 3 : 20));
            ModifyGrowth modify = new ModifyGrowth(client, counter.requests());
            modify.run(List.of(1, 2, 4, 8, 16, 32), isShort ? 64 : 320, isShort ? 1 : 3);
            StreamGrowth stream = new StreamGrowth(client);
            stream.run(isShort ? List.of(1_000, 5_000) : List.of(1_000, 10_000, 100_000), isShort ? 1 : 2);

            List<Goal> goals = new ArrayList<>(stream.goals());
            goals.add(modify.goal());
            goals.addAll(LeaseGrowth.goals(held));
            goals.add(WaiterGrowth.goal(waited));
            report.publish(
                    Report.conditions("dynastore", "aws-sdk"),
                    "A partition, by `stream(Query.all())`:",
                    stream.table(),
                    "One entry that several writers count up at once, by `modify`:",
                    modify.table(),
                    "Leases of " + LeaseGrowth.LEASE.toSeconds() + " s, which are renewed by themselves:",
                    LeaseGrowth.table(held),
                    "Threads of one process that wait for a lease of another:",
                    WaiterGrowth.table(waited),
                    "The goals, by the median:",
                    Table.of(goals));
        }
    }
}
