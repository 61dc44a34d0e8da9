package io.dynastore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report, whose figures are the part of a Markdown file between two comments with its name. The rest of the file is
 * written by hand. The short form of a report is only a check: it measures less, and does not change the file. Immutable.
 */
record Report(String name, Path file, boolean isShort) {
    private static final ResourceBundle VERSIONS = ResourceBundle.getBundle("io.dynastore.benchmarks.versions");

    /** Reads the arguments of a command: the file, and whether the report is short. */
    static Report of(String name, String[] arguments) {
        return new Report(name, Path.of(arguments[0]).normalize(), Boolean.parseBoolean(arguments[1]));
    }

    /** Prints the blocks, and writes them to the file unless the report is short. */
    void publish(Object... blocks) throws IOException {
        String figures = Stream.of(blocks).map(String::valueOf).collect(Collectors.joining("\n\n"));
        System.out.println(figures);
        if (!isShort) {
            Files.writeString(file, replaceIn(Files.readString(file), figures));
        }
    }

    private String replaceIn(String text, String figures) {
        String begin = "<!-- begin " + name + ": generated, changes here are lost -->\n";
        String end = "\n<!-- end " + name + " -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (from < begin.length() || to < 0) {
            throw new IllegalStateException(file + " has no place for the figures: add " + begin + end.strip());
        }
        return text.substring(0, from) + figures + text.substring(to);
    }

    /** Returns the version of a product that {@code versions.properties} names. */
    static String version(String product) {
        return VERSIONS.getString(product);
    }

    /** Returns a table of the date, the machine and the versions of some products. */
    static Table conditions(String... products) {
        int cores = Runtime.getRuntime().availableProcessors();
        String machine = cores + (cores == 1 ? " core, " : " cores, ") + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", JDK " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ")";
        String versions = Stream.of(products)
                .map(product -> title(product) + " " + version(product))
                .collect(Collectors.joining(", "));
        return new Table("| | |", "| --- | --- |")
                .row("date", LocalDate.now(ZoneOffset.UTC))
                .row("machine", machine)
                .row("versions", versions);
    }

    private static String title(String product) {
        String key = product + ".title";
        return VERSIONS.containsKey(key) ? VERSIONS.getString(key) : product;
    }
}
