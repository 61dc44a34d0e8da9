package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.dynastore.embedded.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    @Test
    void unusedNamesAreReportedBeforeUnusedValues() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("#a", "a");
        names.put("#used", "used");
        names.put("#b", "b");
        Placeholders placeholders = new Placeholders(names, Map.of(":b", Items.number("1")));
        Expressions.projection("#used, c", placeholders);

        Items.assertInvalid(
                placeholders::checkAllUsed,
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
    }

    @Test
    void unusedValuesAreReported() {
        Placeholders placeholders = new Placeholders(null, Map.of(":b", Items.number("1"), ":used", Items.number("1")));
        Expressions.update("SET a = :used", placeholders);

        Items.assertInvalid(
                placeholders::checkAllUsed,
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}");
    }

    @Test
    void expressionsOfARequestUseThemTogether() {
        Map<String, Value> values = Map.of(":a", Items.number("1"), ":b", Items.number("2"), ":c", Items.texts("x"));
        Placeholders placeholders = new Placeholders(Map.of("#a", "a", "#b", "b"), values);
        Expressions.update("SET #a = if_not_exists(#b, :a) DELETE d :c", placeholders);
        Expressions.condition("ConditionExpression", "a = :a OR b = :b", placeholders);

        assertThatCode(placeholders::checkAllUsed).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotGivenIsNeitherUsedNorMissed() {
        Placeholders placeholders = new Placeholders(null, null);

        assertThatCode(placeholders::checkAllUsed).doesNotThrowAnyException();
        Items.assertInvalid(
                () -> Expressions.update("SET attr1 = :v", placeholders),
                "Invalid UpdateExpression: An expression attribute value used in expression is not defined;"
                        + " attribute value: :v");
    }
}
