package io.dynastore.benchmarks.cost;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.EmbeddedDatabase;
import io.dynastore.benchmarks.cost.EntryContender.Entries;
import io.dynastore.benchmarks.cost.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets each contender play each scenario once: nothing in them is left to chance. */
final class EntryRuns {
    /** The column of what was not measured but derived. */
    static final String ORIGINAL = "Go original ‡";

    static final int STORED = 2 * EntryScenarios.PAGE;

    private final EmbeddedDatabase database;
    private final List<EntryContender> contenders;

    EntryRuns(EmbeddedDatabase database, List<EntryContender> contenders) {
        this.database = database;
        this.contenders = contenders;
    }

    Table table() {
        try (DynamoDbClient client = database.client()) {
            contenders.forEach(contender -> createTable(client, contender));
        }
        List<Row> rows = new ArrayList<>();
        for (EntryScenario scenario : EntryScenarios.all()) {
            String key = key(rows.size() + STORED);
            Stream<Figures> measured = contenders.stream().map(contender -> figures(scenario, contender, key));
            Stream<Figures> derived =
                    Stream.of(Figures.ofNullable(scenario.original().cost()));
            rows.add(new Row(scenario.title(), Stream.concat(measured, derived).toList()));
        }
        return new Table(
                Stream.concat(contenders.stream().map(EntryContender::title), Stream.of(ORIGINAL))
                        .toList(),
                rows);
    }

    /** More entries than a page has. The same layout of keys for all. */
    private static void createTable(DynamoDbClient client, EntryContender contender) {
        DynaStore.create(client).table(contender.tableName()).createIfAbsent();
        Entries entries = contender.open(client);
        for (int i = 0; i < STORED; i++) {
            entries.create(key(i), EntryScenarios.VALUE);
        }
    }

    /** How large an entry is in the table. */
    int bytes(EntryContender contender) {
        try (DynamoDbClient client = database.client()) {
            return WriteUnits.bytes(
                    client.getItem(get -> get.tableName(contender.tableName()).key(EntryStage.key(key(0))))
                            .item());
        }
    }

    /** All keys are as long. */
    static String key(int number) {
        return String.format(Locale.ROOT, "customer-%04d", number);
    }

    private Figures figures(EntryScenario scenario, EntryContender contender, String key) {
        try (EntryStage stage = new EntryStage(database, contender, key)) {
            return Figures.ofNullable(scenario.play().on(stage));
        } catch (UnsupportedOperationException e) {
            return Figures.NONE;
        }
    }
}
