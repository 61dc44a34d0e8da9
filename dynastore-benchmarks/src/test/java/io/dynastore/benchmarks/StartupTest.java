package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.benchmarks.Startup.Application;
import io.dynastore.benchmarks.Startup.Start;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupTest {
    @Test
    void aStartIsReadFromTheLineThatTheApplicationPrints() {
        assertThat(Start.of(List.of("Started in 2 seconds", "figures 10500 4200 9876 26"), 10_000))
                .isEqualTo(new Start(500, 4200, 9876));
    }

    @Test
    void theOutputIsShownWhereThereIsNoAnswer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Start.of(List.of("APPLICATION FAILED TO START"), 0))
                .withMessageContaining("FAILED TO START");
    }

    @Test
    void thePlainApplicationHasNothingOfDynastoreOnItsClassPath() {
        String classPath = String.join(
                File.pathSeparator,
                "jars/dynastore-benchmarks-startup.jar",
                "jars/dynastore-spring-boot-starter.jar",
                "dynastore/dynastore-core/target/dynastore-core-1.0.jar",
                "repository/dynamodb-2.0.jar");

        assertThat(new Application(true, false).classPath(classPath))
                .isEqualTo(String.join(
                        File.pathSeparator, "jars/dynastore-benchmarks-startup.jar", "repository/dynamodb-2.0.jar"));
        assertThat(new Application(false, false).classPath(classPath)).isEqualTo(classPath);
    }

    @Test
    void eachApplicationHasALineAndAGoalByTheRatioInTheMiddle() {
        Rounds<Application, Start> starts = new Rounds<>();
        add(starts, false, 1000, 1020);
        add(starts, false, 2000, 2400);
        add(starts, false, 1000, 1030);
        add(starts, true, 1000, 1060);

        assertThat(Startup.table(starts).toString().lines())
                .hasSize(6)
                .contains(
                        "| processed ahead of time | plain | 1,000 |  | 2,000 |  | 9,000 |  |",
                        "| processed ahead of time | with the starter | 1,060 | 1.060 | 2,120 | 1.060 | 9,000 | 1.000 |");
        assertThat(Table.of(Startup.goals(starts)).toString().lines())
                .contains(
                        "| time to the first answer, to plain, as it is | at most 1.03 | 1.030 (1.020 to 1.200) | met |",
                        "| time to the first answer, to plain, processed ahead of time | at most 1.03 | 1.060 | **not met** |");
    }

    private static void add(Rounds<Application, Start> starts, boolean isProcessed, double plain, double starter) {
        starts.add(new Application(true, isProcessed), new Start(plain, 2 * plain, 9000));
        starts.add(new Application(false, isProcessed), new Start(starter, 2 * starter, 9000));
    }
}
