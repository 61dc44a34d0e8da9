package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses updates. */
final class UpdateParser {
    private final TokenStream tokens;
    private final OperandParser operands;

    private UpdateParser(TokenStream tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens);
    }

    /** {@return the clauses of an update} */
    static List<Syntax.Clause> parse(String text) {
        TokenStream tokens = new TokenStream(Parameter.UPDATE, text);
        UpdateParser parser = new UpdateParser(tokens);
        List<Syntax.Clause> clauses = new ArrayList<>();
        do {
            clauses.add(parser.clause());
        } while (!tokens.at(Token.Kind.END));
        tokens.end();
        return clauses;
    }

    private Syntax.Clause clause() {
        Token.Kind keyword = tokens.peek();
        return switch (keyword) {
            case SET, REMOVE, ADD, DELETE -> {
                tokens.take(keyword);
                yield new Syntax.Clause(keyword, operands.list(() -> action(keyword)));
            }
            default -> throw tokens.syntaxError();
        };
    }

    private Syntax.Action action(Token.Kind keyword) {
        Syntax.Reference target = operands.path();
        if (keyword == Token.Kind.SET) {
            tokens.take(Token.Kind.EQUAL);
            return new Syntax.Action(keyword, target, value());
        }
        return new Syntax.Action(keyword, target, keyword == Token.Kind.REMOVE ? null : operands.value());
    }

    /** Reads an operand, or a sum or difference, which may be in parentheses but cannot be an operand of another. */
    private Syntax.Operand value() {
        Syntax.Operand left = tokens.at(Token.Kind.OPEN) ? operands.group(this::value) : operands.operand();
        Token.Kind operator = tokens.peek();
        boolean isArithmetic = left instanceof Syntax.Call call && !call.isFunction();
        if (isArithmetic || (operator != Token.Kind.PLUS && operator != Token.Kind.MINUS)) {
            return left;
        }
        tokens.take(operator);
        tokens.countOperator();
        return new Syntax.Call(operator.symbol(), false, List.of(left, operands.operand()));
    }
}
