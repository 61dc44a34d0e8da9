package io.dynastore.benchmarks;

import io.dynastore.benchmarks.CostTable.Figures;
import io.dynastore.benchmarks.CostTable.Less;
import io.dynastore.benchmarks.CostTable.Row;
import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports what leases cost: the requests of each contender for the same job, and their capacity units. */
final class LeaseCosts {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int RUNS = 5;

    /** The runs of a scenario that waits. Their releases are spread over the second after which some clients look again. */
    private static final int WAIT_RUNS = 25;

    private static final Duration SPREAD = Duration.ofSeconds(1);
    private static final Duration EARLY = Duration.ofSeconds(1);

    /** Past the end of the lease by more than the clock skew that dynastore allows for by default, 5 s. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final String NEW = "acquire, never used before";
    private static final String AGAIN = "acquire, used and released before";
    private static final String GOAL_WAIT = await(Duration.ofSeconds(4));

    private final EmbeddedDynamoDb database;
    private final AtomicInteger leases = new AtomicInteger();
    private final List<Row> rows = new ArrayList<>();

    LeaseCosts(EmbeddedDynamoDb database) {
        this.database = database;
    }

    /** Runs the report. The short form leaves out the scenarios that take longest. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("lease-costs", arguments);
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            CostTable table = new LeaseCosts(database).table(report.isShort() ? List.of(1, 4) : List.of(1, 4, 10, 30));
            report.publish(
                    Report.conditions("dynastore", "dynamodb-lock-client", "shedlock-provider-dynamodb2", "aws-sdk"),
                    table.markdown(),
                    Table.of(table.goals(Stream.of(NEW, AGAIN, GOAL_WAIT)
                            .map(row -> new Less(row, LeaseClient.LOCK_CLIENT.title()))
                            .toList())));
        }
    }

    private interface Scenario {
        Cost run(LeaseStage stage, int run) throws InterruptedException;
    }

    /** Runs all scenarios, and waits for leases that are held for some times. */
    CostTable table(List<Integer> waitSeconds) throws Exception {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            LeaseClient.ALL.forEach(contender -> contender.createTable().accept(client));
        }
        add(NEW, RUNS, false, (stage, run) -> stage.acquireNew());
        add(AGAIN, RUNS, false, (stage, run) -> stage.acquireReleased());
        add("renew", RUNS, false, (stage, run) -> stage.renew());
        add("release", RUNS, false, (stage, run) -> stage.release());
        add("try once, somebody else has it", RUNS, false, (stage, run) -> stage.tryHeld());
        for (Duration hold : waitSeconds.stream().map(Duration::ofSeconds).toList()) {
            add(await(hold), WAIT_RUNS, true, (stage, run) -> stage.await(hold(hold, run)));
        }
        String early = "take over: the holder of a lease of " + seconds(LeaseStage.DEAD_LEASE)
                + " has died, the process starts " + seconds(EARLY) + " after it was acquired";
        String late = "take over: the same, but the process starts " + seconds(LATE) + " after it was acquired";
        add(early, RUNS, true, (stage, run) -> stage.takeOver(EARLY));
        add(late, RUNS, true, (stage, run) -> stage.takeOver(LATE));
        rows.add(hour());
        return new CostTable(LeaseClient.ALL.stream().map(LeaseClient::title).toList(), rows);
    }

    private void add(String title, int runs, boolean isTimed, Scenario scenario) throws Exception {
        rows.add(new Row(
                title,
                Figures.all(LeaseClient.ALL, contender -> Figures.of(runs(contender, runs, scenario), isTimed))));
    }

    /** Runs a scenario several times at once, each time with a lease of its own. */
    private List<Cost> runs(LeaseClient contender, int runs, Scenario scenario) throws Exception {
        return Parallel.run(runs, run -> () -> {
            try (LeaseStage stage = new LeaseStage(database, contender, "lease-" + leases.incrementAndGet())) {
                return scenario.run(stage, run);
            }
        });
    }

    /** Computes the cost of an hour: that of one renewal, times the renewals in an hour. */
    private Row hour() throws Exception {
        List<Figures> figures = Figures.all(LeaseClient.ALL, contender -> {
            Cost renewal = runs(contender, 1, (stage, run) -> stage.renew()).get(0);
            Duration period = LeaseStage.LEASE.dividedBy(contender.renewals());
            Cost cost = renewal.times((int) HOUR.dividedBy(period));
            return Figures.of(cost, cost.describe() + "; one every " + seconds(period));
        });
        return new Row("hold a lease of " + seconds(LeaseStage.LEASE) + " for an hour (computed)", figures);
    }

    private static String await(Duration hold) {
        return "wait for it: released after " + seconds(hold(hold, 0)) + " to " + seconds(hold(hold, WAIT_RUNS));
    }

    private static Duration hold(Duration mean, int run) {
        return mean.minus(SPREAD.dividedBy(2)).plus(SPREAD.multipliedBy(run).dividedBy(WAIT_RUNS));
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return (millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0)) + " s";
    }
}
