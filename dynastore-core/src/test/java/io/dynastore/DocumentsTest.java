package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Links lead somewhere, and examples are code that is compiled. */
class DocumentsTest {
    /** Examples that no test has between tags, by the document and their first line, and why. */
    private static final Map<String, String> UNTESTED = Map.of(
            "README.md: package com.example.shop;",
            "a file of its own, which is compared as a whole",
            "docs/connections.md: @SpringBootTest(properties = \"dynastore.initialize-tables=always\")",
            "needs a library of Testcontainers that is not among the dependencies");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String target : document.targets()) {
                String problem = problem(document, URI.create(target));
                if (problem != null) {
                    broken.add(document + ": " + target + " " + problem);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Pages elsewhere are not asked: a build needs no network but for its dependencies. */
    private static String problem(Document document, URI target) throws IOException {
        if (target.getScheme() != null) {
            boolean secure = target.getScheme().equals("https") && target.getHost() != null;
            return secure || "localhost".equals(target.getHost()) ? null : "is not https";
        }
        Path file = target.getPath().isEmpty()
                ? document.file()
                : document.file().resolveSibling(target.getPath()).normalize();
        if (!Files.exists(file)) {
            return "does not exist";
        }
        if (target.getFragment() == null || !file.toString().endsWith(".md")) {
            return null;
        }
        Document other = Document.of(file.toString());
        return other.anchors().contains(target.getFragment()) ? null : "is none of " + other.anchors();
    }

    @Test
    void everyExampleIsCompiledOrSaysWhyNot() throws IOException {
        List<String> snippets = Snippets.all();
        Set<String> untested = new TreeSet<>();
        for (Document document : Document.all()) {
            document.code("java").stream()
                    .filter(example -> !snippets.contains(example))
                    .forEach(example -> untested.add(
                            document + ": " + example.lines().findFirst().orElseThrow()));
        }
        assertThat(untested).isEqualTo(new TreeSet<>(UNTESTED.keySet()));
    }

    @Test
    void everySnippetIsQuoted() throws IOException {
        List<String> quoted = Document.all().stream()
                .flatMap(document -> document.code("java").stream())
                .toList();
        assertThat(quoted).containsAll(Snippets.all());
    }

    @Test
    void theReadmesApplicationIsTheOneThatIsRun() {
        String application = Snippets.read(
                Path.of("../dynastore-spring-boot-starter/src/test/java/com/example/shop/ShopApplication.java"));
        assertThat(Document.of("README.md").code("java")).contains(application.stripTrailing());
    }

    @Test
    void theTestOfARepositoryIsShort() {
        String slice = Document.of("docs/testing.md").code("java", "package com.example.shop;");
        assertThat(slice.lines()).hasSizeLessThan(40);
    }
}
