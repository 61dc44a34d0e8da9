package io.dynastore.spring.idempotency;

import java.lang.reflect.Method;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** An expression in which the arguments of a method have the names of the parameters. Thread-safe. */
final class MethodExpression {
    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private final SpelExpression expression;
    private final String where;

    private MethodExpression(SpelExpression expression, String where) {
        this.expression = expression;
        this.where = where;
    }

    /** Parses an expression, and refuses one that is none or has a variable which is no parameter. */
    static MethodExpression parse(String text, Method method, Class<?> type, String @Nullable [] names) {
        SpelExpression expression;
        try {
            expression = PARSER.parseRaw(text);
        } catch (ParseException | IllegalStateException e) {
            throw IdempotentMethods.refusal(
                    type,
                    method,
                    "'" + text + "' is not an expression: " + e.getMessage(),
                    "Correct it. The arguments have the names of the parameters, as in '#order.id'.");
        }
        List<String> known = Stream.concat(
                        names == null ? Stream.empty() : Stream.of(names),
                        Stream.concat(
                                Stream.of("root", "this"),
                                IntStream.range(0, method.getParameterCount())
                                        .boxed()
                                        .flatMap(i -> Stream.of("a" + i, "p" + i))))
                .toList();
        variables(expression.getAST())
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw IdempotentMethods.refusal(
                            type,
                            method,
                            "'" + text + "' has the variable '#" + name + "', and no parameter has that name.",
                            "Correct it to one of " + known + (names == null ? ", or compile with -parameters." : "."));
                });
        return new MethodExpression(expression, "'" + text + "' of " + type.getName() + "." + method.getName());
    }

    private static Stream<String> variables(SpelNode node) {
        Stream<String> below =
                IntStream.range(0, node.getChildCount()).boxed().flatMap(i -> variables(node.getChild(i)));
        return node instanceof VariableReference variable
                ? Stream.concat(Stream.of(variable.toStringAST().substring(1)), below)
                : below;
    }

    @Nullable
    Object value(EvaluationContext context) {
        return expression.getValue(context);
    }

    /** Returns the value as a key. A value of another type might be a different text each time. */
    String key(EvaluationContext context) {
        Object value = value(context);
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof UUID
                || value instanceof Enum<?>) {
            String key = value.toString();
            if (!key.isEmpty()) {
                return key;
            }
        }
        throw new IllegalArgumentException("The key " + where + " is "
                + (value == null
                        ? "null"
                        : value instanceof CharSequence
                                ? "empty"
                                : "a " + value.getClass().getName())
                + ". It must be a text, a number, a UUID or an enum.");
    }
}
