package io.dynastore.benchmarks.overhead;

import java.util.Locale;

/**
 * What a ratio should be at most.
 *
 * @param title what is compared
 * @param limit the highest ratio that is good enough
 * @param measured the ratio
 */
record Goal(String title, double limit, Spread measured) {
    boolean isMet() {
        return measured.median() <= limit;
    }

    String line() {
        return String.format(
                Locale.ROOT, "| %s | %.2f | %s | %s |", title, limit, measured.describe(3), isMet() ? "yes" : "**no**");
    }
}
