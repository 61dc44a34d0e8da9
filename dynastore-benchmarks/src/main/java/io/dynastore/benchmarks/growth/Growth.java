package io.dynastore.benchmarks.growth;

import io.dynastore.benchmarks.DynamoDbProcess;
import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Report;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what becomes of time, heap and requests as entries, writers and leases grow more, and writes it to a section. */
public final class Growth {
    private static final String TEXT = """
            ## Growth

            Streams of more and more entries, more and more writers of one entry, more and more leases that are held. Measured \
            in one run, of some minutes, by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@growth

            %s

            A partition, by `stream(Query.all())`:

            %s

            One entry that several writers count up at once, by `modify`:

            %s

            Leases of %d s, which are renewed by themselves:

            %s

            The goals, by the median:

            %s

            How it is measured:

            - The embedded database runs in a process of its own on the same machine: heap, threads and CPU are those of its \
            client.
            - Streams: an entry has a value of %,d characters, so that a page, which is 1 MB, has fewer than 1,000. There are \
            %d rounds, in each of which every partition is read by `stream` and by the SDK's `queryPaginator`, as often as \
            makes as many entries as the largest has. A figure is the median, with the lowest and the highest in brackets; a \
            ratio is taken within a round. Heap is measured in a stream of its own: what is in use after a full collection, \
            every %d entries, beyond what was before the stream.
            - The time for an entry is partly the database's, which is busy while the client waits. What is dynastore's own is \
            in the ratio to the SDK's pages and in the client's CPU.
            - `modify`: all runs make the same number of changes, divided among the writers, which begin at once and do \
            nothing else. A change is one read, and writes until one meets no rival; it may give up, and is not "made" then. \
            Lost is by how much the counter in the end is less than the calls that returned. There are %d rounds, and one \
            before that does not count.
            - Leases: after all are acquired and the time of a renewal has passed, they are held for %d renewals; %,d that \
            are held before do not count. Requests are counted in the SDK, each attempt. "By the interval" are the leases, \
            divided by a third of what they last, which is when they are renewed. CPU is that of the whole process, which \
            does nothing else. Threads are those that have come with the leases.
            """;

    private static final int STREAM_ROUNDS = 2;
    private static final int WARM_UP_LEASES = 1_000;

    private Growth() {}

    /**
     * Runs it.
     *
     * @param arguments the Markdown file, and whether to be quick
     */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of(arguments);
        boolean quick = report.quick();
        List<Integer> sizes = quick ? List.of(1_000, 10_000) : List.of(1_000, 10_000, 100_000);
        List<Integer> writers = List.of(1, 2, 4, 8, 16, 32);
        List<Integer> leases = quick ? List.of(0, 100) : List.of(0, 10, 100, 1_000);
        int rounds = quick ? 1 : 3;
        int renewals = quick ? 2 : 5;
        RequestCounter requests = new RequestCounter();
        try (DynamoDbProcess database = DynamoDbProcess.start();
                DynamoDbClient client = database.client(requests.configuration())) {
            LeaseGrowth holding = new LeaseGrowth(client, requests);
            holding.run(List.of(WARM_UP_LEASES), 1);
            LeaseFigures held = holding.run(leases, renewals);
            System.out.println(held.figures());
            ModifyFigures modified = new ModifyGrowth(client, requests).run(writers, quick ? 64 : 320, rounds);
            System.out.println(modified.figures());
            StreamFigures streamed = new StreamGrowth(client).run(sizes, STREAM_ROUNDS);
            List<Goal> goals = new ArrayList<>(streamed.goals());
            goals.add(modified.goal());
            goals.addAll(held.goals());
            report.publish(
                    "growth",
                    TEXT.formatted(
                            Report.conditions("dynastore", "aws-sdk"),
                            streamed.figures(),
                            modified.figures(),
                            LeaseGrowth.LEASE.toSeconds(),
                            held.figures(),
                            Goal.table(goals),
                            StreamGrowth.VALUE_LENGTH,
                            STREAM_ROUNDS,
                            StreamGrowth.SAMPLE_EVERY,
                            rounds,
                            renewals,
                            WARM_UP_LEASES));
        }
    }
}
