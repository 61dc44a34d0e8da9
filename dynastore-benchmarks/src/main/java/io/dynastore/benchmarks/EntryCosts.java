package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.CostTable.Figures;
import io.dynastore.benchmarks.CostTable.Less;
import io.dynastore.benchmarks.CostTable.Row;
import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports what entries cost: the requests of each contender for the same job, and their capacity units. */
record EntryCosts(EmbeddedDynamoDb database, List<Row> rows) {
    private static final int STORED = 2 * Entries.PAGE_SIZE;
    private static final String VALUE = "x".repeat(500);
    private static final String CHANGED = "y".repeat(VALUE.length());
    private static final String DELETE = "conditional delete";
    private static final String ENHANCED = "Enhanced Client " + Report.version("aws-sdk");
    private static final String TEMPLATE = "DynamoDbTemplate " + Report.version("spring-cloud-aws-dynamodb");
    private static final String ORIGINAL = "Go original ‡";

    private static final List<Contender<?>> CONTENDERS = List.of(
            new Contender<>("dynastore " + Report.version("dynastore"), "dynastore", DynastoreEntries::of),
            new Contender<>(ENHANCED, "enhanced-client", EnhancedEntries::new),
            new Contender<>(TEMPLATE, "template", TemplateEntries::new));

    /** A client whose entries are compared. */
    private record Contender<E>(String title, String table, Function<Place, Entries.Complete<String, E>> factory) {
        private Entries.Complete<String, E> open(DynamoDbClient client) {
            return factory.apply(new Place(client, table, null));
        }

        /** Runs a scenario in a process whose requests are counted, on an entry that another process has created. */
        private Cost run(Consumer<Stage<?>> scenario, EmbeddedDynamoDb database, String key)
                throws InterruptedException {
            Meter meter = new Meter();
            try (DynamoDbClient counted = meter.client(database);
                    DynamoDbClient uncounted = EmbeddedClients.of(database)) {
                Entries.Complete<String, E> entries = open(counted);
                Entries<String, E> rival = open(uncounted);
                rival.create(key, VALUE);
                Stage<E> stage = new Stage<>(entries, rival, key, entries.get(key));
                return meter.measure(() -> scenario.accept(stage));
            }
        }
    }

    /** The entries of a contender and those of a rival, and an entry that both have. */
    private record Stage<E>(Entries.Complete<String, E> entries, Entries<String, E> rival, String key, E stored) {
        private void update() {
            entries.update(stored, CHANGED);
        }

        private void delete() {
            entries.delete(stored);
        }

        /** Modifies the entry; the rival writes it a number of times after it was read and before it is written. */
        private void modify(int rivals, boolean isConsistent) {
            int[] changes = new int[1];
            UnaryOperator<String> change = value -> {
                if (changes[0]++ < rivals) {
                    rival.update(rival.get(key), CHANGED);
                }
                return VALUE;
            };
            entries.modify(key, change, isConsistent);
        }
    }

    /** Runs the report. It takes seconds, so that its short form measures the same. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("entry-costs", arguments);
        CostTable table = table();
        report.publish(
                Report.conditions("dynastore", "spring-cloud-aws-dynamodb", "aws-sdk"),
                table.markdown(),
                Table.of(goals(table)));
    }

    static CostTable table() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            CONTENDERS.forEach(contender -> createTable(client, contender));
            List<Row> rows = new ArrayList<>();
            new EntryCosts(database, rows).run();
            Stream<String> titles = CONTENDERS.stream().map(Contender::title);
            return new CostTable(Stream.concat(titles, Stream.of(ORIGINAL)).toList(), rows);
        }
    }

    /** Creates more entries than a page has, with the same layout of keys for all. */
    private static void createTable(DynamoDbClient client, Contender<?> contender) {
        DynaStore.create(client).table(contender.table()).createIfAbsent();
        Entries<String, ?> entries = contender.open(client);
        for (int i = 0; i < STORED; i++) {
            entries.create(key(i), VALUE);
        }
    }

    private void run() throws Exception {
        add("create", original("UpdateItem", 0, 1), stage -> stage.entries.create(stage.key + "-1", VALUE));
        add("put", original("UpdateItem", 0, 1), stage -> stage.entries.put(stage.key, CHANGED));
        add("update", original("UpdateItem", 0, 1), Stage::update);
        add(DELETE, originalLoop("DeleteItem", 0), Stage::delete);
        add("get", original("GetItem", 1, 0), stage -> stage.entries.get(stage.key));
        add("exists", original("GetItem", 1, 0), stage -> stage.entries.exists(stage.key));
        // The items of the Go original have 543 bytes each, and together 14 units of 4 KB.
        int size = Entries.PAGE_SIZE;
        add("list of " + size, original("Query", 14, 0), stage -> stage.entries.page(size));
        for (boolean isConsistent : new boolean[] {false, true}) {
            for (int rivals : new int[] {0, 1, 3, 10}) {
                add(
                        modify(rivals, isConsistent),
                        originalLoop("UpdateItem", rivals),
                        stage -> stage.modify(rivals, isConsistent));
            }
        }
        add(
                "transaction of 2: create both",
                Figures.NONE,
                stage -> stage.entries.createAll(List.of(stage.key + "-1", stage.key + "-2"), VALUE));
    }

    private static String modify(int rivals, boolean isConsistent) {
        String with = rivals == 0 ? "alone" : rivals + (rivals == 1 ? " rival write" : " rival writes");
        return "modify, " + with + (isConsistent ? ", all reading consistently" : "");
    }

    private void add(String title, Figures original, Consumer<Stage<?>> scenario) throws Exception {
        String key = key(STORED + rows.size());
        List<Figures> figures =
                Figures.all(CONTENDERS, contender -> Figures.of(contender.run(scenario, database, key)));
        figures.add(original);
        rows.add(new Row(title, figures));
    }

    /** Returns the figures of the Go original for one request, as its source says: it reads consistently. */
    private static Figures original(String operation, double readUnits, double writeUnits) {
        return new Figures("1 " + operation, 1, readUnits, writeUnits, false);
    }

    /** Returns its figures for a read and a write, and again for each rival: a refusal does not return the item. */
    private static Figures originalLoop(String write, int rivals) {
        int attempts = rivals + 1;
        Map<String, Integer> requests = Map.of("GetItem", attempts, write, attempts);
        return Figures.of(new Cost(new TreeMap<>(requests), rivals, attempts, attempts, Duration.ZERO));
    }

    /** Returns one of the keys, which all have the same length. */
    private static String key(int number) {
        return String.format(Locale.ROOT, "customer-%04d", number);
    }

    static List<Goal> goals(CostTable table) {
        List<Less> less = new ArrayList<>(List.of(new Less(DELETE, ORIGINAL)));
        for (boolean isConsistent : new boolean[] {false, true}) {
            for (int rivals : new int[] {1, 3, 10}) {
                less.add(new Less(modify(rivals, isConsistent), ENHANCED));
            }
        }
        return table.goals(less);
    }
}
