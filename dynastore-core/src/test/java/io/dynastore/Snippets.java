package io.dynastore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What documents quote from the tests of all modules: the lines between {@code // tag::name[]} and {@code // end::name[]}. So
 * examples are compiled, and run where the test runs them.
 */
final class Snippets {
    private static final Pattern TAGGED =
            Pattern.compile("// tag::(\\w+)\\[\\]\\R(.*?)[ \\t]*// end::\\1\\[\\]", Pattern.DOTALL);

    private Snippets() {}

    /** All of them. */
    static List<String> all() {
        return modules()
                .map(module -> module.resolve("src/test/java"))
                .filter(Files::isDirectory)
                .flatMap(tests -> files(tests).filter(file -> file.toString().endsWith(".java")))
                .flatMap(Snippets::in)
                .toList();
    }

    private static Stream<String> in(Path source) {
        return TAGGED.matcher(read(source))
                .results()
                .map(snippet -> snippet.group(2).stripTrailing().stripIndent());
    }

    private static Stream<Path> modules() {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test's source, of a module, as it is. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
