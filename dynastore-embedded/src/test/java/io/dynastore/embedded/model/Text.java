package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes the expressions of one request in one of many equivalent ways: with or without placeholders for names, with more or
 * fewer parentheses and spaces, and with keywords in any case.
 */
final class Text {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int PRIMARY = 4;

    private final Random random;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    Text(Random random) {
        this.random = random;
    }

    /** Returns the placeholders of names so far; null for none, as in requests. */
    @Nullable
    Map<String, String> names() {
        return names.isEmpty() ? null : Map.copyOf(names);
    }

    /** Returns the placeholders of values so far; null for none, as in requests. */
    @Nullable
    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : Map.copyOf(values);
    }

    String paths(List<Path> paths) {
        return paths.stream().map(this::path).collect(Collectors.joining(comma()));
    }

    String path(Path path) {
        StringBuilder text = new StringBuilder();
        for (Object step : path.steps()) {
            if (step instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name((String) step));
            }
        }
        return text.toString();
    }

    private String name(String name) {
        if (Names.CAN_BE_WRITTEN.contains(name) && random.nextBoolean()) {
            return name;
        }
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (known.getValue().equals(name) && random.nextInt(4) > 0) {
                return known.getKey();
            }
        }
        String placeholder = "#" + (random.nextBoolean() ? "n" : "") + names.size();
        names.put(placeholder, name);
        return placeholder;
    }

    private String value(AttributeValue value) {
        for (Map.Entry<String, AttributeValue> known : values.entrySet()) {
            if (known.getValue().equals(value) && random.nextInt(4) > 0) {
                return known.getKey();
            }
        }
        String placeholder = ":" + (random.nextBoolean() ? "v" : "") + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    private String operand(Operand operand) {
        if (operand instanceof Operand.At at) {
            return path(at.path());
        }
        if (operand instanceof Operand.SizeOf size) {
            return function("size", path(size.path()));
        }
        return value(((Operand.Literal) operand).value());
    }

    String condition(Condition condition) {
        return condition(condition, 0);
    }

    private String condition(Condition condition, int outer) {
        // The checks are in the order of precedence.
        if (condition instanceof Condition.Or or) {
            return enclosed(outer > OR, condition(or.left(), OR) + word("OR") + condition(or.right(), OR));
        }
        if (condition instanceof Condition.And and) {
            return enclosed(outer > AND, condition(and.left(), AND) + word("AND") + condition(and.right(), AND));
        }
        if (condition instanceof Condition.Not not) {
            return enclosed(outer > NOT, anyCase("NOT") + " " + condition(not.condition(), NOT));
        }
        return enclosed(outer > PRIMARY, primary(condition));
    }

    private String primary(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return operand(compare.left()) + space() + compare.comparator() + space() + operand(compare.right());
        }
        if (condition instanceof Condition.Between between) {
            return operand(between.value())
                    + word("BETWEEN")
                    + operand(between.low())
                    + word("AND")
                    + operand(between.high());
        }
        if (condition instanceof Condition.In in) {
            List<String> options = in.options().stream().map(this::operand).toList();
            return operand(in.value()) + word("IN") + "(" + String.join(comma(), options) + ")";
        }
        if (condition instanceof Condition.Exists exists) {
            return function(exists.wanted() ? "attribute_exists" : "attribute_not_exists", path(exists.path()));
        }
        if (condition instanceof Condition.HasType type) {
            return function("attribute_type", path(type.path()), value(Values.s(type.type())));
        }
        if (condition instanceof Condition.BeginsWith begins) {
            return function("begins_with", operand(begins.value()), operand(begins.prefix()));
        }
        Condition.Contains contains = (Condition.Contains) condition;
        return function("contains", operand(contains.whole()), operand(contains.part()));
    }

    /** Adds parentheses if they are needed, and sometimes if they are not; never two pairs, which DynamoDB refuses. */
    private String enclosed(boolean needed, String text) {
        return needed || random.nextInt(6) == 0 ? "(" + space() + text + space() + ")" : text;
    }

    String update(Update update) {
        List<String> clauses = new ArrayList<>();
        clause(clauses, "SET", update.sets(), set -> path(set.path()) + space() + "=" + space() + expr(set.value()));
        clause(clauses, "REMOVE", update.removes(), this::path);
        clause(clauses, "ADD", update.adds(), change -> path(change.path()) + " " + value(change.operand()));
        clause(clauses, "DELETE", update.deletes(), change -> path(change.path()) + " " + value(change.operand()));
        java.util.Collections.shuffle(clauses, random);
        return String.join(" ", clauses);
    }

    private <T> void clause(List<String> clauses, String word, List<T> actions, Function<T, String> print) {
        if (!actions.isEmpty()) {
            clauses.add(anyCase(word) + " " + actions.stream().map(print).collect(Collectors.joining(comma())));
        }
    }

    private String expr(Expr expr) {
        if (expr instanceof Expr.At at) {
            return path(at.path());
        }
        if (expr instanceof Expr.Literal literal) {
            return value(literal.value());
        }
        if (expr instanceof Expr.IfNotExists absent) {
            return function("if_not_exists", path(absent.path()), expr(absent.other()));
        }
        if (expr instanceof Expr.Append append) {
            return function("list_append", expr(append.left()), expr(append.right()));
        }
        Expr.Arithmetic sum = (Expr.Arithmetic) expr;
        return expr(sum.left()) + space() + (sum.plus() ? "+" : "-") + space() + expr(sum.right());
    }

    private String function(String name, String... operands) {
        return name + space() + "(" + String.join(comma(), operands) + ")";
    }

    private String word(String word) {
        return " " + anyCase(word) + " ";
    }

    private String anyCase(String word) {
        return random.nextInt(4) == 0 ? word.toLowerCase(Locale.ROOT) : word;
    }

    private String comma() {
        return space() + "," + space();
    }

    private String space() {
        return " ".repeat(random.nextInt(3));
    }
}
