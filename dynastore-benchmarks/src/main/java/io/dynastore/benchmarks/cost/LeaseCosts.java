package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.Document;
import io.dynastore.benchmarks.LocalDynamoDb;
import io.dynastore.benchmarks.Machine;
import io.dynastore.benchmarks.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

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
            | versions | dynastore %s, dynamodb-lock-client %s, shedlock-provider-dynamodb2 %s, AWS SDK %s, DynamoDB Local %s |

            %s

            How it is measured:

            - Requests are counted in the HTTP client, each attempt. Capacity is what DynamoDB Local reports: an interceptor \
            adds `ReturnConsumedCapacity` to every request, whoever sends it.
            - † Of a write whose condition fails ("refused") DynamoDB Local reports no capacity, but AWS charges it as it \
            charges a write that succeeds. For each, one WCU for each started KB of the item is added: computed, not reported.
            - Each process of a scenario is a client of its own. Only the requests of the process that does what the row says \
            are counted, not those of the holder before it.
            - Each scenario was run %d times, at once, with a lease of its own each. The table has the requests and units of \
            the run in the middle, by its number of requests, and says so where that number was not always the same. Seconds \
            are the mean of the runs: from the release in the row that waits for it, from the call in those that take over.
            - Leases last 30 s where the row does not say. Everything else is at its default, except that no lease is renewed \
            by itself. To try once is `tryAcquire` of `Leases`, `tryAcquireLock` with `withShouldSkipBlockingWait(true)` of \
            the lock client, which is also how they acquire in the first two rows, and `lock` of ShedLock. To wait and to \
            take over is `acquire` of `Leases` and `acquireLock` of the lock client; where ShedLock has a figure, it is that \
            of one `lock`.
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
        try (LocalDynamoDb database = new LocalDynamoDb()) {
            Table table = new LeaseRuns(
                            database, List.of(new DynastoreLeases(), new AmazonLockClient(), new ShedLock()))
                    .table();
            String section = section(table);
            Document.read(file).withSection(SECTION, section).write(file);
            System.out.println(section);
        }
    }

    private static String section(Table table) {
        return TEXT.formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.description(),
                Versions.of("dynastore"),
                Versions.of("lock-client"),
                Versions.of("shedlock"),
                Versions.of("aws-sdk"),
                Versions.of("dynamodb-local"),
                table.markdown(),
                LeaseRuns.RUNS,
                Scenarios.seconds(Scenarios.LATE.minus(Scenarios.DEAD_LEASE)));
    }
}
