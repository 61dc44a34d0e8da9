package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.List;

/** The tokens of an expression while it is parsed, and the counts of its operators and levels. Not thread-safe. */
final class TokenStream {
    private static final int MOST_OPERATORS = 300;
    /**
     * The deepest nesting. Without redundant parentheses, each level of an expression has an operator or a function of its own,
     * except for the innermost, which may be an operand in parentheses.
     */
    private static final int DEEPEST = MOST_OPERATORS + 1;

    private final Parameter parameter;
    private final String text;
    private final List<Token> tokens;
    private int at;
    private int operators;
    private int depth;
    /** The begin and end of the pair of parentheses that was closed last. */
    private int groupStart = -1;

    private int groupEnd = -1;

    TokenStream(Parameter parameter, String text) {
        parameter.checkLength(text);
        this.parameter = parameter;
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    Parameter parameter() {
        return parameter;
    }

    /** {@return the kind of the next token} */
    Token.Kind peek() {
        return tokens.get(at).kind();
    }

    /** {@return the kind of the token after the next} */
    Token.Kind peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1)).kind();
    }

    /** {@return whether the next token is of a kind} */
    boolean at(Token.Kind kind) {
        return peek() == kind;
    }

    /** Takes the next token if it is of a kind. */
    boolean skip(Token.Kind kind) {
        if (!at(kind)) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes the next token, which must be of a kind, and returns its text. */
    String take(Token.Kind kind) {
        if (!at(kind)) {
            throw syntaxError();
        }
        Token token = tokens.get(at++);
        return text.substring(token.start(), token.end());
    }

    /** Takes the token that opens a level of nesting. */
    int open() {
        int start = at;
        take(Token.Kind.OPEN);
        if (++depth > DEEPEST) {
            throw tooManyOperators();
        }
        return start;
    }

    /** Takes the token that closes a level of nesting other than parentheses for grouping. */
    void close() {
        take(Token.Kind.CLOSE);
        depth--;
    }

    /** Takes the end of a pair of parentheses, which must not contain only another pair. */
    void closeGroup(int start) {
        boolean redundant = groupStart == start + 1 && groupEnd == at - 1;
        groupStart = start;
        groupEnd = at;
        close();
        if (redundant) {
            throw parameter.invalid("The expression has redundant parentheses;");
        }
    }

    /** Counts an operator or a function. */
    void countOperator() {
        operators++;
    }

    /** Takes the end of the expression. */
    void end() {
        take(Token.Kind.END);
        if (operators > MOST_OPERATORS) {
            throw tooManyOperators();
        }
    }

    /** Returns the error of a token that no rule expects, with the text from the token before it to the one after it. */
    ApiError syntaxError() {
        Token token = tokens.get(at);
        Token before = tokens.get(Math.max(at - 1, 0));
        Token after = tokens.get(Math.min(at + 1, tokens.size() - 1));
        boolean atEnd = token.kind() == Token.Kind.END;
        String found = atEnd ? "<EOF>" : text.substring(token.start(), token.end());
        // The end of the text is not part of "near": blanks may precede it.
        int nearEnd = atEnd ? before.end() : after.kind() == Token.Kind.END ? token.end() : after.end();
        String near = text.substring(before.start(), nearEnd);
        return parameter.invalid("Syntax error; token: \"" + found + "\", near: \"" + near + "\"");
    }

    private ApiError tooManyOperators() {
        // DynamoDB stops counting here, so its message never shows a larger number.
        return parameter.invalid("The expression contains too many operators; operator count: " + (MOST_OPERATORS + 1));
    }
}
