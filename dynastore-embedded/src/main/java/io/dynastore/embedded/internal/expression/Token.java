package io.dynastore.embedded.internal.expression;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token of an expression.
 *
 * @param kind the kind
 * @param start where it starts in the expression
 * @param end where it ends in the expression, exclusive
 */
record Token(Kind kind, int start, int end) {
    /** The kinds of tokens. Keywords are keywords in all expressions, whether they have a meaning there or not. */
    enum Kind {
        AND,
        OR,
        NOT,
        IN,
        BETWEEN,
        SET,
        REMOVE,
        ADD,
        DELETE,

        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        PLUS("+"),
        MINUS("-"),
        OPEN("("),
        CLOSE(")"),
        OPEN_INDEX("["),
        CLOSE_INDEX("]"),
        COMMA(","),
        DOT("."),

        /** A name of an attribute or a function. */
        WORD(""),
        /** A number sign and what names an attribute. */
        NAME_PLACEHOLDER(""),
        /** A colon and what names a value. */
        VALUE_PLACEHOLDER(""),
        /** Digits without leading zeros. */
        INDEX(""),
        /** A character that begins no token. */
        UNKNOWN(""),
        /** The end of the expression. */
        END("");

        private static final Map<String, Kind> KEYWORDS = Stream.of(values())
                .filter(kind -> kind.symbol == null)
                .collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));
        private static final Map<String, Kind> SYMBOLS = Stream.of(values())
                .filter(kind -> !kind.symbol().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Kind::symbol, Function.identity()));

        private final @Nullable String symbol;

        Kind() {
            this.symbol = null;
        }

        Kind(String symbol) {
            this.symbol = symbol;
        }

        /** {@return how it is always written, or an empty string if that differs} */
        String symbol() {
            return symbol == null ? "" : symbol;
        }

        /** {@return the keyword that a word is, in whatever case, or {@link #WORD}} */
        static Kind ofWord(String word) {
            return KEYWORDS.getOrDefault(word.toUpperCase(Locale.ROOT), WORD);
        }

        /** {@return the kind of a symbol, or {@link #UNKNOWN}} */
        static Kind ofSymbol(String symbol) {
            return SYMBOLS.getOrDefault(symbol, UNKNOWN);
        }
    }
}
