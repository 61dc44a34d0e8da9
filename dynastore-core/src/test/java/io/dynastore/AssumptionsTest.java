package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/assumptions.md} says of sources, classes and tests can be looked up. */
class AssumptionsTest {
    private static final Path DOCUMENT = Path.of("../docs/assumptions.md");
    private static final String HEADING = "| DynamoDB |";
    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");
    private static final Pattern PAGE = Pattern.compile("\"[^\"]+\".*\\(https://docs\\.aws\\.amazon\\.com/[^)]+\\)");

    /** One row: what DynamoDB does, what rests on it, what AWS says, and the tests. */
    private record Assumption(String behaviour, String promise, String source, String tests) {}

    private static List<Assumption> assumptions() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith(HEADING))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .map(cells -> new Assumption(cells.get(1), cells.get(2), cells.get(3), cells.get(4)))
                .toList();
    }

    @Test
    void eachIsQuotedFromAPageOfAwsOrSaidToBeUndocumented() throws IOException {
        assertThat(assumptions())
                .hasSizeGreaterThan(50)
                .allSatisfy(assumption -> assertThat(assumption.source())
                        .as(assumption.behaviour())
                        .matches(source -> source.startsWith("Undocumented.")
                                || PAGE.matcher(source).find()));
    }

    @Test
    void eachNamesTheClassesOrPagesThatRelyOnIt() throws IOException {
        Set<String> classes = classes("src/main/java");
        assertThat(assumptions()).allSatisfy(assumption -> {
            assertThat(assumption.promise()).as(assumption.behaviour()).isNotEmpty();
            assertThat(classes).as(assumption.behaviour()).containsAll(names(assumption.promise()));
        });
    }

    @Test
    void eachNamesTestsThatThereAreOrSaysWhatIsNotTested() throws IOException {
        Set<String> classes = classes("src/test/java");
        assertThat(assumptions()).allSatisfy(assumption -> {
            assertThat(assumption.tests()).as(assumption.behaviour()).isNotEmpty();
            assertThat(classes).as(assumption.behaviour()).containsAll(names(assumption.tests()));
        });
    }

    @Test
    void whatIsUndocumentedSaysWhichOfBothIsTested() throws IOException {
        assertThat(assumptions())
                .filteredOn(assumption -> assumption.source().startsWith("Undocumented."))
                .allSatisfy(assumption -> assertThat(assumption.tests())
                        .as(assumption.behaviour())
                        .containsPattern("(?i)\\b(to be tested|both)\\b"));
    }

    private static List<String> names(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1))
                .toList();
    }

    private static Set<String> classes(String sources) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(sources))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
