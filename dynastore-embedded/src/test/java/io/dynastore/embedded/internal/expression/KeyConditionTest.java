package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pk EQ x                        | pk = :x
                    pk EQ x                        | :x = pk
                    pk EQ x, str LT 5              | pk = :x AND #str < :five
                    str LT 5, pk EQ x              | str < :five aNd pk = :x
                    str GT 5, pk EQ x              | :five < str AND pk = :x
                    str GE 5, pk EQ x              | :five <= str AND pk = :x
                    str LT 5, pk EQ x              | :five > str AND pk = :x
                    str LE 5, pk EQ x              | :five >= str AND pk = :x
                    pk EQ x, sk LE 5               | pk = :x AND sk <= :five
                    pk EQ x, sk GT 5               | pk = :x AND sk > :five
                    pk EQ x, sk GE 5               | pk = :x AND sk >= :five
                    pk EQ x, sk BETWEEN 1 5        | pk = :x AND sk BETWEEN :one AND :five
                    pk EQ x, sk BEGINS_WITH hell   | pk = :x AND begins_with(sk, :hell)
                    pk EQ x, sk EQ 5               | ((pk = :x) AND (sk = :five))
                    a EQ x, b EQ x, c EQ x, d EQ x, e EQ 1, f EQ 1, g EQ 1, h GT 1 | a = :x AND b = :x AND (c = :x AND d = :x) AND e = :one AND f = :one AND g = :one AND h > :one
                    """)
    void testsAreReadInTheirOrder(String expected, String condition) {
        KeyCondition parsed = Expressions.keyCondition(condition, Items.placeholders());

        assertThat(parsed.tests().stream().map(KeyConditionTest::shown).collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    private static String shown(KeyCondition.Test test) {
        return Stream.concat(
                        Stream.of(test.attribute(), test.operator().name()),
                        test.operands().stream().map(KeyConditionTest::shown))
                .collect(Collectors.joining(" "));
    }

    private static String shown(Value value) {
        return value instanceof Value.Text text
                ? text.text()
                : ((Value.Num) value).number().toPlainString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Invalid operator used in KeyConditionExpression: OR | a > b and size(b) > c or a > c
                    Invalid operator used in KeyConditionExpression: IN | a in (b, size(c), d)
                    Invalid operator used in KeyConditionExpression: attribute_exists | attribute_exists(a)
                    Invalid operator used in KeyConditionExpression: attribute_not_exists | attribute_not_exists(a)
                    Invalid operator used in KeyConditionExpression: attribute_type | attribute_type(a, :S)
                    Invalid operator used in KeyConditionExpression: contains | contains(a.d, b)
                    Invalid operator used in KeyConditionExpression: NOT | not a > b
                    Invalid operator used in KeyConditionExpression: NOT | a = :x AND NOT NOT b = :x
                    Invalid operator used in KeyConditionExpression: <> | a <> b
                    Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand | :x between size(b) and size(a) and b > :x
                    Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand | begins_with(:x, b) and a > :x
                    KeyConditionExpressions cannot contain nested operations | size(b) > a AND a.b > b AND b > c
                    KeyConditionExpressions cannot contain nested operations | a > size(b.d)
                    KeyConditionExpressions cannot contain nested operations | a between size(b) and size(a)
                    Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition | b > a.b
                    Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition | a between b and size(a)
                    Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition | begins_with(a, b)
                    KeyConditionExpressions cannot have conditions on nested attributes | b.d > a AND c.d > e.f
                    KeyConditionExpressions cannot have conditions on nested attributes | b[0] > :x
                    Invalid condition in KeyConditionExpression: No key attribute specified | :x > :hell AND a < :x
                    KeyConditionExpressions must only contain one condition per key | a = :x AND b > :x AND b < :x
                    KeyConditionExpressions must only contain one condition per key | a = :x AND a = :x
                    Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N | begins_with(sk, :one) AND pk = :undefined
                    Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: >=, operand type: BOOL | pk = :x AND :yes >= sk
                    Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :undefined | pk = :undefined AND begins_with(sk, :one)
                    """)
    void whatNoQueryCanDoIsRefused(String message, String condition) {
        Items.assertInvalid(() -> Expressions.keyCondition(condition, Items.placeholders()), message);
    }

    @Test
    void syntaxErrorsNameTheParameter() {
        Items.assertInvalid(
                () -> Expressions.keyCondition("[object Object]", Items.placeholders()),
                "Invalid KeyConditionExpression: Syntax error; token: \"[\", near: \"[object\"");
        Items.assertInvalid(
                () -> Expressions.keyCondition("((pk = :x) AND ((sk = :x)))", Items.placeholders()),
                "Invalid KeyConditionExpression: The expression has redundant parentheses;");
    }

    @Test
    void testsCannotBeChanged() {
        KeyCondition condition = Expressions.keyCondition("pk = :x", Items.placeholders());

        assertThat(condition.tests()).isUnmodifiable();
        assertThat(condition.tests().get(0).operands()).isUnmodifiable().isEqualTo(List.of(Items.text("x")));
    }
}
