package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions and filters of {@link Items#ITEM}. */
class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | str = :hello
                    true  | :hello = str
                    false | str = :x
                    false | num = :hello
                    true  | num <> :hello
                    true  | num <> :one
                    false | num <> :five
                    true  | yes = :yes
                    true  | nil = :nil
                    true  | strs = :strs
                    false | nums = :nums
                    true  | list1[2] = :list
                    true  | map1.nested = :map
                    false | bin = :hello
                    false | num < :five
                    true  | num < :nine
                    true  | num <= :five
                    true  | num > :one
                    false | num > :five
                    true  | num >= :five
                    false | num >= :nine
                    true  | str > :hell
                    true  | bin > :bin
                    false | str > :five
                    false | str < :five
                    """)
    void comparatorsCompareValuesOfTheSameType(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    false | absent = :five
                    false | absent = gone
                    true  | absent <> :five
                    true  | absent <> gone
                    false | absent < :five
                    false | :five < absent
                    false | absent <= gone
                    false | absent > :five
                    false | absent >= :five
                    false | absent BETWEEN :one AND :five
                    false | num BETWEEN absent AND :nine
                    false | absent IN (:one, :five)
                    false | absent IN (gone)
                    false | begins_with(absent, :x)
                    false | begins_with(str, absent)
                    false | contains(absent, :x)
                    false | contains(strs, absent)
                    false | attribute_type(absent, :S)
                    false | size(absent) > :one
                    true  | size(absent) <> :one
                    true  | NOT absent = :five
                    """)
    void missingAttributesMakeEverythingFalseButNotEqual(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | num BETWEEN :one AND :nine
                    true  | num BETWEEN :five AND :five
                    false | num BETWEEN :one AND :three
                    false | str BETWEEN :one AND :nine
                    true  | num between list1[0] and :nine
                    true  | num IN (:one, :five)
                    false | num IN (:one, :hello)
                    true  | strs IN (:one, :strs)
                    true  | num IN (str, num)
                    """)
    void betweenAndInTakeTheirBounds(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | attribute_exists(num)
                    true  | attribute_exists(map1.nested.deep)
                    true  | attribute_exists(nil)
                    false | attribute_exists(map1.nested.deeper)
                    false | attribute_exists(map1[0])
                    false | attribute_exists(list1.nested)
                    false | attribute_exists(list1[3])
                    false | attribute_exists(list1[4294967294])
                    true  | attribute_not_exists(absent)
                    false | attribute_not_exists(num)
                    true  | attribute_type(str, :S)
                    false | attribute_type(num, :S)
                    true  | attribute_type(:hello, :S)
                    true  | begins_with(str, :hell)
                    false | begins_with(str, :x)
                    true  | begins_with(bin, :bin)
                    false | begins_with(str, :bin)
                    true  | begins_with(:hello, :hell)
                    false | begins_with(num, :hell)
                    true  | contains(str, :hell)
                    false | contains(str, :x)
                    false | contains(str, :one)
                    true  | contains(bin, :bin)
                    true  | contains(strs, :x)
                    false | contains(strs, :hell)
                    true  | contains(nums, :three)
                    false | contains(nums, :five)
                    false | contains(nums, :x)
                    true  | contains(bins, map1.x) OR contains(bins, :bin) OR contains(strs, :x)
                    true  | contains(list1, :one)
                    true  | contains(list1, :list)
                    false | contains(list1, :three)
                    false | contains(num, :five)
                    false | contains(map1, :map)
                    true  | size(str) = :five
                    true  | size(strs) = :three
                    true  | size(nums) = :three
                    true  | size(list1) = :three
                    true  | size(bin) = :five
                    true  | size(map1.nested) = :one
                    false | size(num) = :one
                    true  | size(num) <> :one
                    true  | num = size(str)
                    true  | size(str) BETWEEN size(strs) AND :nine
                    true  | size(str) IN (size(strs), :five)
                    """)
    void functionsTestAttributes(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @Test
    void sizeCountsUtf16CodeUnitsOfStrings() {
        assertThat(matches("size(wide) = :three")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | num = :five OR num = :one AND num = :one
                    false | (num = :five OR num = :one) AND num = :one
                    false | NOT num = :five AND num = :one
                    true  | NOT (num = :five AND num = :one)
                    true  | NOT num = :one AND NOT num = :nine
                    true  | NOT NOT num = :five
                    true  | not NOT nOt num = :one
                    true  | num BETWEEN :one AND :nine AND str = :hello
                    true  | NOT num BETWEEN :nine AND :nine OR str = :x
                    true  | num = :one OR num = :three OR num = :five
                    false | num = :five AND str = :hello AND yes = :one
                    true  | (num = :five) AND ((num = :one) OR (str = :hello))
                    true  | (num) = (:five)
                    true  | (size(str)) = :five
                    true  | (size(str) = :five)
                    true  | ((num) = :five)
                    true  | (num)BETWEEN(:one)AND(:nine)AND(str=:hello)
                    true  | num in((:five))
                    true  | begins_with((str),(:hell))
                    true  | (attribute_exists(num))
                    """)
    void operatorsBindAsDocumented(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | #str = :hello
                    true  | #map.#nested.deep > :five
                    true  | map1 . elements [ 1 ] . b <> :hello
                    true  | attribute_exists(#dotted)
                    true  | #dotted <> :hello
                    false | attribute_exists(#3)
                    """)
    void pathsAreResolved(boolean expected, String condition) {
        assertThat(matches(condition)).isEqualTo(expected);
    }

    @Test
    void attributesAreTheTopLevelNames() {
        Condition condition = Expressions.condition(
                "FilterExpression",
                "#map.nested = :x OR NOT (size(str) > num AND attribute_exists(list1[1])) OR #map.b IN (c, d.e)",
                Items.placeholders());

        assertThat(condition.attributes()).containsExactly("map1", "str", "num", "list1", "c", "d");
    }

    @Test
    void anEmptyItemMatchesLikeOneWithoutTheAttributes() {
        Condition condition =
                Expressions.condition("ConditionExpression", "attribute_not_exists(num)", Items.placeholders());

        assertThat(condition.matches(Map.of())).isTrue();
        assertThat(condition.matches(Items.ITEM)).isFalse();
    }

    private static boolean matches(String condition) {
        return Expressions.condition("ConditionExpression", condition, Items.placeholders())
                .matches(Items.ITEM);
    }
}
