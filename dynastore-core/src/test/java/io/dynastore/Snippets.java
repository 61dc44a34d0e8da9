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
        return of(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
    }

    /** The snippets in a test's source of a module that is built after this one, and runs them. */
    public static Snippets of(String module, String test) {
        return of(Path.of("..", module, "src/test/java", test.replace('.', '/') + ".java"));
    }

    /** The snippets in the source of a test, perhaps of another module, which runs them. */
    public static Snippets of(Path source) {
        List<String> snippets = TAGGED.matcher(read(source))
                .results()
                .map(snippet -> snippet.group(2).stripTrailing().stripIndent())
                .toList();
        assertThat(snippets).as("tags in %s", source).isNotEmpty();
        return new Snippets(snippets);
    }

    /** These snippets and others. */
    public Snippets and(Snippets others) {
        return new Snippets(
                Stream.concat(snippets.stream(), others.snippets.stream()).toList());
    }

    /** Asserts that a document, named from the repository's root, quotes all of them. */
    public void areQuotedIn(String document) {
        assertThat(quotes(document)).containsAll(snippets);
    }

    /** Asserts that none of them has so many lines. */
    public void areShorterThan(int lines) {
        assertThat(snippets).allSatisfy(snippet -> assertThat(snippet.lines()).hasSizeLessThan(lines));
    }

    /** Asserts that they are all the Java code of a document, and that it quotes all of them. */
    public void areAllJavaOf(String document) {
        assertThat(quotes(document)).as(document).containsExactlyInAnyOrderElementsOf(snippets);
    }

    /** The Java code in a document. */
    public static List<String> quotes(String document) {
        return Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL)
                .matcher(read(Path.of("..", document)))
                .results()
                .map((MatchResult quote) -> quote.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
