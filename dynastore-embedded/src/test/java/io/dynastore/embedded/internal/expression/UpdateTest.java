package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateTest {
    private static final Map<String, Value> ITEM = Items.item(
            "n", Items.number("2"),
            "s", Items.text("dog"),
            "l", numbers(10, 11, 12, 13),
            "m",
                    Items.map(
                            "x",
                            Items.number("3"),
                            "l",
                            Items.list(Items.text("hi"), Items.map("q", Items.number("1")))),
            "strs", Items.texts("x", "q"),
            "nums", Items.numbers("1", "3"));

    private static Value numbers(int... numbers) {
        Value[] values = new Value[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            values[i] = Items.number(Integer.toString(numbers[i]));
        }
        return Items.list(values);
    }

    static Stream<Arguments> setting() {
        return Stream.of(
                Arguments.of("SET a = :one", "a", Items.number("1")),
                Arguments.of("set a = n", "a", Items.number("2")),
                Arguments.of("SET #str = m.x", "str", Items.number("3")),
                Arguments.of("SET s = :strs", "s", Items.texts("x", "y", "z")),
                Arguments.of("SET n = n + :five", "n", Items.number("7")),
                Arguments.of("SET n = :five - n", "n", Items.number("3")),
                Arguments.of("SET n = n + n", "n", Items.number("4")),
                Arguments.of("SET n = (n - (m.x))", "n", Items.number("-1")),
                Arguments.of("SET n = if_not_exists(n, :nine)", "n", Items.number("2")),
                Arguments.of("SET a = if_not_exists(a, :nine)", "a", Items.number("9")),
                Arguments.of("SET a = if_not_exists(b, if_not_exists(n, :nine))", "a", Items.number("2")),
                Arguments.of("SET a = if_not_exists(n, b)", "a", Items.number("2")),
                Arguments.of("SET a = if_not_exists(a, :one) + :five", "a", Items.number("6")),
                Arguments.of("SET a = if_not_exists(a, :one) - if_not_exists(b, n)", "a", Items.number("-1")),
                Arguments.of("SET l = list_append(l, :list)", "l", numbers(10, 11, 12, 13, 3, 4)),
                Arguments.of("SET l = list_append(:list, l)", "l", numbers(3, 4, 10, 11, 12, 13)),
                Arguments.of("SET a = list_append(:list, :list)", "a", numbers(3, 4, 3, 4)),
                Arguments.of("SET a = list_append(if_not_exists(a, :list), l)", "a", numbers(3, 4, 10, 11, 12, 13)),
                Arguments.of("SET l[1] = :five", "l", numbers(10, 5, 12, 13)),
                Arguments.of("SET l[4] = :five", "l", numbers(10, 11, 12, 13, 5)),
                Arguments.of("SET l[4294967294] = :five", "l", numbers(10, 11, 12, 13, 5)),
                Arguments.of("SET l[84] = :one, l[37] = :three, l[17] = :five", "l", numbers(10, 11, 12, 13, 5, 3, 1)),
                Arguments.of("SET l[0] = l[3], l[3] = l[0]", "l", numbers(13, 11, 12, 10)));
    }

    @ParameterizedTest
    @MethodSource("setting")
    void setReplacesOrCreates(String update, String attribute, Value expected) {
        assertChanged(update, attribute, expected);
    }

    static Stream<Arguments> removing() {
        return Stream.of(
                Arguments.of("REMOVE n", "n", null),
                Arguments.of("remove absent", "absent", null),
                Arguments.of("REMOVE l[1]", "l", numbers(10, 12, 13)),
                Arguments.of("REMOVE l[0], l[2]", "l", numbers(11, 13)),
                Arguments.of("REMOVE l[2], l[0], l[1], l[3]", "l", Items.list()),
                Arguments.of("REMOVE l[17]", "l", numbers(10, 11, 12, 13)),
                Arguments.of("REMOVE l[1] SET l[3] = :five", "l", numbers(10, 12, 5)),
                Arguments.of("SET l[3] = :five REMOVE l[1]", "l", numbers(10, 12, 5)),
                Arguments.of("SET l[9] = :five REMOVE l[0]", "l", numbers(11, 12, 13, 5)),
                Arguments.of(
                        "REMOVE m.x",
                        "m",
                        Items.map("l", Items.list(Items.text("hi"), Items.map("q", Items.number("1"))))),
                Arguments.of(
                        "REMOVE m.l[0], m.l[1].q SET m.l[1].r = m.x",
                        "m",
                        Items.map("x", Items.number("3"), "l", Items.list(Items.map("r", Items.number("3"))))),
                Arguments.of(
                        "REMOVE m.l[1].absent, m.absent",
                        "m",
                        Items.map(
                                "x",
                                Items.number("3"),
                                "l",
                                Items.list(Items.text("hi"), Items.map("q", Items.number("1"))))));
    }

    @ParameterizedTest
    @MethodSource("removing")
    void removeShiftsElementsByTheirOriginalPositions(String update, String attribute, Value expected) {
        assertChanged(update, attribute, expected);
    }

    static Stream<Arguments> addingAndDeleting() {
        return Stream.of(
                Arguments.of("ADD n :five", "n", Items.number("7")),
                Arguments.of("add a :five", "a", Items.number("5")),
                Arguments.of("ADD a :strs", "a", Items.texts("x", "y", "z")),
                Arguments.of("ADD strs :strs", "strs", Items.texts("x", "q", "z", "y")),
                Arguments.of("ADD nums :nums", "nums", Items.numbers("1", "3", "9")),
                Arguments.of("ADD l[1] :one", "l", numbers(10, 12, 12, 13)),
                Arguments.of("ADD l[8] :one", "l", numbers(10, 11, 12, 13, 1)),
                Arguments.of("DELETE strs :strs", "strs", Items.texts("q")),
                Arguments.of("DELETE nums :nums", "nums", Items.numbers("1")),
                Arguments.of("delete absent :nums", "absent", null),
                Arguments.of("DELETE l[8] :nums", "l", numbers(10, 11, 12, 13)));
    }

    @ParameterizedTest
    @MethodSource("addingAndDeleting")
    void addAndDeleteCalculateAndChangeSets(String update, String attribute, Value expected) {
        assertChanged(update, attribute, expected);
    }

    @Test
    void binarySetsAreAddedToAndDeletedFrom() {
        Map<String, Value> item = Items.item("b", Items.placeholders().value(":bins"));

        assertThat(parse("ADD b :bins").apply(item)).isEqualTo(item);
        assertThat(parse("DELETE b :bins").apply(item)).isEmpty();
    }

    @Test
    void deletingTheLastElementRemovesTheSet() {
        assertThat(parse("DELETE a :strs").apply(Items.item("a", Items.texts("y", "x"))))
                .isEmpty();
        assertThat(parse("DELETE m.a :strs").apply(Items.item("m", Items.map("a", Items.texts("y")))))
                .isEqualTo(Items.item("m", Items.map()));
    }

    private static void assertChanged(String update, String attribute, Value expected) {
        Map<String, Value> all = new LinkedHashMap<>(ITEM);
        if (expected == null) {
            all.remove(attribute);
        } else {
            all.put(attribute, expected);
        }
        Map<String, Value> before = new LinkedHashMap<>(ITEM);

        assertThat(parse(update).apply(ITEM)).isEqualTo(all);
        assertThat(ITEM).isEqualTo(before);
    }

    @Test
    void allOperandsSeeTheItemAsItWas() {
        Map<String, Value> item = Items.item("a", Items.number("1"), "b", Items.number("2"));

        assertThat(parse("SET a = b, b = a").apply(item))
                .isEqualTo(Items.item("a", Items.number("2"), "b", Items.number("1")));
        assertThat(parse("REMOVE a SET c = a ADD b :five").apply(item))
                .isEqualTo(Items.item("b", Items.number("7"), "c", Items.number("1")));
    }

    @Test
    void sumsAreRoundedToTheDigitsThatDynamoDbKeeps() {
        Map<String, Value> item = Items.item("a", Items.number("1e36"), "b", Items.number("0.06"));

        assertThat(parse("SET a = a + b").apply(item).get("a"))
                .isEqualTo(Items.number("1000000000000000000000000000000000000.1"));
    }

    @Test
    void aKeyWithoutAnItemMayHaveAnythingRemoved() {
        Map<String, Value> key = Items.item("p", Items.text("key"));

        assertThat(parse("REMOVE x.y, w[0], z").create(key)).isEqualTo(key);
        assertThat(parse("REMOVE x.y SET a = p ADD b :one DELETE c.d :strs").create(key))
                .isEqualTo(Items.item("p", Items.text("key"), "a", Items.text("key"), "b", Items.number("1")));
        Items.assertInvalid(
                () -> parse("SET x.y = :one").create(key),
                "The document path provided in the update expression is invalid for update");
        assertThat(key).hasSize(1);
    }

    @Test
    void onlyRemovesTellsWhetherAnItemIsCreated() {
        assertThat(parse("REMOVE a").onlyRemoves()).isTrue();
        assertThat(parse("REMOVE a DELETE b :strs").onlyRemoves()).isTrue();
        assertThat(parse("REMOVE a SET b = :one").onlyRemoves()).isFalse();
        assertThat(parse("ADD a :one").onlyRemoves()).isFalse();
    }

    @Test
    void attributesAreThoseThatAreChanged() {
        assertThat(parse("SET a.b = c, #str = d REMOVE e[1] ADD f :one DELETE g :strs")
                        .attributes())
                .containsExactly("a", "str", "e", "f", "g");
    }

    @Test
    void updatedPartsAreTheAddressedPaths() {
        Update update = parse("SET m.x = :five, l[1] = :one, l[100] = :nine REMOVE m.l[0], n ADD strs :strs");

        Map<String, Value> before = update.updatedParts(ITEM);
        assertThat(before)
                .isEqualTo(Items.item(
                        "m", Items.map("x", Items.number("3"), "l", Items.list(Items.text("hi"))),
                        "l", numbers(11),
                        "n", Items.number("2"),
                        "strs", Items.texts("x", "q")));
        // What was appended is not at its path, and what was removed has made room for the next element: as DynamoDB
        // has it.
        Map<String, Value> after = update.updatedParts(update.apply(ITEM));
        assertThat(after)
                .isEqualTo(Items.item(
                        "m", Items.map("x", Items.number("5"), "l", Items.list(Items.map("q", Items.number("1")))),
                        "l", numbers(1),
                        "strs", Items.texts("x", "y", "z", "q")));
    }

    private static Update parse(String update) {
        return Expressions.update(update, Items.placeholders());
    }
}
