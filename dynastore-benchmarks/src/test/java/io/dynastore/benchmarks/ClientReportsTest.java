package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.ClientBenchmark.Figures;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.ClientBenchmark.Trial;
import io.dynastore.benchmarks.ClientConfiguration.Setting;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientReportsTest {
    @Test
    void aGoalIsMetOrNotByItsMedian() {
        ClientOverhead overhead = overhead(Map.of(
                Kind.RAW, new Figures(100, 1000),
                Kind.DYNASTORE, new Figures(106, 1080),
                Kind.OBSERVED, new Figures(120, 1180),
                Kind.TIMED_ONLY, new Figures(118, 1150),
                Kind.MICROMETER, new Figures(115, 1100),
                Kind.DYNASTORE_JSON, new Figures(150, 2000),
                Kind.ENHANCED, new Figures(120, 1300)));

        assertThat(Table.of(overhead.goals()).toString().lines())
                .contains("| get, strings: CPU to raw | at most 1.05 | 1.060 | **not met** |")
                .contains("| get, strings: bytes to raw | at most 1.08 | 1.080 | met |")
                .contains("| get, observed: CPU to unobserved | at most 1.20 | 1.132 | met |")
                .contains("| page, JSON: CPU to Enhanced | at most 1.00 | 1.250 | **not met** |")
                .contains("| update, strings: CPU to Enhanced | at most 0.85 | 0.883 | **not met** |")
                .contains("| update, strings: bytes to Enhanced | at most 0.85 | 0.831 | met |");
    }

    @Test
    void eachOperationOfEachContenderHasALine() {
        ClientOverhead overhead = overhead(Map.of(
                Kind.RAW, new Figures(100, 1000),
                Kind.DYNASTORE, new Figures(104, 1050),
                Kind.OBSERVED, new Figures(120, 1180),
                Kind.TIMED_ONLY, new Figures(118, 1150),
                Kind.MICROMETER, new Figures(115, 1100),
                Kind.DYNASTORE_JSON, new Figures(150, 2000),
                Kind.ENHANCED, new Figures(200, 2100)));

        assertThat(overhead.table().toString().lines())
                .hasSize(2 + 6 * 7)
                .contains("| update | dynastore, string | 104.0 | 1.04 | 0.52 | 1,050 | 1.05 | 0.50 |");
    }

    @Test
    void eachSettingIsComparedWithTheDefault() {
        Trial base = new Trial("get", Kind.RAW, Setting.DEFAULTS, "");
        Trial other = new Trial("get", Kind.RAW, Setting.METRICS, "");
        Rounds<Trial, Figures> rounds = new Rounds<>();
        rounds.add(base, new Figures(20, 1000));
        rounds.add(other, new Figures(30, 1500));

        assertThat(ClientConfiguration.table("setting", List.of(base, other), rounds)
                        .toString()
                        .lines())
                .containsExactly(
                        "| setting | CPU, µs | to the default | bytes | to the default |",
                        "| --- | --: | --: | --: | --: |",
                        "| the SDK's defaults | 20.0 | 1.00 | 1,000 | 1.00 |",
                        "| a `MetricPublisher` | 30.0 | 1.50 | 1,500 | 1.50 |");
    }

    @Test
    void theEnhancedClientCanBeLeftOutOfTheClassPath() {
        String classPath = String.join(
                File.pathSeparator, "target/classes", "repo/dynamodb-enhanced-2.0.jar", "repo/dynamodb-2.0.jar");

        assertThat(ClientBenchmark.withoutEnhanced(classPath))
                .isEqualTo(String.join(File.pathSeparator, List.of("target/classes", "repo/dynamodb-2.0.jar")));
    }

    private static ClientOverhead overhead(Map<Kind, Figures> figures) {
        Rounds<Trial, Figures> rounds = new Rounds<>();
        ClientOverhead.trials().forEach(trial -> rounds.add(trial, figures.get(trial.kind())));
        return new ClientOverhead(rounds);
    }
}
