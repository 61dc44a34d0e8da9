package io.dynastore.benchmarks;

import io.dynastore.benchmarks.Rounds.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown table that grows by rows. Not thread-safe. */
final class Table {
    private final StringBuilder text;

    /** Creates a table from the line with the titles of the columns and the one with their alignment. */
    Table(String head, String rule) {
        text = new StringBuilder(head).append('\n').append(rule);
    }

    Table row(Object... cells) {
        text.append('\n').append(line(cells));
        return this;
    }

    /** Returns a line of cells, of which a stream stands for several. */
    static String line(Object... cells) {
        return Stream.of(cells)
                .flatMap(cell -> cell instanceof Stream<?> several ? several : Stream.of(cell))
                .map(String::valueOf)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Returns a table of goals that says for each whether it is met. */
    static Table of(List<Goal> goals) {
        Table table = new Table("| goal | | measured | |", "| --- | --- | --: | --- |");
        goals.forEach(goal -> table.row(
                goal.title,
                String.format(Locale.ROOT, "%s %.2f", goal.isMinimum ? "at least" : "at most", goal.limit),
                goal.measured.describe(3),
                goal.isMet() ? "met" : "**not met**"));
        return table;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A goal and the figure that is to meet it by its median. The limit itself meets it. */
    record Goal(String title, boolean isMinimum, double limit, Spread measured) {
        static Goal atLeast(double limit, String title, Spread measured) {
            return new Goal(title, true, limit, measured);
        }

        static Goal atMost(double limit, String title, Spread measured) {
            return new Goal(title, false, limit, measured);
        }

        boolean isMet() {
            return isMinimum ? measured.median() >= limit : measured.median() <= limit;
        }
    }
}
