package io.dynastore.embedded.internal.stream;

import java.util.OptionalLong;

/**
 * Sequence numbers as texts. All have the same number of digits, the fewest that the API allows, so that their order as texts is
 * their order as numbers.
 */
public final class SequenceNumbers {
    /** The distance between numbers that follow each other, so that no client can rely on counting. */
    static final long STEP = 3;

    private static final String FORMAT = "1%020d";
    private static final int DIGITS = 21;

    private SequenceNumbers() {}

    /** {@return the text of a number} */
    public static String text(long number) {
        return FORMAT.formatted(number);
    }

    /** {@return the number of a text; empty if no stream has given it} */
    public static OptionalLong parse(String text) {
        if (text.length() != DIGITS
                || text.charAt(0) != '1'
                || !text.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.substring(1)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
