package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document quotes from a test: the lines between {@code // tag::name[]} and {@code // end::name[]}. So examples are
 * compiled, and run where the test runs them.
 */
public final class Snippets {
    private static final Pattern TAGGED =
            Pattern.compile("// tag::(\\w+)\\[\\]\\R(.*?)[ \\t]*// end::\\1\\[\\]", Pattern.DOTALL);

    private final List<String> snippets;

    private Snippets(List<String> snippets) {
        this.snippets = snippets;
    }

    /** The snippets in a test's source. */
    public static Snippets of(Class<?> test) {
        String source = read(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
        List<String> snippets = TAGGED.matcher(source)
                .results()
                .map(snippet -> snippet.group(2).stripTrailing().stripIndent())
                .toList();
        assertThat(snippets).as("tags in %s", test).isNotEmpty();
        return new Snippets(snippets);
    }

    /** Asserts that a document, named from the repository's root, quotes all of them. */
    public void areQuotedIn(String document) {
        assertThat(quotes(document)).containsAll(snippets);
    }

    /** The Java code in a document. */
    public static List<String> quotes(String document) {
        return Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL)
                .matcher(read(Path.of("..", document)))
                .results()
                .map((MatchResult quote) -> quote.group(1))
                .toList();
    }

    /** The snippets in the tests of all modules. */
    static List<String> ofAllModules() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Snippets::sources)
                    .flatMap(source -> TAGGED.matcher(read(source)).results())
                    .map(snippet -> snippet.group(2).stripTrailing().stripIndent())
                    .toList();
        }
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
