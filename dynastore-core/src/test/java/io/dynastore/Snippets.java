package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<String> snippets = in(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
        assertThat(snippets).as("tags in %s", test).isNotEmpty();
        return new Snippets(snippets);
    }

    /** The snippets in the tests of all modules. */
    static List<String> ofAllModules() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<String> snippets = new ArrayList<>();
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(file -> snippets.addAll(in(file)));
                }
            }
            return snippets;
        }
    }

    private static List<String> in(Path file) {
        return TAGGED.matcher(read(file))
                .results()
                .map(snippet -> snippet.group(2).stripTrailing().stripIndent())
                .toList();
    }

    /** Asserts that a document, named from the repository's root, quotes all of them. */
    public void areQuotedIn(String document) {
        assertThat(Document.of(document).code("java")).containsAll(snippets);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
