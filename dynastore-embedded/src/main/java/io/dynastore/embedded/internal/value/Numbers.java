package io.dynastore.embedded.internal.value;

import io.dynastore.embedded.internal.wire.ApiError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * DynamoDB's numbers: 38 significant digits, magnitudes from 1E-130 to 9.99…E+125, and a normal form without trailing zeros.
 * See "Supported data types and naming rules in Amazon DynamoDB" in the developer guide.
 */
public final class Numbers {
    private static final int DIGITS = 38;
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;
    /** The longest text that is parsed. No valid number is longer, and parsing a much longer one could take very long. */
    private static final int LONGEST_TEXT = 400;

    private static final MathContext PRECISION = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /**
     * Reads a number.
     *
     * @param text the number as a client wrote it
     * @return the number in its normal form
     * @throws ApiError if it is not a number or exceeds the limits
     */
    public static BigDecimal parse(String text) {
        return normal(toDecimal(text));
    }

    private static BigDecimal toDecimal(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw notANumber(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
    }

    private static ApiError notANumber(String text) {
        return ApiError.validation(
                text.isEmpty()
                        ? "The parameter cannot be converted to a numeric value"
                        : "The parameter cannot be converted to a numeric value: " + text);
    }

    /** Returns a number in its normal form, or throws the error that names the limit it exceeds. */
    static BigDecimal normal(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // With a large exponent, the next step would allocate all its zeros.
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > LARGEST_EXPONENT) {
            throw ApiError.validation(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < SMALLEST_EXPONENT) {
            throw ApiError.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.precision() > DIGITS) {
            throw ApiError.validation("Attempting to store more than 38 significant digits in a Number");
        }
        return stripped;
    }

    /** Returns the sum, rounded to the digits that DynamoDB keeps. */
    public static BigDecimal add(BigDecimal left, BigDecimal right) {
        return normal(left.add(right, PRECISION));
    }

    /** Returns the difference, rounded to the digits that DynamoDB keeps. */
    public static BigDecimal subtract(BigDecimal left, BigDecimal right) {
        return normal(left.subtract(right, PRECISION));
    }

    /** {@return the number as DynamoDB writes it, without an exponent} */
    public static String text(BigDecimal number) {
        return number.toPlainString();
    }

    /** {@return the number of bytes that count towards an item's size} */
    static int size(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        int digits = number.precision();
        // A byte has two digits, whose positions depend on the exponent.
        int exponent = number.precision() - number.scale();
        int bytes = (digits + Math.floorMod(exponent, 2) + 1) / 2;
        return bytes + 1 + (number.signum() < 0 ? 1 : 0);
    }
}
