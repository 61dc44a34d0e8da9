package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Parses the parts that all expressions have in common: paths, placeholders and functions. */
final class OperandParser {
    /** The largest position in a list. */
    private static final long LARGEST_POSITION = 4_294_967_294L;

    private static final int LONGEST_POSITION = Long.toString(LARGEST_POSITION).length();

    private final TokenStream tokens;

    OperandParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** Reads a path, a value, a function, or one of them in parentheses. */
    Syntax.Operand operand() {
        return switch (tokens.peek()) {
            case OPEN -> group(this::operand);
            case VALUE_PLACEHOLDER -> value();
            case WORD -> tokens.peekSecond() == Token.Kind.OPEN ? function() : path();
            default -> path();
        };
    }

    /** Reads something in parentheses. */
    <T> T group(Supplier<T> content) {
        int start = tokens.open();
        T inside = content.get();
        tokens.closeGroup(start);
        return inside;
    }

    /** Reads a placeholder of a value. */
    Syntax.Placeholder value() {
        return new Syntax.Placeholder(tokens.take(Token.Kind.VALUE_PLACEHOLDER));
    }

    /** Reads items separated by commas. */
    <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (tokens.skip(Token.Kind.COMMA));
        return items;
    }

    private Syntax.Call function() {
        String name = tokens.take(Token.Kind.WORD);
        tokens.countOperator();
        return new Syntax.Call(name, true, arguments());
    }

    /** Reads operands in parentheses. */
    List<Syntax.Operand> arguments() {
        tokens.open();
        List<Syntax.Operand> operands = list(this::operand);
        tokens.close();
        return operands;
    }

    /** Reads a path. */
    Syntax.Reference path() {
        List<Step> steps = new ArrayList<>();
        steps.add(member());
        while (true) {
            if (tokens.skip(Token.Kind.DOT)) {
                steps.add(member());
            } else if (tokens.skip(Token.Kind.OPEN_INDEX)) {
                steps.add(new Step.Element(position(tokens.take(Token.Kind.INDEX))));
                tokens.take(Token.Kind.CLOSE_INDEX);
            } else {
                return new Syntax.Reference(steps);
            }
        }
    }

    private Step member() {
        Token.Kind kind = tokens.at(Token.Kind.NAME_PLACEHOLDER) ? Token.Kind.NAME_PLACEHOLDER : Token.Kind.WORD;
        return new Step.Member(tokens.take(kind));
    }

    private long position(String digits) {
        if (digits.length() > LONGEST_POSITION || Long.parseLong(digits) > LARGEST_POSITION) {
            throw tokens.parameter().invalid("List index is not within the allowable range; index: [" + digits + "]");
        }
        return Long.parseLong(digits);
    }
}
