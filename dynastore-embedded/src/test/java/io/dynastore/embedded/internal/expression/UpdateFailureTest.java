package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that an item does not allow, with the texts of DynamoDB. */
class UpdateFailureTest {
    private static final Map<String, Value> ITEM = Items.item(
            "n", Items.number("2"),
            "s", Items.text("dog"),
            "l", Items.list(Items.number("10"), Items.number("11")),
            "m",
                    Items.map(
                            "x",
                            Items.number("3"),
                            "l",
                            Items.list(Items.text("hi"), Items.map("q", Items.number("1")))),
            "strs", Items.texts("x", "q"),
            "nums", Items.numbers("1", "3"));

    @Test
    void whatOverflowsIsRefused() {
        Map<String, Value> item = Items.item("a", Items.number("9.9e125"));
        String message = "Number overflow. Attempting to store a number with magnitude larger than supported range";

        Items.assertInvalid(() -> parse("SET b = a + a").apply(item), message);
    }

    @ParameterizedTest
    @CsvSource({
        "SET n.a = :one",
        "SET n[0] = :one",
        "SET absent.a = :one",
        "SET absent[0] = :one",
        "SET m[0] = :one",
        "SET l.a = :one",
        "SET l[9].a = :one",
        "SET m.y.z = :one",
        "REMOVE n.a",
        "REMOVE n[0]",
        "REMOVE absent.a",
        "REMOVE absent[1]",
        "REMOVE m[1]",
        "REMOVE l.a",
        "ADD n.a :one",
        "ADD m[1] :one",
        "DELETE absent.a :strs",
        "DELETE l.a :strs"
    })
    void pathsThatLeadNowhereAreRefused(String update) {
        Items.assertInvalid(
                () -> parse(update).apply(ITEM),
                "The document path provided in the update expression is invalid for update");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SET a = absent
                    SET a = m.absent
                    SET absent = absent
                    SET a = l[2]
                    SET a = absent + :one
                    SET a = :one - absent
                    SET a = list_append(absent, :list)
                    SET a = list_append(:list, absent)
                    SET a = if_not_exists(absent, gone)
                    SET a = :one, b = a
                    """)
    void missingOperandsAreRefused(String update) {
        Items.assertInvalid(
                () -> parse(update).apply(ITEM),
                "The provided expression refers to an attribute that does not exist in the item");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SET a = s + :one
                    SET a = :one - l
                    SET a = list_append(s, :list)
                    SET a = list_append(:list, strs)
                    ADD s :one
                    ADD n :strs
                    ADD strs :nums
                    ADD l :strs
                    DELETE n :nums
                    DELETE strs :nums
                    DELETE m :nums
                    DELETE m.x :nums
                    """)
    void operandsOfTheWrongTypeAreRefused(String update) {
        Items.assertInvalid(
                () -> parse(update).apply(ITEM), "An operand in the update expression has an incorrect data type");
    }

    private static Update parse(String update) {
        return Expressions.update(update, Items.placeholders());
    }
}
