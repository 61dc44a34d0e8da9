package io.dynastore.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    @Test
    void thePlainApplicationHasNothingOfDynastoreOnItsClassPath() {
        String classPath = String.join(
                File.pathSeparator,
                "dynastore/dynastore-benchmarks-startup/target/classes",
                "dynastore/dynastore-spring-boot-starter/target/classes",
                "dynastore/dynastore-core/target/dynastore-core-1.0.jar",
                "repository/dynamodb-2.0.jar");

        assertThat(Application.PLAIN.classPath(classPath))
                .isEqualTo(String.join(
                        File.pathSeparator,
                        "dynastore/dynastore-benchmarks-startup/target/classes",
                        "repository/dynamodb-2.0.jar"));
        assertThat(Application.STARTER.classPath(classPath)).isEqualTo(classPath);
    }
}
