package io.dynastore.benchmarks.cost;

import static java.util.Objects.requireNonNull;

import io.dynastore.benchmarks.Document;
import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.Machine;
import io.dynastore.benchmarks.Versions;
import io.dynastore.benchmarks.cost.Goals.Less;
import io.dynastore.benchmarks.cost.Goals.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures what leases cost and writes it to a section of the Markdown file that is named, and to the console. */
public final class LeaseCosts {
    private static final String SECTION = "lease-costs";

    private static final String TEXT = """
            ## What leases cost

            The requests that dynastore's `Leases`, Amazon's `AmazonDynamoDBLockClient` and ShedLock's `DynamoDBLockProvider` \
            send for the same job, and the read and write capacity units (RCU, WCU) of those requests. Measured in one run by

                mvn -q -pl dynastore-benchmarks -am -DskipTests compile exec:exec@lease-costs

            | | |
            | --- | --- |
            | date | %s |
            | machine | %s |
            | versions | dynastore %s, dynamodb-lock-client %s, shedlock-provider-dynamodb2 %s, AWS SDK %s |

            %s

            ### Goals for leases

            Computed from the figures above.

            %s
            - In RCU, five for a WCU as AWS prices them, dynastore against the lock client: %s.

            ### How leases are measured

            - Requests are counted in the HTTP client, each attempt. Capacity is what the embedded database reports, by the rules of AWS: an interceptor \
            adds `ReturnConsumedCapacity` to every request, whoever sends it.
            - † A write whose condition fails ("refused") is charged as one that succeeds, but no reply says so. For each, one \
            WCU for each started KB of the item is added: computed, not reported.
            - Each process of a scenario is a client of its own. Only the requests of the process that does what the row says \
            are counted, not those of the holder before it.
            - Each scenario was run %d times, those that wait for a lease %d times, all at once, with a lease of its own each. The table has the requests of the run in \
            the middle, by their number, and says so where that number was not always the same. Units and seconds are the mean of the \
            runs; seconds count from the release in the rows that wait for it, from the call in those that take over. In those that \
            wait, the lease lasts 60 s, and the releases are spread evenly over the second that the row names.
            - Leases last 30 s where the row does not say. Everything else is at its default, except that no lease is renewed \
            by itself. To try once is `tryAcquire` of `Leases`, `tryAcquireLock` with `withShouldSkipBlockingWait(true)` of \
            the lock client, which is also how they acquire in the first two rows, and `lock` of ShedLock. To wait and to \
            take over is `acquire` of `Leases` and `acquireLock` of the lock client; where ShedLock has a figure, it is that \
            of one `lock`.
            - Waiting: the lock client pauses 1 s between two looks, `Leases` 0.75 s to 1.5 s at first and 1 s to 2 s then, by chance, \
            so that those who wait do not look and write together. So it looks fewer times, and sees a release a little later: \
            the seconds in the table. A shorter `pollInterval` turns that round.
            - Takeover: the two rows differ in how much of the lease is left to wait for. The second begins %s after the \
            lease's end, which is past the 5 s by which dynastore lets wall clocks differ by default. ShedLock allows for no \
            difference of clocks; the lock client compares none.
            - The last row is the renewal's cost times the renewals in an hour: `Leases` renews at a third of the lease, the \
            lock client at a quarter, as its defaults do (every 5 s for 20 s).
            - ShedLock is measured in a version that is not its latest; the requests are those of this version.
            - – : not offered. This provider of ShedLock does not extend a lock, and ShedLock does not wait: whoever does not \
            get a lock has to come back.
            """;

    private LeaseCosts() {}

    /**
     * Runs all scenarios.
     *
     * @param arguments the Markdown file
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]).normalize();
        try (EmbeddedDatabase database = new EmbeddedDatabase()) {
            AmazonLockClient lockClient = new AmazonLockClient();
            Table table = new LeaseRuns(database, List.of(new DynastoreLeases(), lockClient, new ShedLock())).table();
            String section = section(table, new Goals(table, less(lockClient.title()), reasons()));
            Document.read(file).withSection(SECTION, section).write(file);
            System.out.println(section);
        }
    }

    private static List<Less> less(String lockClient) {
        return Stream.of(Scenarios.ACQUIRE_NEW, Scenarios.ACQUIRE_AGAIN, Scenarios.CONTENDED.title())
                .map(row -> new Less(row, lockClient))
                .toList();
    }

    private static List<Reason> reasons() {
        List<String> rows = Stream.concat(
                        Stream.of(Scenarios.TRY_HELD, Scenarios.EARLY_TAKEOVER),
                        Scenarios.WAITS.stream().map(Scenario::title))
                .toList();
        return List.of(new Reason(
                rows,
                "The first request is the write that acquires a lease if it is free; refused, it is charged as one that "
                        + "succeeds. It would take a look before it, one request more for each lease that is free."));
    }

    /** What each wait costs the first two contenders, in one figure. */
    private static String prices(Table table) {
        List<String> waits = Scenarios.WAITS.stream().map(Scenario::title).toList();
        return table.rows().stream()
                .filter(row -> waits.contains(row.title()))
                .map(row -> price(row.figures().get(0)) + " against "
                        + price(row.figures().get(1)) + " (*" + row.title() + "*)")
                .collect(Collectors.joining(", "));
    }

    private static String price(Figures figures) {
        return Totals.describe(requireNonNull(figures.totals()).price());
    }

    private static String section(Table table, Goals goals) {
        return TEXT.formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.description(),
                Versions.of("dynastore"),
                Versions.of("lock-client"),
                Versions.of("shedlock"),
                Versions.of("aws-sdk"),
                table.markdown(),
                goals.markdown(),
                prices(table),
                Scenario.FEW,
                Scenarios.WAIT_RUNS,
                Scenarios.seconds(Scenarios.LATE.minus(Scenarios.DEAD_LEASE)));
    }
}
