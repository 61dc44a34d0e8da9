package io.dynastore.benchmarks;

import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.benchmarks.Rounds.Measurement;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The table of a report on costs, with three columns for each contender, and the goals of the first one. */
record CostTable(List<String> contenders, List<Row> rows) {
    /** The figures of each contender in a scenario. */
    record Row(String title, List<Figures> figures) {}

    /** The goal of the first contender to need less than another in a row. */
    record Less(String row, String other) {}

    private static final double LESS = 0.99;

    Table markdown() {
        Stream<String> head = contenders.stream().flatMap(title -> Stream.of(title, "RCU", "WCU"));
        String rule = String.join("", Collections.nCopies(contenders.size(), " --- | --: | --: |"));
        Table table = new Table(Table.line("scenario", head), "| --- |" + rule);
        rows.forEach(row -> table.row(row.title(), row.figures().stream().flatMap(Figures::cells)));
        return table;
    }

    /** Returns the goals of the first contender: never to need more than another, and to need less in some rows. */
    List<Goal> goals(List<Less> less) {
        List<Goal> goals = new ArrayList<>(List.of(
                neverMore("requests", Figures::requests),
                neverMore("RCU", Figures::readUnits),
                neverMore("WCU", Figures::writeUnits),
                neverMore("units in all", Figures::units)));
        for (Less goal : less) {
            goals.add(less("requests", Figures::requests, goal));
            goals.add(less("units in all", Figures::units, goal));
        }
        return goals;
    }

    private Goal neverMore(String what, ToDoubleFunction<Figures> figure) {
        int all = 0;
        int more = 0;
        for (Row row : rows) {
            Figures ours = row.figures().get(0);
            for (Figures theirs : row.figures().subList(1, contenders.size())) {
                if (ours.isOffered() && theirs.isOffered()) {
                    all++;
                    more += shown(figure, ours) > shown(figure, theirs) ? 1 : 0;
                }
            }
        }
        return Goal.atMost(0, "more " + what + " than another, of " + all + " comparisons", Spread.of(more));
    }

    /** Returns a figure as exactly as it is shown. */
    private static double shown(ToDoubleFunction<Figures> figure, Figures figures) {
        return Math.round(100 * figure.applyAsDouble(figures)) / 100.0;
    }

    private Goal less(String what, ToDoubleFunction<Figures> figure, Less goal) {
        Row row = rows.stream()
                .filter(each -> each.title().equals(goal.row()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The table has no row for " + goal));
        Figures theirs = row.figures().get(contenders.indexOf(goal.other()));
        double ratio = shown(figure, row.figures().get(0)) / shown(figure, theirs);
        return Goal.atMost(LESS, "*" + goal.row() + "*: " + what + " to " + goal.other(), Spread.of(ratio));
    }

    /** The figures of a contender in a scenario. A part of the write capacity is computed where DynamoDB does not report it. */
    record Figures(String text, double requests, double readUnits, double writeUnits, boolean isComputed) {
        /** The figures of a scenario that the contender does not offer. */
        static final Figures NONE = new Figures("–", Double.NaN, Double.NaN, Double.NaN, false);

        /** Measures each contender. An {@link UnsupportedOperationException} says that it does not offer the scenario. */
        static <C> List<Figures> all(List<C> contenders, Measurement<C, Figures> scenario) throws Exception {
            List<Figures> all = new ArrayList<>();
            for (C contender : contenders) {
                try {
                    all.add(scenario.of(contender));
                } catch (UnsupportedOperationException e) {
                    all.add(NONE);
                }
            }
            return all;
        }

        static Figures of(Cost cost) {
            return of(cost, cost.describe());
        }

        static Figures of(Cost cost, String text) {
            return new Figures(text, cost.total(), cost.readUnits(), cost.writeUnits(), cost.refused() > 0);
        }

        /** Returns the figures of several runs: the requests of the run in the middle, and the means of all. */
        static Figures of(List<Cost> runs, boolean isTimed) {
            List<Cost> ordered = runs.stream()
                    .sorted(Comparator.comparingInt(Cost::total).thenComparing(Cost::time))
                    .toList();
            Cost middle = ordered.get(ordered.size() / 2);
            IntSummaryStatistics requests = runs.stream().mapToInt(Cost::total).summaryStatistics();
            String text = middle.describe();
            if (requests.getMin() != requests.getMax()) {
                text += "; " + requests.getMin() + " to " + requests.getMax() + " requests in " + runs.size()
                        + " runs, " + describe(requests.getAverage()) + " on average";
            }
            if (isTimed) {
                text += "; " + Spread.format(mean(runs, cost -> cost.time().toMillis()) / 1000, 1) + " s";
            }
            return new Figures(
                    text,
                    requests.getAverage(),
                    mean(runs, Cost::readUnits),
                    mean(runs, Cost::writeUnits),
                    middle.refused() > 0);
        }

        private static double mean(List<Cost> runs, ToDoubleFunction<Cost> figure) {
            return runs.stream().mapToDouble(figure).average().orElseThrow();
        }

        boolean isOffered() {
            return !equals(NONE);
        }

        double units() {
            return readUnits + writeUnits;
        }

        Stream<String> cells() {
            return isOffered()
                    ? Stream.of(text, describe(readUnits), describe(writeUnits) + (isComputed ? "\u00a0†" : ""))
                    : Stream.of(text, text, text);
        }

        /** Describes a figure with at most two decimals. */
        static String describe(double figure) {
            return BigDecimal.valueOf(figure)
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }
}
