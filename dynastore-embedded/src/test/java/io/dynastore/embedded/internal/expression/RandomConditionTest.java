package io.dynastore.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random conditions, with few or many parentheses, have the truth that was intended when they were written. The intended truth
 * is calculated from plain Java values while the text is written.
 */
class RandomConditionTest {
    private static final int CONDITIONS = 500;
    private static final List<String> ATTRIBUTES = List.of("aa", "bb", "cc", "dd.ee", "dd.ff[1]", "gg[0]", "hh");

    /** A condition and its intended truth. The binding decides where parentheses are needed: 0 OR, 1 AND, 2 NOT, 3 none. */
    private record Written(String text, int binding, BooleanSupplier meant) {
        /** {@return the text, in parentheses if it binds too weakly, or if they are wanted} */
        String bound(int needed, boolean wanted) {
            return binding < needed || wanted ? "(" + text + ")" : text;
        }
    }

    /** An operand and its value: a String, a BigDecimal or null. */
    private record Operand(String text, Object value) {}

    private final Map<String, Object> plain = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void conditionsAreWhatWasMeant(long seed) {
        random = new Random(seed);
        int fulfilled = 0;
        for (int i = 0; i < CONDITIONS; i++) {
            values.clear();
            Map<String, Value> item = item();
            Written condition = condition(4);
            boolean meant = condition.meant().getAsBoolean();
            String text = condition.bound(0, random.nextInt(5) == 0);

            Placeholders placeholders = new Placeholders(Map.of("#aa", "aa", "#ee", "ee"), values);
            assertThat(Expressions.condition("FilterExpression", text, placeholders)
                            .matches(item))
                    .as("%s with %s for %s", text, values, item)
                    .isEqualTo(meant);
            fulfilled += meant ? 1 : 0;
        }
        assertThat(fulfilled).isBetween(CONDITIONS / 10, CONDITIONS * 9 / 10);
    }

    private Map<String, Value> item() {
        plain.clear();
        for (String attribute : ATTRIBUTES) {
            if (random.nextInt(4) > 0) {
                plain.put(attribute, scalar());
            }
        }
        Map<String, Value> item = new HashMap<>();
        for (String simple : List.of("aa", "bb", "cc", "hh")) {
            if (plain.containsKey(simple)) {
                item.put(simple, value(plain.get(simple)));
            }
        }
        Map<String, Value> nested = new HashMap<>();
        if (plain.containsKey("dd.ee")) {
            nested.put("ee", value(plain.get("dd.ee")));
        }
        if (plain.containsKey("dd.ff[1]")) {
            nested.put("ff", Items.list(new Value.Null(), value(plain.get("dd.ff[1]"))));
        }
        item.put("dd", new Value.Document(nested));
        if (plain.containsKey("gg[0]")) {
            item.put("gg", Items.list(value(plain.get("gg[0]"))));
        }
        return item;
    }

    private Object scalar() {
        return random.nextBoolean()
                ? new BigDecimal(random.nextInt(5))
                : "x".repeat(random.nextInt(3)) + (char) ('a' + random.nextInt(3));
    }

    private static Value value(Object plain) {
        return plain instanceof String text ? Items.text(text) : Items.number(plain.toString());
    }

    private Written condition(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return test();
        }
        return switch (random.nextInt(3)) {
            case 0 -> {
                Written negated = condition(depth - 1);
                yield new Written(
                        word("NOT") + " " + negated.bound(2, random.nextInt(4) == 0),
                        2,
                        () -> !negated.meant().getAsBoolean());
            }
            case 1 ->
                junction(
                        depth,
                        1,
                        "AND",
                        parts -> parts.stream().allMatch(part -> part.meant().getAsBoolean()));
            default ->
                junction(
                        depth,
                        0,
                        "OR",
                        parts -> parts.stream().anyMatch(part -> part.meant().getAsBoolean()));
        };
    }

    private Written junction(int depth, int binding, String operator, Predicate<List<Written>> meant) {
        List<Written> parts = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            parts.add(condition(depth - 1));
        }
        String text = parts.stream()
                .map(part -> part.bound(binding, random.nextInt(4) == 0))
                .collect(Collectors.joining(" " + word(operator) + " "));
        return new Written(text, binding, () -> meant.test(parts));
    }

    private String word(String keyword) {
        return random.nextBoolean() ? keyword : keyword.toLowerCase(Locale.ROOT);
    }

    private Written test() {
        return switch (random.nextInt(6)) {
            case 0 -> between();
            case 1 -> in();
            case 2 -> function();
            default -> comparison();
        };
    }

    private Written comparison() {
        Operand left = operand();
        Operand right = otherOperand(left);
        int operator = random.nextInt(6);
        String symbol = List.of("=", "<>", "<", "<=", ">", ">=").get(operator);
        String blank = random.nextBoolean() ? " " : "";
        return new Written(left.text() + blank + symbol + blank + right.text(), 3, () -> {
            if (operator == 0) {
                return isEqual(left, right);
            } else if (operator == 1) {
                return !isEqual(left, right);
            }
            Integer order = order(left, right);
            return order != null
                    && (operator == 2
                            ? order < 0
                            : operator == 3 ? order <= 0 : operator == 4 ? order > 0 : order >= 0);
        });
    }

    private Written between() {
        Operand value = operand();
        // Bounds of the request in the wrong order are refused, so at least one bound is an attribute.
        Operand low = random.nextBoolean() ? attribute() : sized();
        Operand high = operand();
        String text = value.text() + " " + word("BETWEEN") + " " + low.text() + " " + word("AND") + " " + high.text();
        return new Written(text, 3, () -> {
            Integer above = order(value, low);
            Integer below = order(value, high);
            return above != null && below != null && above >= 0 && below <= 0;
        });
    }

    private Written in() {
        Operand value = operand();
        List<Operand> others = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            others.add(operand());
        }
        String list = others.stream().map(Operand::text).collect(Collectors.joining(", "));
        return new Written(
                value.text() + " " + word("IN") + " (" + list + ")",
                3,
                () -> others.stream().anyMatch(other -> isEqual(value, other)));
    }

    private Written function() {
        Operand attribute = attribute();
        Operand text = constant("x".repeat(random.nextInt(2)) + "a");
        String[] start = new String[] {attribute.text(), text.text()};
        return switch (random.nextInt(5)) {
            case 0 -> new Written("attribute_exists(" + start[0] + ")", 3, () -> attribute.value() != null);
            case 1 -> new Written("attribute_not_exists( " + start[0] + " )", 3, () -> attribute.value() == null);
            case 2 ->
                new Written(
                        "begins_with(" + start[0] + "," + start[1] + ")",
                        3,
                        () -> attribute.value() instanceof String s && s.startsWith((String) text.value()));
            case 3 ->
                new Written(
                        "contains(" + start[0] + ", " + start[1] + ")",
                        3,
                        () -> attribute.value() instanceof String s && s.contains((String) text.value()));
            default ->
                new Written(
                        "attribute_type (" + start[0] + ", " + constant("N").text() + ")",
                        3,
                        () -> attribute.value() instanceof BigDecimal);
        };
    }

    private Operand operand() {
        Operand operand = switch (random.nextInt(4)) {
            case 0 -> constant(scalar());
            case 1 -> sized();
            default -> attribute();
        };
        return random.nextInt(8) == 0 ? new Operand("(" + operand.text() + ")", operand.value()) : operand;
    }

    /** Returns an operand other than the given path, since comparing a path with itself is refused. */
    private Operand otherOperand(Operand left) {
        return random.nextBoolean() ? constant(scalar()) : left.text().startsWith("size") ? attribute() : sized();
    }

    private Operand sized() {
        Operand attribute = attribute();
        return new Operand(
                "size(" + attribute.text() + ")",
                attribute.value() instanceof String text ? new BigDecimal(text.length()) : null);
    }

    private Operand attribute() {
        String path = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
        String written = random.nextBoolean() ? path.replace(".ee", ".#ee") : path.replaceFirst("^aa$", "#aa");
        return new Operand(written, plain.get(path));
    }

    private Operand constant(Object value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value(value));
        return new Operand(placeholder, value);
    }

    private static boolean isEqual(Operand left, Operand right) {
        return left.value() != null && left.value().equals(right.value());
    }

    private static Integer order(Operand left, Operand right) {
        if (left.value() instanceof String a && right.value() instanceof String b) {
            return a.compareTo(b);
        } else if (left.value() instanceof BigDecimal a && right.value() instanceof BigDecimal b) {
            return a.compareTo(b);
        }
        return null;
    }
}
