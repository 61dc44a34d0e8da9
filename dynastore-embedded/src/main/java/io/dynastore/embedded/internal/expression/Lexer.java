package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;

/** Divides an expression into tokens. It refuses nothing: an unknown character becomes a token that no rule expects. */
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** {@return the tokens of an expression, of which the last is its end} */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.read();
        }
        lexer.tokens.add(new Token(Token.Kind.END, text.length(), text.length()));
        return lexer.tokens;
    }

    private void read() {
        char first = text.charAt(at);
        if (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            at++;
        } else if (isLetter(first)) {
            int end = endOfWord(at);
            add(Token.Kind.ofWord(text.substring(at, end)), end);
        } else if (isDigit(first)) {
            add(Token.Kind.INDEX, endOfIndex());
        } else if (first == '#' || first == ':') {
            readPlaceholder(first);
        } else {
            readSymbol();
        }
    }

    private void readPlaceholder(char first) {
        int end = endOfWord(at + 1);
        if (end == at + 1) {
            add(Token.Kind.UNKNOWN, end);
        } else {
            add(first == '#' ? Token.Kind.NAME_PLACEHOLDER : Token.Kind.VALUE_PLACEHOLDER, end);
        }
    }

    private void readSymbol() {
        if (at + 2 <= text.length()) {
            Token.Kind pair = Token.Kind.ofSymbol(text.substring(at, at + 2));
            if (pair != Token.Kind.UNKNOWN) {
                add(pair, at + 2);
                return;
            }
        }
        int end = text.offsetByCodePoints(at, 1);
        add(Token.Kind.ofSymbol(text.substring(at, end)), end);
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, at, end));
        at = end;
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length() && isPartOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfIndex() {
        int end = at + 1;
        if (text.charAt(at) != '0') {
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static boolean isPartOfWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
