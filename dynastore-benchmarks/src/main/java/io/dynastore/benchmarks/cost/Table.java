package io.dynastore.benchmarks.cost;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Markdown table with three columns for each contender.
 *
 * @param contenders their titles
 * @param rows a row for each scenario
 */
record Table(List<String> contenders, List<Row> rows) {
    /**
     * A row.
     *
     * @param title the scenario's title
     * @param figures what each contender needs
     */
    record Row(String title, List<Figures> figures) {}

    String markdown() {
        Stream<String> head = Stream.concat(
                Stream.of("scenario"), contenders.stream().flatMap(title -> Stream.of(title, "RCU", "WCU")));
        Stream<String> rule = Stream.concat(
                Stream.of("---"),
                IntStream.range(0, contenders.size()).boxed().flatMap(i -> Stream.of("---", "--:", "--:")));
        return Stream.concat(Stream.of(line(head), line(rule)), rows.stream().map(Table::line))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Row row) {
        return line(Stream.concat(
                Stream.of(row.title()),
                row.figures().stream()
                        .flatMap(figures -> Stream.of(figures.requests(), figures.readUnits(), figures.writeUnits()))));
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }
}
