package io.dynastore.benchmarks.throughput;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.benchmarks.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Turns of both contenders at a number of threads, the same number of each.
 *
 * @param threads how many threads each turn had
 * @param dynastore dynastore's turns
 * @param raw the raw client's turns, each beside that of dynastore with the same index
 */
record Pairs(int threads, List<Turn> dynastore, List<Turn> raw) {
    /** Who is first changes from pair to pair. */
    static Pairs run(DynamoDbClient client, int threads, int pairs, Duration turn) throws Exception {
        Pairs found = new Pairs(threads, new ArrayList<>(), new ArrayList<>());
        for (int pair = 0; pair < pairs; pair++) {
            for (boolean ours : pair % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
                (ours ? found.dynastore : found.raw).add(turn(client, ours, threads, turn));
            }
            System.out.printf(
                    "%d threads, pair %d of %d: dynastore %.0f/s, raw %.0f/s%n",
                    threads,
                    pair + 1,
                    pairs,
                    found.dynastore.get(pair).perSecond(),
                    found.raw.get(pair).perSecond());
        }
        return found;
    }

    /** On a table of its own, so that no turn finds more in the database than another. */
    private static Turn turn(DynamoDbClient client, boolean ours, int threads, Duration duration) throws Exception {
        String table = "turn";
        DynaStore.create(client).table(TableDefinition.of(table)).createIfAbsent();
        try {
            return ours
                    ? Turn.run(new DynastoreEntries(client, table, "customers"), threads, duration)
                    : Turn.run(new RawEntries(client, table, "customers"), threads, duration);
        } finally {
            client.deleteTable(request -> request.tableName(table));
        }
    }

    Spread ratio(ToDoubleFunction<Turn> figure) {
        return Spread.ofRatios(figures(dynastore, figure), figures(raw, figure));
    }

    static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(figures(turns, figure));
    }

    private static List<Double> figures(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return turns.stream().map(figure::applyAsDouble).toList();
    }
}
