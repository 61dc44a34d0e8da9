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
    private static final Map<String, String> UNTESTED = Map.ofEntries(
            Map.entry(
                    "README.md: Entry<Customer> entry = customers.create(\"c-1\", new Customer(\"Ada\", \"new\"));",
                    "taste"),
            Map.entry("README.md: package com.example.shop;", "an application of its own"),
            Map.entry(
                    "README.md: Partition<String> customers = DynaStore.create(DynamoDbClient.create())"
                            + ".table(\"ShopTable\").partition(\"customers\");",
                    "needs AWS"),
            Map.entry("README.md: @Bean", "Spring; LeaderCandidateTest has the same"),
            Map.entry("docs/connections.md: @Bean(defaultCandidate = false)      // for dynastore alone", "Spring"),
            Map.entry("docs/connections.md: @Bean", "Spring"),
            Map.entry(
                    "docs/connections.md: @SpringBootTest(properties = \"dynastore.initialize-tables=always\")",
                    "Spring"),
            Map.entry("docs/leases.md: @Bean", "Spring; LeaderCandidateTest has the same"),
            Map.entry("docs/metrics.md: DynaStore store = DynaStore.builder(client)", "the starter's classes"));

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
        List<String> snippets = Snippets.ofAllModules();
        Set<String> untested = new TreeSet<>();
        for (Document document : Document.all()) {
            document.code("java").stream()
                    .filter(example -> !snippets.contains(example))
                    .forEach(example -> untested.add(
                            document + ": " + example.lines().findFirst().orElseThrow()));
        }
        assertThat(untested).isEqualTo(new TreeSet<>(UNTESTED.keySet()));
    }
}
