package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written about the project holds together: code is quoted from tests, links lead somewhere. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SPRING_EXAMPLE = ROOT.resolve("dynastore-spring-boot-starter/src/test/java")
            .resolve("io/dynastore/spring/autoconfigure/CustomerService.java");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    @Test
    void allJavaCodeIsQuotedFromATestAndAllExamplesAreQuoted() {
        Map<String, Snippets> examples = Map.of(
                "docs/guide.md",
                Snippets.of(GuideExampleTest.class)
                        .and(Snippets.of(GuideOperationsExampleTest.class))
                        .and(Snippets.of(SPRING_EXAMPLE)),
                "docs/item-format.md",
                Snippets.of(ItemFormatExampleTest.class),
                "docs/migration.md",
                Snippets.of(MigrationExampleTest.class));

        examples.forEach((document, snippets) -> snippets.areAllJavaOf(document));
    }

    static Stream<Path> documents() throws IOException {
        List<Path> documents;
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            documents = docs.filter(file -> file.toString().endsWith(".md")).toList();
        }
        return Stream.concat(
                documents.stream(),
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "dynastore-sample-app/README.md")
                        .map(ROOT::resolve));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksToFilesAndHeadingsLeadSomewhere(Path document) throws IOException {
        for (String link : LINK.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.contains("://"))
                .toList()) {
            int hash = link.indexOf('#');
            String file = hash < 0 ? link : link.substring(0, hash);
            Path target = file.isEmpty() ? document : document.resolveSibling(file);
            assertThat(target).as("%s in %s", link, document).exists();
            if (hash >= 0) {
                assertThat(headings(target)).as("%s in %s", link, document).contains(link.substring(hash + 1));
            }
        }
    }

    /** As GitHub names them. */
    private static List<String> headings(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
