package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Table.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the first contender of a table costs no more than any other in any row, and less where that is a goal: computed
 * from the table's figures.
 *
 * @param table the table
 * @param less where the first contender is to cost less
 * @param reasons why it costs more where it does, if that is known
 */
record Goals(Table table, List<Less> less, List<Reason> reasons) {
    /**
     * The goal to cost less than another contender.
     *
     * @param row the title of the row
     * @param other the title of the other contender
     */
    record Less(String row, String other) {}

    /**
     * Why the first contender costs more, and what it would take.
     *
     * @param rows the titles of the rows that it is the reason in
     * @param text whole sentences
     */
    record Reason(List<String> rows, String text) {}

    /** What is compared, each for itself. */
    private enum Figure {
        REQUESTS("requests") {
            @Override
            double of(Totals totals) {
                return totals.requests();
            }
        },
        READ_UNITS("RCU") {
            @Override
            double of(Totals totals) {
                return totals.readUnits();
            }
        },
        WRITE_UNITS("WCU") {
            @Override
            double of(Totals totals) {
                return totals.writeUnits();
            }
        },
        UNITS("units in all") {
            @Override
            double of(Totals totals) {
                return totals.units();
            }
        };

        final String title;

        Figure(String title) {
            this.title = title;
        }

        abstract double of(Totals totals);

        /** As exactly as it is shown. */
        int compare(Totals ours, Totals theirs) {
            return Long.compare(Math.round(100 * of(ours)), Math.round(100 * of(theirs)));
        }

        String describe(Totals ours, Totals theirs) {
            return Totals.describe(of(ours)) + " against " + Totals.describe(of(theirs)) + " " + title;
        }
    }

    /** The first contender and another in a row that both have figures in. */
    private record Comparison(String row, String other, Totals ours, Totals theirs) {
        List<Figure> more() {
            return Stream.of(Figure.values())
                    .filter(figure -> figure.compare(ours, theirs) > 0)
                    .toList();
        }

        List<Figure> less() {
            return Stream.of(Figure.values())
                    .filter(figure -> figure.compare(ours, theirs) < 0)
                    .toList();
        }

        String describe(List<Figure> figures) {
            return figures.stream().map(figure -> figure.describe(ours, theirs)).collect(Collectors.joining(", "));
        }
    }

    /** A list of the goals, each met or not, with the figures. */
    String markdown() {
        return Stream.of(
                        Stream.of(Figure.values()).map(this::neverMore),
                        less.stream().map(this::less),
                        missed().entrySet().stream().map(Goals::missed))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private String neverMore(Figure figure) {
        List<Comparison> all = comparisons();
        long missed = all.stream()
                .filter(comparison -> comparison.more().contains(figure))
                .count();
        return verdict(missed == 0) + "No more " + figure.title + " than any other in any row: "
                + (missed == 0 ? "" : "more in " + missed + " of ") + all.size() + " comparisons.";
    }

    /** Where the first contender needs more, by the reason. */
    private Map<String, List<Comparison>> missed() {
        return comparisons().stream()
                .filter(comparison -> !comparison.more().isEmpty())
                .collect(Collectors.groupingBy(
                        comparison -> reason(comparison.row()), LinkedHashMap::new, Collectors.toList()));
    }

    private static String missed(Map.Entry<String, List<Comparison>> missed) {
        return missed.getValue().stream()
                .map(comparison -> "    - *" + comparison.row() + "*, " + comparison.other() + ": "
                        + comparison.describe(comparison.more())
                        + (comparison.less().isEmpty() ? "" : "; but " + comparison.describe(comparison.less())))
                .collect(Collectors.joining("\n", "- Where it is more: " + missed.getKey() + "\n", ""));
    }

    private String reason(String row) {
        return reasons.stream()
                .filter(reason -> reason.rows().contains(row))
                .map(Reason::text)
                .findFirst()
                .orElse("Nobody has said why.");
    }

    private String less(Less goal) {
        Comparison comparison = comparisons().stream()
                .filter(candidate ->
                        candidate.row().equals(goal.row()) && candidate.other().equals(goal.other()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing to compare: " + goal));
        List<Figure> figures = List.of(Figure.REQUESTS, Figure.UNITS);
        boolean met = comparison.less().containsAll(figures);
        return verdict(met) + "Fewer requests and units than " + goal.other() + " in *" + goal.row() + "*: "
                + comparison.describe(figures) + "." + (met ? "" : " " + reason(goal.row()));
    }

    private static String verdict(boolean met) {
        return met ? "- **Met.** " : "- **Not met.** ";
    }

    private List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (Row row : table.rows()) {
            Totals ours = row.figures().get(0).totals();
            if (ours == null) {
                continue;
            }
            IntStream.range(1, table.contenders().size())
                    .mapToObj(i -> compare(row, ours, i))
                    .flatMap(Optional::stream)
                    .forEach(comparisons::add);
        }
        return comparisons;
    }

    private Optional<Comparison> compare(Row row, Totals ours, int other) {
        @Nullable Totals theirs = row.figures().get(other).totals();
        return theirs == null
                ? Optional.empty()
                : Optional.of(new Comparison(row.title(), table.contenders().get(other), ours, theirs));
    }
}
