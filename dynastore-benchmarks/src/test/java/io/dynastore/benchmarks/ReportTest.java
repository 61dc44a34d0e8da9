package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String TEXT = """
            # Title

            <!-- begin a: generated, changes here are lost -->
            one
            <!-- end a -->

            Prose.

            <!-- begin b: generated, changes here are lost -->
            two
            <!-- end b -->
            """;

    @TempDir
    private Path folder;

    @Test
    void theFiguresOfAReportAreReplacedAndTheRestStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), TEXT);

        report("a", file, false).publish("three", "four");

        assertThat(file).hasContent(TEXT.replace("one", "three\n\nfour"));
    }

    @Test
    void aShortReportIsNotWrittenToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), TEXT);

        report("a", file, true).publish("three");

        assertThat(file).hasContent(TEXT);
    }

    @Test
    void aFileWithoutAPlaceForTheFiguresIsNotTouched() throws IOException {
        String unfinished = TEXT.replace("\n<!-- end b -->", "");
        Path file = Files.writeString(folder.resolve("benchmarks.md"), unfinished);

        assertThatIllegalStateException()
                .isThrownBy(() -> report("b", file, false).publish("three"))
                .withMessageContaining("<!-- end b -->");
        assertThatIllegalStateException()
                .isThrownBy(() -> report("c", file, false).publish("three"))
                .withMessageContaining("<!-- begin c: generated");
        assertThat(file).hasContent(unfinished);
    }

    @Test
    void everyProductIsNamedWithItsVersion() {
        assertThat(Report.conditions("dynastore", "spring-boot", "aws-sdk").toString())
                .contains("| dynastore " + Report.version("dynastore") + ", Spring Boot "
                        + Report.version("spring-boot") + ", AWS SDK " + Report.version("aws-sdk") + " |");
    }

    private static Report report(String name, Path file, boolean isShort) {
        return Report.of(name, new String[] {file.toString(), Boolean.toString(isShort)});
    }
}
