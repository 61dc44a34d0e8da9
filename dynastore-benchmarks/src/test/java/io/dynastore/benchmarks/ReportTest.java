package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void aLookIsNotWrittenToTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("benchmarks.md");

        Report.of(new String[] {file.toString(), "true"}).publish("a", "one");
        assertThat(file).doesNotExist();

        Report.of(new String[] {file.toString(), "false"}).publish("a", "one");
        assertThat(file).content().contains("<!-- begin a: generated, changes here are lost -->\none\n");
    }

    @Test
    void whatWasMeasuredIsNamedWithItsVersion() {
        assertThat(Report.conditions("dynastore", "spring-boot", "aws-sdk"))
                .contains("| dynastore " + Versions.of("dynastore") + ", Spring Boot " + Versions.of("spring-boot")
                        + ", AWS SDK " + Versions.of("aws-sdk") + " |");
    }
}
