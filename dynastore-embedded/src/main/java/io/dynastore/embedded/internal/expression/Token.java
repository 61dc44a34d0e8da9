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
 * @param start its first position in the expression
 * @param end the position after its last one
 */
record Token(Kind kind, int start, int end) {
    /** The kinds of tokens. A keyword is a keyword in all expressions, even where it has no meaning. */
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
        /** A placeholder of a name, with its number sign. */
        NAME_PLACEHOLDER(""),
        /** A placeholder of a value, with its colon. */
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

        /** {@return the symbol or keyword, or an empty string if the kind has no fixed text} */
        String symbol() {
            return symbol == null ? "" : symbol;
        }

        /** {@return the keyword of a word, regardless of case, or {@link #WORD}} */
        static Kind ofWord(String word) {
            return KEYWORDS.getOrDefault(word.toUpperCase(Locale.ROOT), WORD);
        }

        /** {@return the kind of a symbol, or {@link #UNKNOWN}} */
        static Kind ofSymbol(String symbol) {
            return SYMBOLS.getOrDefault(symbol, UNKNOWN);
        }
    }
}
