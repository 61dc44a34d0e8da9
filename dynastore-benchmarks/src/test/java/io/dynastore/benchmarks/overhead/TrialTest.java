package io.dynastore.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class TrialTest {
    @Test
    void theEnhancedClientCanBeLeftOutOfTheClassPath() {
        String classPath = String.join(
                File.pathSeparator, "target/classes", "repo/dynamodb-enhanced-2.0.jar", "repo/dynamodb-2.0.jar");

        assertThat(Trial.withoutEnhanced(classPath))
                .isEqualTo(String.join(File.pathSeparator, "target/classes", "repo/dynamodb-2.0.jar"));
    }
}
