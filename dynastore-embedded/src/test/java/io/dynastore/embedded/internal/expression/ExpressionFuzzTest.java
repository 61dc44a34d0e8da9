package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each parser reads random tokens and damaged valid expressions, and accepted expressions are evaluated. Only validation errors
 * may result.
 */
class ExpressionFuzzTest {
    private static final int CASES = 20_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final List<String> TOKENS = List.of("""
            a b str num list1 map1 #str #map #nested #undefined :one :five :hello :strs :list :map :undefined
            = <> < <= > >= + - ( ) ( ) [ ] [0] [1] [7] list1[7] . , 0 7 01 4294967295
            AND or Not BETWEEN in SET remove ADD DELETE size contains begins_with attribute_exists attribute_type
            if_not_exists list_append name # : ! " _x \u00e9 \uD834\uDD1E \uD834 \u0000 \u00a0
            """.split("\\s+"));

    private static final List<String> CONDITIONS = List.of(
            "num = :five AND NOT (str <> :hello OR size(list1) BETWEEN :one AND :nine)",
            "attribute_exists(map1.elements[1].b) OR begins_with(#str, :hell) AND contains(strs, :x)",
            "attribute_type(list1[0], :S) OR (num) IN (:one, :five, list1[0], size(str))");
    private static final List<String> KEY_CONDITIONS = List.of(
            "pk = :hello AND begins_with(sk, :hell)",
            "(pk = :hello) AND (sk BETWEEN :one AND :nine)",
            "a = :x AND b = :x AND :five >= c");
    private static final List<String> PROJECTIONS =
            List.of("str, map1.nested.deep, list1[0], list1[2][1]", "#map.elements[1].b, #dotted, num");
    private static final List<String> UPDATES = List.of(
            "SET num = num + :five, list1[7] = if_not_exists(a, :one) REMOVE list1[0], map1.nested ADD n :one",
            "SET list1 = list_append(list1, :list) DELETE strs :strs ADD nums :nums REMOVE str",
            "set #map.elements[1].b = (num - :one), c = list_append(if_not_exists(d, :list), :list)");

    static Stream<Arguments> parsers() {
        BiConsumer<String, Map<String, Value>> condition =
                (text, item) -> Expressions.condition("FilterExpression", text, Items.placeholders())
                        .matches(item);
        BiConsumer<String, Map<String, Value>> keyCondition =
                (text, item) -> Expressions.keyCondition(text, Items.placeholders());
        BiConsumer<String, Map<String, Value>> projection = (text, item) ->
                Expressions.projection(text, Items.placeholders()).apply(item);
        BiConsumer<String, Map<String, Value>> update = (text, item) -> {
            Update parsed = Expressions.update(text, Items.placeholders());
            parsed.updatedParts(parsed.apply(item));
            isAccepted((any, key) -> parsed.create(key), text);
        };
        return Stream.of(
                Arguments.of("condition", condition, CONDITIONS),
                Arguments.of("key condition", keyCondition, KEY_CONDITIONS),
                Arguments.of("projection", projection, PROJECTIONS),
                Arguments.of("update", update, UPDATES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void soupsOfTokensAreParsedOrRefused(
            String name, BiConsumer<String, Map<String, Value>> parser, List<String> valid) {
        Random random = new Random(name.hashCode());
        fuzz(parser, () -> soup(random));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void damagedExpressionsAreParsedOrRefused(
            String name, BiConsumer<String, Map<String, Value>> parser, List<String> valid) {
        Random random = new Random(name.hashCode() + 1);
        int accepted = fuzz(parser, () -> damaged(random, valid.get(random.nextInt(valid.size()))));
        // Otherwise the expressions were damaged so badly that only the lexer was tested.
        assertThat(accepted).isGreaterThan(CASES / 100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void expressionsThatAreDamagedAreValidBefore(
            String name, BiConsumer<String, Map<String, Value>> parser, List<String> valid) {
        valid.forEach(text -> parser.accept(text, Items.ITEM));
    }

    private interface Source {
        String next();
    }

    private static int fuzz(BiConsumer<String, Map<String, Value>> parser, Source source) {
        int[] accepted = new int[1];
        Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            for (int i = 0; i < CASES; i++) {
                if (isAccepted(parser, source.next())) {
                    accepted[0]++;
                }
            }
        });
        return accepted[0];
    }

    private static boolean isAccepted(BiConsumer<String, Map<String, Value>> parser, String text) {
        try {
            parser.accept(text, Items.ITEM);
            return true;
        } catch (ApiError e) {
            if (e.type() != ErrorType.VALIDATION || e.getMessage() == null) {
                fail("Expression: " + text, e);
            }
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("Expression: " + text, e);
        }
    }

    private static String soup(Random random) {
        int length = random.nextInt(random.nextInt(20) == 0 ? 600 : 25);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(TOKENS.get(random.nextInt(TOKENS.size())));
            if (random.nextInt(4) > 0) {
                text.append(" \t\r\n".charAt(random.nextInt(4)));
            }
        }
        return text.toString();
    }

    /** Deletes, duplicates, exchanges or inserts parts of an expression, once or a few times. */
    private static String damaged(Random random, String valid) {
        StringBuilder text = new StringBuilder(valid);
        for (int damages = random.nextInt(4); damages >= 0 && text.length() > 1; damages--) {
            int start = random.nextInt(text.length());
            int end = Math.min(text.length(), start + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(start, end);
                case 1 -> text.insert(start, text.substring(start, end));
                case 2 -> text.replace(start, end, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> text.insert(start, TOKENS.get(random.nextInt(TOKENS.size())));
            }
        }
        return text.toString();
    }
}
