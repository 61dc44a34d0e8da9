package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.cost.Stage.Sample;
import io.dynastore.benchmarks.cost.Table.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets each contender play each scenario, several times at once, each time with a lease of its own. */
final class LeaseRuns {
    private static final Duration HOUR = Duration.ofHours(1);

    private final EmbeddedDatabase database;
    private final List<Contender> contenders;
    private final AtomicInteger leases = new AtomicInteger();

    LeaseRuns(EmbeddedDatabase database, List<Contender> contenders) {
        this.database = database;
        this.contenders = contenders;
    }

    Table table() throws InterruptedException {
        try (DynamoDbClient client = database.client()) {
            contenders.forEach(contender -> contender.createTable(client));
        }
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : Scenarios.ALL) {
            List<Figures> figures = new ArrayList<>();
            for (Contender contender : contenders) {
                figures.add(figures(scenario, contender));
            }
            rows.add(new Row(scenario.title(), figures));
        }
        rows.add(hourRow());
        return new Table(contenders.stream().map(Contender::title).toList(), rows);
    }

    private Figures figures(Scenario scenario, Contender contender) throws InterruptedException {
        try {
            return Figures.of(samples(scenario, contender), scenario.waits());
        } catch (UnsupportedOperationException e) {
            return Figures.NONE;
        }
    }

    /** Computed: as many times the cost of one renewal as there are renewals in an hour. */
    private Row hourRow() throws InterruptedException {
        List<Figures> figures = new ArrayList<>();
        for (Contender contender : contenders) {
            Duration period = contender.renewalPeriod(Scenarios.LEASE).orElse(null);
            if (period == null) {
                figures.add(Figures.NONE);
            } else {
                Cost renewal = samples(Scenarios.RENEW, contender).get(0).cost();
                Cost cost = renewal.times((int) HOUR.dividedBy(period));
                figures.add(Figures.of(cost, cost.describeRequests() + "; one every " + Scenarios.seconds(period)));
            }
        }
        return new Row("hold a lease of " + Scenarios.seconds(Scenarios.LEASE) + " for an hour (computed)", figures);
    }

    private List<Sample> samples(Scenario scenario, Contender contender) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(scenario.runs());
        try {
            List<Future<Sample>> runs = new ArrayList<>();
            for (int i = 0; i < scenario.runs(); i++) {
                int run = i;
                runs.add(threads.submit(() -> sample(scenario, contender, run)));
            }
            List<Sample> samples = new ArrayList<>();
            for (Future<Sample> run : runs) {
                samples.add(run.get());
            }
            return samples;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedOperationException unsupported) {
                throw unsupported;
            }
            throw new IllegalStateException(contender.title() + " failed: " + scenario.title(), e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private Sample sample(Scenario scenario, Contender contender, int run) throws InterruptedException {
        try (Stage stage = new Stage(database, contender, "lease-" + leases.incrementAndGet(), run)) {
            return scenario.play().on(stage);
        }
    }
}
