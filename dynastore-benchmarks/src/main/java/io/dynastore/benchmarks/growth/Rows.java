package io.dynastore.benchmarks.growth;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of Markdown tables. */
final class Rows {
    private Rows() {}

    static String row(Object... cells) {
        return Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |"));
    }

    static String table(Stream<String> head, Stream<String> rows) {
        return Stream.concat(head, rows).collect(Collectors.joining("\n"));
    }
}
