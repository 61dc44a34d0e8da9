package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionLimitsTest {
    private static final String TOO_MANY = "The expression contains too many operators; operator count: 301";

    @Test
    void emptyExpressionsAreRefused() {
        Items.assertInvalid(() -> condition(""), "Invalid ConditionExpression: The expression can not be empty;");
        Items.assertInvalid(
                () -> Expressions.keyCondition("", Items.placeholders()),
                "Invalid KeyConditionExpression: The expression can not be empty;");
        Items.assertInvalid(
                () -> Expressions.projection("", Items.placeholders()),
                "Invalid ProjectionExpression: The expression can not be empty;");
        Items.assertInvalid(
                () -> Expressions.update("", Items.placeholders()),
                "Invalid UpdateExpression: The expression can not be empty;");
    }

    @Test
    void blanksAroundAnExpressionAreNotPartOfMessages() {
        Items.assertInvalid(
                () -> condition(" "), "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"\"");
        Items.assertInvalid(
                () -> condition("  a =  "), "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"");
        Items.assertInvalid(
                () -> condition("  a  :  "), "Invalid ConditionExpression: Syntax error; token: \":\", near: \"a  :\"");
    }

    @Test
    void expressionsHaveAtMost4096Bytes() {
        String longest = "a".repeat(4096 - " = :one".length()) + " = :one";

        assertThat(condition(longest).matches(Map.of())).isFalse();
        Items.assertInvalid(
                () -> condition(" " + longest),
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
                        + " expression size: 4097");
        Items.assertInvalid(
                () -> Expressions.projection("é".repeat(2049), Items.placeholders()),
                "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;"
                        + " expression size: 4098");
    }

    @Test
    void comparatorsFunctionsAndJunctionsCountAsOperators() {
        String test = "a=:one";
        String most = String.join(" OR ", Collections.nCopies(150, test));

        // 150 comparisons and 149 junctions, and one negation.
        assertThatCode(() -> condition("NOT " + most)).doesNotThrowAnyException();
        Items.assertInvalid(() -> condition("NOT NOT " + most), "Invalid ConditionExpression: " + TOO_MANY);
        Items.assertInvalid(() -> condition(most + " OR a=:one"), "Invalid ConditionExpression: " + TOO_MANY);
        Items.assertInvalid(() -> condition("size(a)=:one OR " + most), "Invalid ConditionExpression: " + TOO_MANY);
        Items.assertInvalid(
                () -> condition(String.join(" OR ", Collections.nCopies(151, test))),
                "Invalid ConditionExpression: " + TOO_MANY);
    }

    @Test
    void actionsOfUpdatesAreNoOperators() {
        String actions = IntStream.range(0, 400).mapToObj(i -> "a" + i + "=:x").collect(Collectors.joining(","));
        String sums = IntStream.range(0, 301).mapToObj(i -> "a" + i + "=n+n").collect(Collectors.joining(","));

        assertThat(Expressions.update("SET " + actions, Items.placeholders()).attributes())
                .hasSize(400);
        Items.assertInvalid(
                () -> Expressions.update("SET " + sums, Items.placeholders()), "Invalid UpdateExpression: " + TOO_MANY);
    }

    @Test
    void inTakesAHundredOperandsAndIsOneOperator() {
        String hundred = "a IN (" + String.join(",", Collections.nCopies(100, ":one")) + ")";

        assertThatCode(() -> condition(hundred + " OR " + hundred + " OR " + hundred + " OR " + hundred))
                .doesNotThrowAnyException();
        Items.assertInvalid(
                () -> condition("a IN (" + String.join(",", Collections.nCopies(101, ":one")) + ")"),
                "Invalid ConditionExpression: The IN operator is provided with too many operands;"
                        + " number of operands: 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "NOT(", "size(", "(a=b OR ", "((a)=b OR (", "a IN((", "f(a,(", "a["})
    void deepNestingIsRefusedWithoutAStackOverflow(String opening) {
        String nested = opening.repeat(4096 / opening.length());

        assertThatThrownBy(() -> condition(nested)).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> Expressions.keyCondition(nested, Items.placeholders()))
                .isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> Expressions.projection(nested, Items.placeholders()))
                .isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> Expressions.update(("SET a=" + nested).substring(0, 4096), Items.placeholders()))
                .isInstanceOf(ApiError.class);
    }

    @ParameterizedTest
    @CsvSource({"299,NOT(", "149,a=:five OR("})
    void theDeepestNestingThatHasNoMoreThan300OperatorsIsAcceptedOnASmallStack(int levels, String opening)
            throws InterruptedException {
        String deepest = opening.repeat(levels) + "(a)=:one" + ")".repeat(levels);
        boolean[] read = new boolean[1];
        Runnable reading = () -> {
            condition(deepest).matches(Items.ITEM);
            read[0] = true;
        };
        // This is half of a thread's default.
        Thread thread = new Thread(null, reading, "small stack", 512 * 1024);
        thread.start();
        thread.join();

        assertThat(read[0]).isTrue();
    }

    @Test
    void longPathsAreReadAndChecked() {
        String path = "a" + ".a".repeat(2000);

        assertThat(Expressions.projection(path, Items.placeholders()).apply(Items.ITEM))
                .isEmpty();
        assertThat(condition("attribute_exists(" + path + ")").matches(Items.ITEM))
                .isFalse();
        Items.assertInvalid(
                () -> Expressions.update("REMOVE " + path, Items.placeholders())
                        .apply(Items.item("a", Items.number("1"))),
                "The document path provided in the update expression is invalid for update");
    }

    private static Condition condition(String text) {
        return Expressions.condition("ConditionExpression", text, Items.placeholders());
    }
}
