package io.dynastore.benchmarks.overhead;

import io.dynastore.benchmarks.overhead.HttpClientBenchmark.Http;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of {@link ConfigurationBenchmark} and {@link HttpClientBenchmark} as Markdown.
 *
 * @param rounds the figures of all trials
 * @param endpoint where the database is
 */
record ConfigurationTables(Rounds rounds, String endpoint) {
    private static final String METHOD = "get";

    /** The forks of a round. */
    static List<Trial> trials(String endpoint) {
        return Stream.concat(
                        Stream.of(Configuration.values()).map(ConfigurationTables::trial),
                        Stream.of(Http.values()).map(http -> trial(http, endpoint)))
                .toList();
    }

    private static Trial trial(Configuration configuration) {
        return new Trial(
                ConfigurationBenchmark.class,
                METHOD,
                Map.of("configuration", configuration.name()),
                configuration == Configuration.ENHANCED_ON_CLASS_PATH);
    }

    private static Trial trial(Http http, String endpoint) {
        return new Trial(HttpClientBenchmark.class, METHOD, Map.of("http", http.name(), "endpoint", endpoint), false);
    }

    String configurations() {
        Trial defaults = trial(Configuration.DEFAULTS);
        return table(
                "configuration",
                Stream.of(Configuration.values())
                        .map(configuration -> line(configuration.title(), trial(configuration), defaults)));
    }

    String httpClients() {
        Trial defaults = trial(Http.APACHE5, endpoint);
        return table(
                "HTTP client",
                Stream.of(Http.values()).map(http -> line(http.title(), trial(http, endpoint), defaults)));
    }

    private static String table(String title, Stream<String> lines) {
        return Stream.concat(
                        Stream.of(
                                "| " + title + " | CPU, µs | to the default | bytes | to the default |",
                                "| --- | --: | --: | --: | --: |"),
                        lines)
                .collect(Collectors.joining("\n"));
    }

    private String line(String title, Trial trial, Trial defaults) {
        return Stream.of(
                        title,
                        rounds.of(trial, Figures::cpuMicros).describe(1),
                        rounds.ratio(trial, defaults, Figures::cpuMicros).describe(2),
                        rounds.of(trial, Figures::bytes).describe(0),
                        rounds.ratio(trial, defaults, Figures::bytes).describe(2))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
