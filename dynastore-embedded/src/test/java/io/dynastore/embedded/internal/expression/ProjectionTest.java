package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Value;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
    private static final Map<String, Value> ITEM = Items.item(
            "p", Items.text("key"),
            "a",
                    Items.map(
                            "b",
                            Items.list(
                                    Items.number("2"),
                                    Items.number("4"),
                                    Items.map("x", Items.text("hi"), "y", Items.text("yo"))),
                            "c",
                            Items.number("5")),
            "b", Items.text("hello"),
            "a.b", Items.text("dotted"));

    static Stream<Arguments> projections() {
        Value two = Items.number("2");
        Value four = Items.number("4");
        return Stream.of(
                Arguments.of("a", Items.item("a", ITEM.get("a"))),
                Arguments.of(" b  ,p ", Items.item("b", Items.text("hello"), "p", Items.text("key"))),
                Arguments.of("a.b[0]", Items.item("a", Items.map("b", Items.list(two)))),
                Arguments.of("a.b[2].y", Items.item("a", Items.map("b", Items.list(Items.map("y", Items.text("yo")))))),
                Arguments.of("a.b[1], a.b[0]", Items.item("a", Items.map("b", Items.list(two, four)))),
                Arguments.of("a.b[1], a.c", Items.item("a", Items.map("b", Items.list(four), "c", Items.number("5")))),
                Arguments.of("a.c, b", Items.item("a", Items.map("c", Items.number("5")), "b", Items.text("hello"))),
                Arguments.of("a.x, a.b[0], x, a.b[3].x", Items.item("a", Items.map("b", Items.list(two)))),
                Arguments.of("#dotted", Items.item("a.b", Items.text("dotted"))),
                Arguments.of("x", Map.of()),
                Arguments.of("a.b[3]", Map.of()),
                Arguments.of("a.b[4294967294]", Map.of()),
                Arguments.of("a.x.y", Map.of()),
                Arguments.of("a.b.x", Map.of()),
                Arguments.of("a[0]", Map.of()),
                Arguments.of("a.b[0].x", Map.of()),
                Arguments.of("a.b[0][0]", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("projections")
    void partsAreReturnedInsideWhatHoldsThem(String projection, Map<String, Value> expected) {
        assertThat(parse(projection).apply(ITEM)).isEqualTo(expected);
    }

    @Test
    void attributesAreTheTopLevelNames() {
        assertThat(parse("a.b, #dotted, a.c[1], p").attributes()).containsExactly("a", "a.b", "p");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    overlap  | [a]         | [a]           | a, a
                    overlap  | [str]       | [str]         | str, #str
                    overlap  | [a]         | [a, b]        | a, a.b
                    overlap  | [a, b]      | [a]           | a.b, a
                    overlap  | [a, [1]]    | [a, [1]]      | a[1], a[1]
                    overlap  | [a, b]      | [a, b, [2], c] | c, a.b, a.b[2].c
                    overlap  | [a, b]      | [a, b]        | a.b, a[1], a.b
                    conflict | [a, b]      | [a, [1]]      | a.b, a[1]
                    conflict | [a, b, [1]] | [a, b, c]     | a.b[1], a.b.c
                    """)
    void pathsThatOverlapOrConflictAreRefused(String relation, String first, String second, String projection) {
        Items.assertInvalid(
                () -> parse(projection),
                "Invalid ProjectionExpression: Two document paths " + relation
                        + " with each other; must remove or rewrite one of these paths; path one: " + first
                        + ", path two: " + second);
    }

    @ParameterizedTest
    @CsvSource({"'a, b'", "'a.b, a.c'", "'a.b.d, a.b.e'", "'a[1], a[2]'", "'a.b, a.c[2]'", "'a.b.c, b.b.c'"})
    void pathsThatPartAreAccepted(String projection) {
        assertThat(parse(projection).apply(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The expression can not be empty; | ''
                    Syntax error; token: "<EOF>", near: "," | a,
                    Syntax error; token: ",", near: ",a" | ,a
                    Syntax error; token: ",", near: ",,b" | a,,b
                    Syntax error; token: ":x", near: ":x" | :x
                    Syntax error; token: "(", near: "(a" | (a)
                    Syntax error; token: "(", near: "size(a" | size(a)
                    Attribute name is a reserved keyword; reserved keyword: name | #undefined, a.name
                    An expression attribute name used in the document path is not defined; attribute name: #undefined | a, b.#undefined, a
                    List index is not within the allowable range; index: [99999999999999] | a[99999999999999]
                    """)
    void faultsAreRefused(String message, String projection) {
        Items.assertInvalid(() -> parse(projection), "Invalid ProjectionExpression: " + message);
    }

    private static Projection parse(String projection) {
        return Expressions.projection(projection, Items.placeholders());
    }
}
