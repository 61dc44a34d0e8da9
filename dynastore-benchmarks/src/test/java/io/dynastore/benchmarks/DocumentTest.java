package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    @Test
    void aNewSectionGoesToTheEnd() {
        Document document = new Document("# Title\n").withSection("a", "one").withSection("b", "two");

        assertThat(document.text()).isEqualTo("""
                        # Title

                        <!-- begin a: generated, changes here are lost -->
                        one
                        <!-- end a -->

                        <!-- begin b: generated, changes here are lost -->
                        two
                        <!-- end b -->
                        """);
    }

    @Test
    void aSectionIsReplacedAndTheRestStaysAsItIs() {
        Document document = new Document("# Title\n")
                .withSection("a", "one")
                .withSection("b", "two")
                .withSection("a", "three\n\nfour\n");

        assertThat(document.text()).isEqualTo("""
                        # Title

                        <!-- begin a: generated, changes here are lost -->
                        three

                        four
                        <!-- end a -->

                        <!-- begin b: generated, changes here are lost -->
                        two
                        <!-- end b -->
                        """);
    }

    @Test
    void aSectionWithoutAnEndIsNotTouched() {
        Document document = new Document("<!-- begin a: generated, changes here are lost -->\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.withSection("a", "one"))
                .withMessageContaining("<!-- end a -->");
    }

    @Test
    void aFileThatIsNotThereIsBegun(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("docs").resolve("benchmarks.md");

        Document.read(file).withSection("a", "one").write(file);

        assertThat(Document.read(file).text()).startsWith("# Benchmarks\n").contains("\none\n");
    }
}
