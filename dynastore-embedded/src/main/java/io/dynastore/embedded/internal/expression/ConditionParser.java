package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses conditions, filters and key conditions, which have one grammar. */
final class ConditionParser {
    private final TokenStream tokens;
    private final OperandParser operands;

    private ConditionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens);
    }

    /** {@return the tree of a condition} */
    static Syntax.Predicate parse(Parameter parameter, String text) {
        TokenStream tokens = new TokenStream(parameter, text);
        ConditionParser parser = new ConditionParser(tokens);
        Syntax.Predicate condition = parser.predicate(parser.part());
        tokens.end();
        return condition;
    }

    /**
     * Reads a condition or an operand. If it begins with a parenthesis, only the text after it decides which of them it is:
     * {@code (size(a))} may begin a comparison.
     */
    private Syntax.Part part() {
        Syntax.Part first = negation();
        return first instanceof Syntax.Predicate predicate ? disjunction(predicate) : first;
    }

    private Syntax.Predicate predicate(Syntax.Part part) {
        if (part instanceof Syntax.Predicate predicate) {
            return predicate;
        }
        throw tokens.syntaxError();
    }

    private Syntax.Predicate disjunction(Syntax.Predicate first) {
        List<Syntax.Predicate> parts = new ArrayList<>();
        parts.add(conjunction(first));
        while (tokens.skip(Token.Kind.OR)) {
            tokens.countOperator();
            parts.add(conjunction(predicate(negation())));
        }
        return parts.size() == 1 ? parts.get(0) : new Syntax.Junction(false, parts);
    }

    private Syntax.Predicate conjunction(Syntax.Predicate first) {
        List<Syntax.Predicate> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.skip(Token.Kind.AND)) {
            tokens.countOperator();
            parts.add(predicate(negation()));
        }
        return parts.size() == 1 ? first : new Syntax.Junction(true, parts);
    }

    /** Reads a test or a group, with the negations before it. It is a loop, since a thousand may follow one another. */
    private Syntax.Part negation() {
        boolean negated = false;
        boolean any = false;
        while (tokens.skip(Token.Kind.NOT)) {
            tokens.countOperator();
            negated = !negated;
            any = true;
        }
        Syntax.Part part = test();
        if (!any) {
            return part;
        }
        Syntax.Predicate predicate = predicate(part);
        Syntax.Negation once = new Syntax.Negation(predicate);
        return negated ? once : new Syntax.Negation(once);
    }

    private Syntax.Part test() {
        Syntax.Part left = tokens.at(Token.Kind.OPEN) ? operands.group(this::part) : operands.operand();
        return left instanceof Syntax.Operand operand ? test(operand) : left;
    }

    private Syntax.Part test(Syntax.Operand left) {
        Token.Kind operator = tokens.peek();
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                tokens.take(operator);
                yield call(operator.symbol(), List.of(left, operands.operand()));
            }
            case BETWEEN -> between(left);
            case IN -> in(left);
            default -> left;
        };
    }

    private Syntax.Call between(Syntax.Operand value) {
        tokens.take(Token.Kind.BETWEEN);
        Syntax.Operand low = operands.operand();
        tokens.take(Token.Kind.AND);
        return call("BETWEEN", List.of(value, low, operands.operand()));
    }

    private Syntax.Call in(Syntax.Operand value) {
        tokens.take(Token.Kind.IN);
        List<Syntax.Operand> all = new ArrayList<>();
        all.add(value);
        all.addAll(operands.arguments());
        return call("IN", all);
    }

    private Syntax.Call call(String operator, List<Syntax.Operand> all) {
        tokens.countOperator();
        return new Syntax.Call(operator, false, all);
    }
}
