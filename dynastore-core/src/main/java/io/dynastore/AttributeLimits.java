package io.dynastore;

import io.dynastore.internal.Texts;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's limits on the values of attributes: the only place that checks them before they are sent. See "Supported data
 * types and naming rules" and "Quotas" in the developer guide. Pure.
 *
 * <p>A check returns the least size of a value, without allocating. If the value is invalid, it throws what a function makes of
 * the problem: a clause that begins with a verb and never quotes the value, and the remedy.
 */
final class AttributeLimits {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    /** DynamoDB's limit on the nesting of lists and maps. */
    private static final int MAX_DEPTH = 32;

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private AttributeLimits() {}

    /** Checks a value and returns a lower bound for its size: numbers and nested values take more space. */
    static long check(AttributeValue value, Function<String, ? extends RuntimeException> refusal) {
        return check(value, MAX_DEPTH, refusal);
    }

    private static long check(AttributeValue value, int depth, Function<String, ? extends RuntimeException> refusal) {
        return switch (value.type()) {
            case S -> checkText(value.s(), refusal);
            case N -> checkNumber(value.n(), refusal);
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL -> 1;
            case NUL -> checkNull(value, refusal);
            case SS -> checkSet(value.ss(), text -> text, text -> checkText(text, refusal), refusal);
            case NS -> checkSet(value.ns(), AttributeLimits::normal, number -> checkNumber(number, refusal), refusal);
            case BS -> checkSet(value.bs(), bytes -> bytes, bytes -> bytes.asByteArrayUnsafe().length, refusal);
            case L -> {
                checkDepth(depth, refusal);
                long bytes = 0;
                for (AttributeValue element : value.l()) {
                    bytes += check(element, depth - 1, refusal);
                }
                yield bytes;
            }
            case M -> {
                checkDepth(depth, refusal);
                long bytes = 0;
                for (var element : value.m().entrySet()) {
                    bytes += checkText(element.getKey(), refusal) + check(element.getValue(), depth - 1, refusal);
                }
                yield bytes;
            }
            default -> throw refusal.apply("has no value, or values of several types. Set exactly one type.");
        };
    }

    private static long checkNull(AttributeValue value, Function<String, ? extends RuntimeException> refusal) {
        if (!value.nul()) {
            throw refusal.apply("is NULL with the value false. Use true, or another type.");
        }
        return 1;
    }

    private static void checkDepth(int depth, Function<String, ? extends RuntimeException> refusal) {
        if (depth == 0) {
            throw refusal.apply("has lists or maps nested deeper than " + MAX_DEPTH + " levels. Nest fewer.");
        }
    }

    private static <T> long checkSet(
            Collection<T> elements,
            Function<T, Object> identity,
            Function<T, Number> check,
            Function<String, ? extends RuntimeException> refusal) {
        if (elements.isEmpty()) {
            throw refusal.apply("is an empty set. Use an empty list, or remove the attribute.");
        }
        long bytes = 0;
        HashSet<Object> distinct = new HashSet<>();
        for (T element : elements) {
            bytes += check.apply(element).longValue();
            if (!distinct.add(identity.apply(element))) {
                throw refusal.apply("is a set with two equal elements. Remove one.");
            }
        }
        return bytes;
    }

    private static long checkText(String text, Function<String, ? extends RuntimeException> refusal) {
        int bytes = Texts.utf8Length(text);
        if (bytes < 0) {
            throw refusal.apply("is not valid Unicode: it has an unpaired surrogate. Store such text as bytes.");
        }
        return bytes;
    }

    private static long checkNumber(String text, Function<String, ? extends RuntimeException> refusal) {
        if (isShortInteger(text)) {
            return 1;
        }
        if (text.equals("NaN") || text.endsWith("Infinity")) {
            throw refusal.apply("is " + (text.length() > 9 ? "infinite" : text)
                    + ", but numbers in DynamoDB are finite. Omit it, or use a string.");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw refusal.apply("is not a number in decimal digits. Use a string.");
        }
        int digits = significantDigits(text);
        if (digits > MAX_DIGITS) {
            throw refusal.apply("has " + digits + " significant digits, but numbers in DynamoDB have at most "
                    + MAX_DIGITS + ". Round it, or use a string.");
        }
        if (digits > 0 && !isInRange(text)) {
            throw refusal.apply("is out of range: numbers in DynamoDB are zero, or have a magnitude from 1E-130 to"
                    + " 9.99E+125. Scale it, or use a string.");
        }
        return 1;
    }

    /** Returns whether a number certainly is within the limits, as nearly all are. */
    private static boolean isShortInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Counts digits without computing the number, which would take long for a number of many digits. */
    private static int significantDigits(String text) {
        int digits = 0;
        int significant = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 'e' || character == 'E') {
                break;
            }
            if (character >= '0' && character <= '9' && (digits > 0 || character != '0')) {
                digits++;
                significant = character == '0' ? significant : digits;
            }
        }
        return significant;
    }

    private static boolean isInRange(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            long exponent = (long) number.precision() - number.scale() - 1;
            return exponent >= MIN_EXPONENT && exponent <= MAX_EXPONENT;
        } catch (NumberFormatException exponentTooLong) {
            return false;
        }
    }

    /** Returns a valid number in its only form without an exponent and without needless zeros, so that equal ones are alike. */
    static String normal(String number) {
        if (isShortInteger(number) && !number.startsWith("0") && !number.startsWith("-0")) {
            return number;
        }
        return significantDigits(number) == 0
                ? "0"
                : new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
